using KotaCerdas.Platform;

namespace KotaCerdas.Ledger;

/// <summary>Gathers what a check looked at and what is wrong: all are counted, of one check and region the first twenty are kept.</summary>
public sealed class LedgerFindings
{
    private const int MostOfOneKind = 20;

    private readonly Dictionary<(string, string), int> _kept = [];
    private readonly SortedDictionary<Invariant, Tally> _tallies = [];
    private readonly List<Problem> _flaws = [];

    /// <summary>What is wrong, in the order in which it was found.</summary>
    public IReadOnlyList<Problem> Flaws => _flaws;

    /// <summary>Says that things were looked at, whatever came of it; also where there is none.</summary>
    /// <param name="invariant">What was checked of them.</param>
    /// <param name="things">How many.</param>
    public void Look(Invariant invariant, long things)
    {
        var tally = Of(invariant);
        tally.Looked = (tally.Looked ?? 0) + things;
    }

    /// <summary>Tells what breaks an invariant.</summary>
    /// <param name="invariant">Which.</param>
    /// <param name="flaw">Why; its first argument is the region.</param>
    public void Break(Invariant invariant, Problem flaw)
    {
        Of(invariant).Broken++;
        Keep(invariant, flaw);
    }

    /// <summary>Takes over how the ledger and a module compare.</summary>
    /// <param name="invariant">What was compared.</param>
    /// <param name="comparison">The outcome.</param>
    public void Take(Invariant invariant, Comparison comparison)
    {
        Look(invariant, comparison.Compared);
        Of(invariant).Broken += comparison.Different;
        foreach (var flaw in comparison.Flaws)
        {
            Keep(invariant, flaw);
        }
    }

    internal void Break(Invariant invariant, string code, string where, params object[] args) =>
        Break(invariant, new Problem(code, null, [where, .. args]));

    /// <summary>Says that the database holds an invariant in a table by itself.</summary>
    internal void Hold(Invariant invariant, string table) => Of(invariant).Held.Add(table);

    /// <summary>Every invariant, whether something was looked at or not.</summary>
    internal IReadOnlyList<InvariantReport> Report() =>
    [
        .. Enum.GetValues<Invariant>().Select(i => _tallies.GetValueOrDefault(i) is { } t
            ? new InvariantReport(i, t.Looked, t.Broken, t.Flaws, [.. t.Held]) : new(i, null, 0, [], [])),
    ];

    private void Keep(Invariant invariant, Problem flaw)
    {
        var kind = (flaw.Code, flaw.Args[0].ToString()!);
        var count = _kept[kind] = _kept.GetValueOrDefault(kind) + 1;
        if (count <= MostOfOneKind)
        {
            _flaws.Add(flaw);
            Of(invariant).Flaws.Add(flaw);
        }
    }

    private Tally Of(Invariant invariant) => _tallies.TryGetValue(invariant, out var tally) ? tally : _tallies[invariant] = new();

    private sealed class Tally
    {
        public long? Looked { get; set; }

        public long Broken { get; set; }

        public List<Problem> Flaws { get; } = [];

        public SortedSet<string> Held { get; } = new(StringComparer.Ordinal);
    }
}
