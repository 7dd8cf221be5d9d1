using KotaCerdas.Platform;

namespace KotaCerdas.Ledger;

/// <summary>Checks the lines of a journal one by one, sums them per book and hashes them; holds nothing of the lines themselves.</summary>
internal sealed class LineSums(ChartOfAccounts chart) : IDisposable
{
    /// <summary>Most rupiah of one journal and book, so that sums of sums stay far from the end of 64 bits.</summary>
    public const long Most = 1_000_000_000_000_000;

    private readonly BodyHash _hash = new();
    private readonly long[] _debits = new long[3];
    private readonly long[] _credits = new long[3];
    private readonly Dictionary<(Book Book, AccountCode Account), AccountSum> _accounts = [];
    private AccountSum? _known;

    /// <summary>Lines seen.</summary>
    public int Count { get; private set; }

    /// <summary>The books that have lines.</summary>
    public IEnumerable<Book> Books => BookNames.All.Where(b => _debits[(int)b] > 0 || _credits[(int)b] > 0);

    /// <summary>What the lines move on each account, in the order in which the accounts came.</summary>
    public IReadOnlyCollection<AccountSum> Accounts => _accounts.Values;

    /// <summary>Sum of the debits of a book.</summary>
    public long this[Book book] => _debits[(int)book];

    /// <summary>Takes what a journal says besides its lines. Comes first.</summary>
    public void Begin(JournalHead head, JournalId? reverses) => _hash.Begin(head.Event, head.Source, head.ValueOn, reverses?.Value);

    /// <summary>Takes a line.</summary>
    /// <returns>Why it cannot be posted, or null.</returns>
    public Problem? Add(in JournalLine line)
    {
        Count++;
        if (Refuse(line) is { } refused)
        {
            return refused;
        }

        var book = (int)line.Book;
        _debits[book] += line.Debit;
        _credits[book] += line.Credit;
        if (_debits[book] > Most || _credits[book] > Most)
        {
            return new Problem("Ledger.Posting.TooMuch", null, line.Book.ToString());
        }

        _known!.Add(Count, line);
        _hash.Add(line.Book, line.Account.Number, (line.Debit, line.Credit), (line.Subject, line.Period, line.Unit));
        return null;
    }

    /// <summary>What only shows at the end: too few lines, or books whose sides differ.</summary>
    public Problem? End()
    {
        if (Count < 2)
        {
            return new Problem("Ledger.Posting.TooFewLines");
        }

        foreach (var book in Books)
        {
            if (_debits[(int)book] != _credits[(int)book])
            {
                return new Problem("Ledger.Posting.Unbalanced", null, book.ToString(), _debits[(int)book], _credits[(int)book]);
            }
        }

        return null;
    }

    /// <summary>The hash of everything since <see cref="Begin"/>.</summary>
    public byte[] Hash() => _hash.End();

    /// <inheritdoc />
    public void Dispose() => _hash.Dispose();

    private Problem? Refuse(in JournalLine line)
    {
        if (line.Debit < 0 || line.Credit < 0 || (line.Debit == 0) == (line.Credit == 0) || line.Debit > Most || line.Credit > Most)
        {
            return new Problem("Ledger.Posting.BadAmount", null, Count, line.Debit, line.Credit);
        }

        if (!IsPlain(line.Subject, BodyHash.LongestSubject) || !IsPlain(line.Unit, BodyHash.LongestUnit) || line.Period is < 0 or > 999_912)
        {
            return new Problem("Ledger.Posting.BadDimension", null, Count, BodyHash.LongestSubject, BodyHash.LongestUnit);
        }

        if (_known is { } known && known.Book == line.Book && known.Account == line.Account)
        {
            return null;
        }

        if (!_accounts.TryGetValue((line.Book, line.Account), out _known))
        {
            if (chart.Refuse(line.Account, line.Book) is { } refused)
            {
                return refused;
            }

            _accounts.Add((line.Book, line.Account), _known = new AccountSum(line.Book, line.Account, Count));
        }

        return null;
    }

    /// <summary>Printable ASCII: what identifiers consist of, and what both engines keep alike.</summary>
    private static bool IsPlain(string text, int longest) =>
        text.Length <= longest && text.AsSpan().IndexOfAnyExceptInRange(' ', '~') < 0;
}
