using KotaCerdas.Revenue.Model.Rules;

namespace KotaCerdas.Revenue.Model.Assessment;

/// <summary>Adds up a result while it is computed: by village, book, decile and band, with the largest rises and cliffs.</summary>
internal sealed class AssessmentTally(PbbRules rules, FactTable table)
{
    public const int Listed = 100;

    private static readonly EdgeKind[] Edges = Enum.GetValues<EdgeKind>();

    private readonly BookRule[] _books = [.. rules.Set.Books];
    private readonly List<VillageSums> _villages = [];
    private readonly long[] _njop = new long[table.Count];
    private readonly int[] _lines = new int[table.Count];
    private readonly long[] _amounts = new long[table.Count];
    private readonly (int Bills, long Change)[] _bands = new (int, long)[ChangeBand.Bounds.Length + 1];
    private readonly PriorityQueue<Rise, (long, long)> _rises = new();
    private readonly PriorityQueue<Cliff, (long, long)> _tierCliffs = new();
    private readonly PriorityQueue<Cliff, (long, long)> _classCliffs = new();
    private readonly (int Bills, long Jump)[,] _jumps = new (int, long)[Edges.Length, CliffBand.Bounds.Length];
    private int _bills;
    private (int Bills, long Change) _higher;
    private (int Bills, long Change) _lower;
    private (int Bills, long Amount) _fresh;
    private int _equal;

    /// <summary>Villages in order of NOP.</summary>
    public IReadOnlyList<VillageSums> Villages => _villages;

    /// <summary>The book of an amount by its place in the rules; 0 where they know none.</summary>
    public int BookOf(long amount)
    {
        for (var i = 0; i < _books.Length; i++)
        {
            var book = _books[i];
            if ((amount > book.Above || (book.Above == 0 && amount == 0)) && (book.To is null || amount <= book.To))
            {
                return i;
            }
        }

        return 0;
    }

    /// <summary>Name of a book by its place, empty where the rules know none.</summary>
    public string BookName(int place) => place < _books.Length ? _books[place].Book : string.Empty;

    /// <summary>Takes an object that is not billed.</summary>
    public void Skip(in ObjectLine line, RefusalReason? reason)
    {
        var village = Of(line);
        if (reason is not null)
        {
            village.Refused++;
        }
        else if (line.BilledBefore)
        {
            village.BilledBefore++;
        }
        else
        {
            village.NotBilled++;
        }
    }

    /// <summary>Takes a bill.</summary>
    public void Add(int index, in ObjectLine line, in PbbAmount amount)
    {
        (_njop[_bills], _lines[_bills], _amounts[_bills]) = (amount.Njop, index, amount.Payable);
        _bills++;
        var village = Of(line);
        village.Bills++;
        village.LandArea += line.Object.LandArea;
        village.BuildingArea += line.Object.BuildingArea;
        village.Njop += amount.Njop;
        village.Tax += amount.Tax;
        village.Amount += amount.Payable;
        ref var book = ref village.Books[BookOf(amount.Payable)];
        (book.Bills, book.Amount) = (book.Bills + 1, book.Amount + amount.Payable);
        if (line.Last.Amount < 0)
        {
            village.Fresh++;
            _fresh = (_fresh.Bills + 1, _fresh.Amount + amount.Payable);
            return;
        }

        village.LastBills++;
        village.LastAmount += line.Last.Amount;
        village.SameAmount += amount.Payable;
        Compare(line, amount, village);
    }

    /// <summary>What it comes to.</summary>
    public AssessmentSummary End() => new()
    {
        Objects = table.Count,
        Bills = _bills,
        Refused = _villages.Sum(v => v.Refused),
        NotBilled = _villages.Sum(v => v.NotBilled),
        BilledBefore = _villages.Sum(v => v.BilledBefore),
        Njop = _villages.Sum(v => v.Njop),
        Tax = _villages.Sum(v => v.Tax),
        Amount = _villages.Sum(v => v.Amount),
        LastBills = _villages.Sum(v => v.LastBills),
        SameAmount = _villages.Sum(v => v.SameAmount),
        LastAmount = _villages.Sum(v => v.LastAmount),
        Higher = _higher.Bills,
        HigherBy = _higher.Change,
        Lower = _lower.Bills,
        LowerBy = _lower.Change,
        Equal = _equal,
        Fresh = _fresh.Bills,
        FreshAmount = _fresh.Amount,
        Gone = table.GoneBills,
        GoneAmount = table.GoneAmount,
        Deciles = Deciles(),
        Bands = [.. _bands.Select((b, i) => new ChangeBand(
            i == 0 ? null : ChangeBand.Bounds[i - 1], i == ChangeBand.Bounds.Length ? null : ChangeBand.Bounds[i], b.Bills, b.Change))],
        LargestRises = [.. _rises.UnorderedItems.Select(r => r.Element).OrderByDescending(r => r.Amount - r.Last).ThenBy(r => r.Nop)],
        Cliffs = CliffBands.Sum(b => b.Bills),
        CliffsBy = CliffBands.Sum(b => b.Jump),
        CliffBands = [.. CliffBands],
        LargestCliffs =
        [
            .. _tierCliffs.UnorderedItems.Concat(_classCliffs.UnorderedItems).Select(c => c.Element).OrderByDescending(c => c.Share)
                .ThenBy(c => c.Nop),
        ],
    };

