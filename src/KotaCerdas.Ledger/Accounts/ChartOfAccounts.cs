using System.Collections.Frozen;
using KotaCerdas.Platform;

namespace KotaCerdas.Ledger;

/// <summary>The three books that a region keeps side by side (PP 71/2010).</summary>
public enum Book
{
    /// <summary>Accrual: what is owed to the region and by it, whenever it is paid.</summary>
    LO,

    /// <summary>Budget realisation: what came in and went out against the budget.</summary>
    LRA,

    /// <summary>Cash: what lies where.</summary>
    KAS,
}

/// <summary>An account of the chart.</summary>
/// <param name="Code">Its code.</param>
/// <param name="NameId">Name as the chart has it.</param>
/// <param name="NameEn">English name.</param>
/// <param name="Source">Key of <c>sources.csv</c>, where the code was read.</param>
/// <param name="ContinuesIn">The account that took its place, where the law closed it; old arrears stay where they are.</param>
public sealed record Account(AccountCode Code, string NameId, string NameEn, string Source, AccountCode? ContinuesIn)
{
    /// <summary>The name in the current language.</summary>
    public string Name => Languages.IsEnglish(System.Globalization.CultureInfo.CurrentUICulture) ? NameEn : NameId;
}

/// <summary>
/// The chart of accounts, read from <c>data/accounts</c> and, where the operator names one, a file of their own. Only accounts without
/// accounts below them are posted to.
/// </summary>
public sealed class ChartOfAccounts
{
    private readonly FrozenDictionary<long, Account> _accounts;
    private readonly FrozenSet<long> _parents;
    private readonly FrozenDictionary<char, Book[]> _books;

    private ChartOfAccounts(IEnumerable<Account> accounts, FrozenDictionary<char, Book[]> books)
    {
        All = [.. accounts.OrderBy(a => a.Code.Number)];
        _accounts = All.ToFrozenDictionary(a => a.Code.Number);
        _parents = All.Where(a => a.Code.Parent is not null).Select(a => a.Code.Parent!.Value.Number).ToFrozenSet();
        _books = books;
    }

    /// <summary>Every account, in order of the chart.</summary>
    public IReadOnlyList<Account> All { get; }

    /// <summary>Reads the shipped chart.</summary>
    /// <param name="folder">Folder with <c>accounts.csv</c>, <c>books.csv</c> and <c>sources.csv</c>.</param>
    /// <param name="more">A CSV file with more accounts in the form of <c>accounts.csv</c>, or empty.</param>
    /// <returns>The chart, or every flaw of the files.</returns>
    public static Outcome<ChartOfAccounts> Load(string folder, string more = "")
    {
        if (more.Length > 0 && !File.Exists(more))
        {
            return new Problem("Ledger.Chart.NoFile", null, more);
        }

        var rows = TableFile.Shipped(folder, "accounts").Select(r => (File: "accounts.csv", Row: r)).ToList();
        if (more.Length > 0)
        {
            using var text = File.OpenText(more);
            rows.AddRange(TableFile.Csv(text).Select(r => (Path.GetFileName(more), r)));
        }

        var sources = TableFile.Shipped(folder, "sources").Select(r => r["source"]).ToHashSet(StringComparer.Ordinal);
        var accounts = new Dictionary<long, Account>();
        var problems = new List<Problem>();
        foreach (var (file, row) in rows)
        {
            var account = Read(row, file, sources);
            if (account.Failed)
            {
                problems.Add(account.Problem);
            }
            else if (!accounts.TryAdd(account.Value.Code.Number, account.Value))
            {
                problems.Add(new Problem("Ledger.Chart.Twice", null, file, row.Number, row["code"]));
            }
        }

        problems.AddRange(accounts.Values.Where(a => a.Code.Parent is { } p && !accounts.ContainsKey(p.Number))
            .Select(a => new Problem("Ledger.Chart.NoParent", null, a.Code.Value, a.Code.Parent!.Value.Value)));
        problems.AddRange(accounts.Values.Where(a => a.ContinuesIn is { } next && !accounts.ContainsKey(next.Number))
            .Select(a => new Problem("Ledger.Chart.NoSuccessor", null, a.Code.Value, a.ContinuesIn!.Value.Value)));
        return problems.Count > 0 ? problems : new ChartOfAccounts(accounts.Values, Books(folder));
    }

    /// <summary>The account, or null where the chart has none with this code.</summary>
    public Account? Find(AccountCode code) => _accounts.GetValueOrDefault(code.Number);

    /// <summary>Why nothing can be posted to an account in a book, or null where it can.</summary>
    public Problem? Refuse(AccountCode code, Book book)
    {
        var number = code.Number;
        if (!_accounts.ContainsKey(number))
        {
            return new Problem("Ledger.Posting.UnknownAccount", null, code.Value);
        }

        if (_parents.Contains(number))
        {
            return new Problem("Ledger.Posting.NotALeaf", null, code.Value);
        }

        return _books.TryGetValue(code.Value[0], out var books) && books.Contains(book)
            ? null
            : new Problem("Ledger.Posting.WrongBook", null, code.Value, book.ToString());
    }

    private static Outcome<Account> Read(TableRow row, string file, HashSet<string> sources)
    {
        if (!AccountCode.TryParse(row["code"], out var code))
        {
            return new Problem("Ledger.Chart.BadCode", null, file, row.Number, row["code"]);
        }

        if (row.Optional("name_id") is not { } name || row.Optional("name_en") is not { } english)
        {
            return new Problem("Ledger.Chart.NoName", null, file, row.Number, row["code"]);
        }

        if (!sources.Contains(row["source"]))
        {
            return new Problem("Ledger.Chart.NoSource", null, file, row.Number, row["code"]);
        }

        AccountCode? next = null;
        if (row.Optional("continues_in") is { } text)
        {
            if (!AccountCode.TryParse(text, out var later))
            {
                return new Problem("Ledger.Chart.BadCode", null, file, row.Number, text);
            }

            next = later;
        }

        return new Account(code, name, english, row["source"], next);
    }

    private static FrozenDictionary<char, Book[]> Books(string folder) =>
        TableFile.Shipped(folder, "books").ToFrozenDictionary(
            r => r["class"][0], r => r["books"].Split(' ').Select(Enum.Parse<Book>).ToArray());
}
