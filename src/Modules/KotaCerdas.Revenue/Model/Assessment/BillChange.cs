using System.Globalization;
using System.Runtime.InteropServices;
using KotaCerdas.Platform;
using KotaCerdas.Revenue.Model.Letters;
using KotaCerdas.Revenue.Model.Registers;
using KotaCerdas.Revenue.Model.Rules;

namespace KotaCerdas.Revenue.Model.Assessment;

/// <summary>The next cycle of a bill, before it has its number.</summary>
/// <param name="ObjectVersion">Version of the object that it is computed from.</param>
/// <param name="TaxpayerId">Who owes it.</param>
/// <param name="TaxpayerVersion">Version of the taxpayer.</param>
/// <param name="Facts">What it is computed from.</param>
/// <param name="Figures">What the rules make of it.</param>
/// <param name="Amount">What is owed: what the rules give, unless a decision says another amount.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct NextBill(
    int ObjectVersion, TaxpayerId TaxpayerId, int TaxpayerVersion, PbbFacts Facts, PbbAmount Figures, long Amount)
{
    /// <summary>The same facts with another amount.</summary>
    public static NextBill Decided(Bill before, PbbRules rules, long amount) => new(
        before.ObjectVersion, before.TaxpayerId, before.TaxpayerVersion, before.Facts(), rules.Assess(before.Facts()), amount);

    /// <summary>The bill that follows another one.</summary>
    public Bill After(Bill before, long number, PbbRules rules) => new()
    {
        RegionCode = before.RegionCode, Nop = before.Nop, TaxYear = before.TaxYear, Cycle = before.Cycle + 1, Number = number,
        BatchId = before.BatchId, ObjectVersion = ObjectVersion, TaxpayerId = TaxpayerId, TaxpayerVersion = TaxpayerVersion,
        LandArea = Facts.LandArea, LandValue = Facts.LandValue, LandUse = Facts.LandUse, BuildingArea = Facts.BuildingArea,
        BuildingValue = Facts.BuildingValue, CommonValue = Facts.Common, TakesDeduction = Facts.TakesNjoptkp, LastYear = Facts.LastYear,
        Reduction = Facts.Reduction, LandClass = rules.LandClassCode(Figures.LandClass),
        BuildingClass = rules.BuildingClassCode(Figures.BuildingClass), Tier = Figures.Tier, LandUnit = Figures.LandUnit,
        BuildingUnit = Figures.BuildingUnit, LandNjop = Figures.LandNjop, BuildingNjop = Figures.BuildingNjop, Njop = Figures.Njop,
        Deduction = Figures.Deduction, Njkp = Figures.Njkp, Tax = Figures.Tax, Adjusted = Figures.Adjusted, Limited = Figures.Limited,
        Reduced = Figures.Reduced, Amount = Amount,
    };
}

/// <summary>
/// What a decision makes of a bill. A corrected fact and a reduction go through the rules of the batch again; an objection and a
/// cancellation say the amount themselves. The check of the ledger computes each cycle again by this.
/// </summary>
internal static class BillChange
{
    public const string Principal = "principal";
    public const string PrincipalShare = "principal_share";

    private const int Whole = 1_000_000;

    /// <summary>The next cycle, or why the decision changes nothing.</summary>
    /// <param name="basis">See <see cref="LetterBasis"/>.</param>
    /// <param name="before">The cycle that counts.</param>
    /// <param name="rules">Rules of its batch.</param>
    /// <param name="values">What the proposal says.</param>
    /// <param name="register">The object as the register has it now, null where it is not on it any more; and whether the bill was
    /// cancelled, which a correction takes back.</param>
    public static Outcome<NextBill> Next(
        string basis, Bill before, PbbRules rules, IReadOnlyDictionary<string, string> values,
        (ObjectLine? Line, bool Cancelled) register) => basis switch
        {
            LetterBasis.Facts => Corrected(before, rules, register.Line, register.Cancelled),
            LetterBasis.Share => Reduced(before, rules, Share(values)),
            LetterBasis.Amounts => Decided(before, rules, values.GetValueOrDefault(Principal)),
            LetterBasis.Nil => NextBill.Decided(before, rules, 0),
            _ => throw new BugException($"{basis} does not change a bill"),
        };

