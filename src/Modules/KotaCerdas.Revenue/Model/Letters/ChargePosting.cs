using KotaCerdas.Platform;
using KotaCerdas.Revenue.Model.Rules;

namespace KotaCerdas.Revenue.Model.Letters;

/// <summary>Accounts of a kind in the accrual book.</summary>
/// <param name="Receivable">What is owed to the region.</param>
/// <param name="Income">What it earns of the kind.</param>
/// <param name="Sanctions">What it earns of interest and fines.</param>
internal sealed record ChargeAccounts(AccountCode Receivable, AccountCode Income, AccountCode Sanctions)
{
    /// <summary>Third parties: what is collected for the province.</summary>
    public static readonly AccountCode Province = AccountCode.Parse("2.1.01");

    /// <summary>Other payables: what was paid too much.</summary>
    public static readonly AccountCode Overpaid = AccountCode.Parse("2.1.07");

    /// <summary>Allowance for receivables.</summary>
    public static readonly AccountCode Allowance = AccountCode.Parse("1.1.10");

    /// <summary>Cash in the regional treasury.</summary>
    public static readonly AccountCode Treasury = AccountCode.Parse("1.1.01.01");

    /// <summary>Other own-source receivables: what bills of sanctions alone ask for.</summary>
    public static readonly AccountCode OtherReceivable = AccountCode.Parse("1.1.06");

    /// <summary>Groups of what taxpayers owe: taxes, levies, bills of sanctions. Nobody else posts to them.</summary>
    public static readonly IReadOnlyList<AccountCode> Receivables =
        [AccountCode.Parse("1.1.03"), AccountCode.Parse("1.1.04"), OtherReceivable];

    private static readonly AccountCode Others = AccountCode.Parse("7.1.04");

    /// <summary>
    /// The accounts of a kind: its own in the groups of receivables and of accrual income, or the nearest above that can be posted to.
    /// </summary>
    /// <param name="kind">The tax or levy.</param>
    /// <param name="letter">The letter of the first cycle; bills of sanctions alone are owed apart from the tax.</param>
    /// <param name="chart">The chart.</param>
    public static Outcome<ChargeAccounts> Of(RevenueKind kind, LetterRule letter, ChartOfAccounts chart)
    {
        var levy = LetterRules.IsLevy(kind);
        var tail = kind.Account.StartsWith(levy ? "4.1.02" : "4.1.01", StringComparison.Ordinal) ? kind.Account[6..] : string.Empty;
        var (owed, earned) = levy ? ("1.1.04", "7.1.02") : ("1.1.03", "7.1.01");
        return Leaf(chart, owed + tail) is { } receivable && Leaf(chart, earned + tail) is { } income
            ? new ChargeAccounts(letter.Basis == LetterBasis.Late ? OtherReceivable : receivable, income, Others)
            : new Problem("Revenue.Charge.NoAccount", null, kind.Title, kind.Account);
    }

    private static AccountCode? Leaf(ChartOfAccounts chart, string code)
    {
        AccountCode? at = AccountCode.Parse(code);
        while (at is { Level: > 2 } account)
        {
            if (chart.Refuse(account, Book.LO) is null)
            {
                return account;
            }

            at = account.Parent;
        }

        return null;
    }
}

/// <summary>Lines of the accrual book for what happens to what is owed.</summary>
internal static class ChargePosting
{
    /// <summary>From one amount to another: the first posts all of it, a correction the difference.</summary>
    /// <param name="accounts">Accounts of the kind.</param>
    /// <param name="at">Subject and period of the lines.</param>
    /// <param name="parts">Parts before and after.</param>
    /// <param name="standing">What stood before and stands after.</param>
    /// <returns>The lines; empty where nothing changes.</returns>
    public static IReadOnlyList<JournalLine> Change(
        ChargeAccounts accounts, (string Subject, int Period) at, (ChargeParts Before, ChargeParts After) parts,
        (ChargeStanding Before, ChargeStanding After) standing)
    {
        var lines = new List<JournalLine>();
        Add(lines, accounts.Receivable, standing.After.Open - standing.Before.Open, at);
        Add(lines, ChargeAccounts.Overpaid, standing.Before.Over - standing.After.Over, at);
        Add(lines, accounts.Income, parts.Before.Principal - parts.After.Principal, at);
        Add(lines, accounts.Sanctions, parts.Before.Sanction - parts.After.Sanction, at);
        Add(lines, ChargeAccounts.Province, parts.Before.Province - parts.After.Province, at);
        return lines;
    }

    /// <summary>Written off against the allowance.</summary>
    public static IReadOnlyList<JournalLine> WriteOff(ChargeAccounts accounts, (string Subject, int Period) at, long open)
    {
        var lines = new List<JournalLine>();
        Add(lines, ChargeAccounts.Allowance, open, at);
        Add(lines, accounts.Receivable, -open, at);
        return lines;
    }

    /// <summary>Paid into the treasury.</summary>
    public static IReadOnlyList<JournalLine> Pay(
        ChargeAccounts accounts, (string Subject, int Period) at, long money, (ChargeStanding Before, ChargeStanding After) standing)
    {
        var lines = new List<JournalLine>();
        Add(lines, ChargeAccounts.Treasury, money, at);
        Add(lines, accounts.Receivable, standing.After.Open - standing.Before.Open, at);
        Add(lines, ChargeAccounts.Overpaid, standing.Before.Over - standing.After.Over, at);
        return lines;
    }

    private static void Add(List<JournalLine> lines, AccountCode account, long debit, (string Subject, int Period) at)
    {
        if (debit > 0)
        {
            lines.Add(JournalLine.Dr(Book.LO, account, debit, at.Subject, at.Period));
        }
        else if (debit < 0)
        {
            lines.Add(JournalLine.Cr(Book.LO, account, -debit, at.Subject, at.Period));
        }
    }
}