    private IEnumerable<CliffBand> CliffBands =>
        from edge in Edges
        from i in Enumerable.Range(0, CliffBand.Bounds.Length)
        select new CliffBand(edge, CliffBand.Bounds[i], _jumps[(int)edge, i].Bills, _jumps[(int)edge, i].Jump);

    /// <summary>Place of a change among the bands: lower bounds outside, upper ones inside.</summary>
    internal static int BandOf(long last, long amount)
    {
        for (var i = 0; i < ChangeBand.Bounds.Length; i++)
        {
            // (amount − last) / last ≤ bound %, without dividing.
            if ((Int128)(amount - last) * 100 <= (Int128)last * ChangeBand.Bounds[i])
            {
                return i;
            }
        }

        return ChangeBand.Bounds.Length;
    }

    private VillageSums Of(in ObjectLine line)
    {
        var code = line.Object.Nop.Village;
        if (_villages.Count == 0 || _villages[^1].TaxCode != code)
        {
            _villages.Add(new(code, _books.Length));
        }

        return _villages[^1];
    }

    private void Compare(in ObjectLine line, in PbbAmount amount, VillageSums village)
    {
        var change = amount.Payable - line.Last.Amount;
        ref var band = ref _bands[BandOf(line.Last.Amount, amount.Payable)];
        band = (band.Bills + 1, band.Change + change);
        if (change < 0)
        {
            village.Lower++;
            _lower = (_lower.Bills + 1, _lower.Change + change);
            return;
        }

        if (change == 0)
        {
            _equal++;
            return;
        }

        village.Higher++;
        _higher = (_higher.Bills + 1, _higher.Change + change);
        var nop = line.Object.Nop.Value;
        if (Wants(_rises, change, nop))
        {
            _rises.Enqueue(new(nop, line.Last.Amount, amount.Payable), (change, -nop));
        }

        if (EdgeOf(rules, line, amount) is { } edge)
        {
            ref var jumps = ref _jumps[(int)edge.Edge, Array.FindLastIndex(CliffBand.Bounds, b => edge.Share >= b * 10_000)];
            jumps = (jumps.Bills + 1, jumps.Jump + edge.Jump);
            var cliffs = edge.Edge == EdgeKind.Tier ? _tierCliffs : _classCliffs;
            if (Wants(cliffs, edge.Share, nop))
            {
                cliffs.Enqueue(edge, (edge.Share, -nop));
            }
        }
    }

    /// <summary>The edge that a bill jumped over since the year before, or null.</summary>
    internal static Cliff? EdgeOf(PbbRules rules, in ObjectLine line, in PbbAmount amount)
    {
        var facts = line.Facts;
        var (kind, without) = (EdgeKind.Tier, amount.Payable);
        var before = line.Last.Njop >= 0 ? rules.TierAt(facts, line.Last.Njop) : amount.Tier;
        if (before < amount.Tier)
        {
            without = rules.PayableInTier(facts, amount, before);
        }
        else if (rules.ByClass && facts.LandArea > 0 && line.Last.LandClass >= 0 && line.Last.LandClass < amount.LandClass)
        {
            (kind, without) = (EdgeKind.LandClass, rules.PayableInClass(facts, amount, line.Last.LandClass, null));
        }
        else if (rules.ByClass && facts.BuildingArea > 0 && line.Last.BuildingClass >= 0 && line.Last.BuildingClass < amount.BuildingClass)
        {
            (kind, without) = (EdgeKind.BuildingClass, rules.PayableInClass(facts, amount, null, line.Last.BuildingClass));
        }

        return without >= amount.Payable ? null
            : new(line.Object.Nop.Value, kind, line.Last.Amount, amount.Payable, amount.Payable - without);
    }

    /// <summary>True where a size belongs to the largest, of equal ones those with the lower NOP; makes room for it.</summary>
    private static bool Wants<T>(PriorityQueue<T, (long Size, long Before)> queue, long size, long nop)
    {
        if (queue.Count < Listed)
        {
            return true;
        }

        queue.TryPeek(out _, out var least);
        if ((size, -nop).CompareTo(least) <= 0)
        {
            return false;
        }

        queue.Dequeue();
        return true;
    }

    private List<Decile> Deciles()
    {
        var order = Enumerable.Range(0, _bills).ToArray();
        Array.Sort(_njop, order, 0, _bills);
        var deciles = new List<Decile>();
        for (var d = 0; d < 10; d++)
        {
            var (from, to) = ((int)((long)_bills * d / 10), (int)((long)_bills * (d + 1) / 10));
            var (amount, same, last, lastBills) = (0L, 0L, 0L, 0);
            for (var i = from; i < to; i++)
            {
                var billed = _amounts[order[i]];
                amount += billed;
                var before = table[_lines[order[i]]].Last.Amount;
                if (before >= 0)
                {
                    (same, last, lastBills) = (same + billed, last + before, lastBills + 1);
                }
            }

            deciles.Add(new(d + 1, to > from ? _njop[to - 1] : 0, to - from, amount, lastBills, same, last));
        }

        return deciles;
    }
}