    /// <summary>True where the amount is what the rules give for the facts of the bill.</summary>
    public static bool IsByRules(Bill bill, PbbRules rules) =>
        rules.Assess(bill.Facts()) is { Refusal: PbbRefusal.None } again && again.Payable == bill.Amount;

    private static Outcome<NextBill> Corrected(Bill before, PbbRules rules, ObjectLine? corrected, bool cancelled)
    {
        if (corrected is not { } line || line.Object.LandKind == ObjectLine.PublicFacility)
        {
            return new Problem("Revenue.BillChange.NoObject", null, before.Nop.ToString());
        }

        // What was granted for the bill still holds.
        var facts = line.Facts with { Reduction = before.Reduction };
        var figures = rules.Assess(facts);
        if (line.LacksLandValue || figures.Refusal != PbbRefusal.None)
        {
            return new Problem("Revenue.BillChange.CannotAssess", null, before.Nop.ToString());
        }

        // What an objection decided is not undone by correcting nothing, nor by another name; other facts need a decision that says the
        // amount. What the year before came to since then is no fact of the object.
        var same = facts with { LastYear = before.LastYear } == before.Facts();
        if (same && line.Object.Taxpayer == before.TaxpayerId && !cancelled)
        {
            return new Problem("Revenue.BillChange.SameFacts", null, before.Nop.ToString());
        }

        if (cancelled || IsByRules(before, rules))
        {
            return new NextBill(line.Object.Version, line.Object.Taxpayer, line.TaxpayerVersion, facts, figures, figures.Payable);
        }

        return same
            ? NextBill.Decided(before, rules, before.Amount) with
            {
                ObjectVersion = line.Object.Version, TaxpayerId = line.Object.Taxpayer, TaxpayerVersion = line.TaxpayerVersion,
            }
            : new Problem("Revenue.BillChange.AmountDecided", null, before.Nop.ToString(), Formats.Money(before.Amount));
    }

    private static Outcome<NextBill> Reduced(Bill before, PbbRules rules, int? part)
    {
        if (part is not { } share)
        {
            return new Problem("Revenue.Letter.ShareWrong", PrincipalShare);
        }

        if (share == 0)
        {
            return new Problem("Revenue.Letter.ShareNone", PrincipalShare);
        }

        NextBill next;
        if (IsByRules(before, rules))
        {
            // A reduction after another one takes its share of what was left.
            var both = (int)(before.Reduction + share - ((long)before.Reduction * share / Whole));
            var facts = before.Facts() with { Reduction = both };
            var figures = rules.Assess(facts);
            next = new(before.ObjectVersion, before.TaxpayerId, before.TaxpayerVersion, facts, figures, figures.Payable);
        }
        else
        {
            var less = Rounding.Divide((Int128)before.Amount * share, Whole, RoundingMode.Down);
            next = NextBill.Decided(before, rules, before.Amount - less);
        }

        return next.Amount < before.Amount ? next
            : new Problem("Revenue.BillChange.NotLower", PrincipalShare, Formats.Money(before.Amount));
    }

    private static Outcome<NextBill> Decided(Bill before, PbbRules rules, string? typed) =>
        long.TryParse(typed, NumberStyles.None, CultureInfo.InvariantCulture, out var amount) && amount <= before.Amount
            ? amount == before.Amount ? new Problem("Revenue.BillChange.NotLower", Principal, Formats.Money(before.Amount))
                : NextBill.Decided(before, rules, amount)
            : new Problem("Revenue.Letter.AmountWrong", Principal, Formats.Money(before.Amount));

    private static int? Share(IReadOnlyDictionary<string, string> values) =>
        RuleUnit.Percent.TryRead(values.GetValueOrDefault(PrincipalShare, "0"), out var share)
        && share.InMillionths() is { } part and >= 0 and <= Whole ? (int)part : null;
}
