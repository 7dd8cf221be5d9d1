using System.Text.Json.Serialization;
using KotaCerdas.Revenue.Model.Rules;

namespace KotaCerdas.Revenue.Model.Assessment;

/// <summary>A tenth of the bills, from the lowest NJOP to the highest. Rupiah.</summary>
/// <param name="Number">1 to 10.</param>
/// <param name="ToNjop">Highest NJOP in it.</param>
/// <param name="Bills">Bills.</param>
/// <param name="Amount">What they ask for.</param>
/// <param name="LastBills">Those that had one the year before.</param>
/// <param name="SameAmount">What those that had one the year before ask for.</param>
/// <param name="LastAmount">What they asked for then.</param>
internal sealed record Decile(int Number, long ToNjop, int Bills, long Amount, int LastBills, long SameAmount, long LastAmount);

/// <summary>Bills whose change over the year before lies in a band.</summary>
/// <param name="AbovePercent">Lower bound, outside; null for the lowest band.</param>
/// <param name="ToPercent">Upper bound, inside; null for the highest band.</param>
/// <param name="Bills">How many.</param>
/// <param name="Change">Sum of their changes, rupiah.</param>
internal sealed record ChangeBand(int? AbovePercent, int? ToPercent, int Bills, long Change)
{
    /// <summary>Bounds in per cent, ascending.</summary>
    public static readonly int[] Bounds = [-50, -10, -1, 0, 10, 25, 50, 100, 200];
}

/// <summary>A bill that rises.</summary>
internal sealed record Rise(long Nop, long Last, long Amount);

/// <summary>What pushed a bill over an edge.</summary>
internal enum EdgeKind
{
    /// <summary>A higher tier, and with it a higher rate or share.</summary>
    Tier,

    /// <summary>A higher class of land.</summary>
    LandClass,

    /// <summary>A higher class of buildings.</summary>
    BuildingClass,
}

/// <summary>A bill that jumps because its object crossed an edge since the year before.</summary>
/// <param name="Nop">The object.</param>
/// <param name="Edge">Which edge.</param>
/// <param name="Last">What was billed the year before, rupiah.</param>
/// <param name="Amount">What is billed now, rupiah.</param>
/// <param name="Jump">What the edge alone adds, rupiah.</param>
internal sealed record Cliff(long Nop, EdgeKind Edge, long Last, long Amount, long Jump)
{
    /// <summary>The jump as a share of the bill, in millionths: what makes it matter to who pays.</summary>
    [JsonIgnore]
    public long Share => (long)((Int128)Jump * 1_000_000 / Amount);
}

/// <summary>Bills whose jump over a kind of edge is a share of them between this bound and the next.</summary>
/// <param name="Edge">Which edge.</param>
/// <param name="FromPercent">Lower bound of the share, inside.</param>
/// <param name="Bills">How many.</param>
/// <param name="Jump">What the edges add to them, rupiah.</param>
internal sealed record CliffBand(EdgeKind Edge, int FromPercent, int Bills, long Jump)
{
    /// <summary>A rise by one class is mostly less: the classes of land are between a twentieth and a quarter apart.</summary>
    public const int Usual = 25;

    /// <summary>Lower bounds in per cent, ascending.</summary>
    public static readonly int[] Bounds = [0, 5, 10, Usual, 50];
}

/// <summary>What a simulation amounts to. Rupiah.</summary>
internal sealed record AssessmentSummary
{
    public int Objects { get; init; }

    public int Bills { get; init; }

    public int Refused { get; init; }

    public int NotBilled { get; init; }

    public int BilledBefore { get; init; }

    public long Njop { get; init; }

    public long Tax { get; init; }

    public long Amount { get; init; }

    /// <summary>Bills whose object had one the year before.</summary>
    public int LastBills { get; init; }

    /// <summary>What those ask for now.</summary>
    public long SameAmount { get; init; }

    /// <summary>What those asked for the year before.</summary>
    public long LastAmount { get; init; }

    public int Higher { get; init; }

    public long HigherBy { get; init; }

    public int Lower { get; init; }

    public long LowerBy { get; init; }

    public int Equal { get; init; }

    public int Fresh { get; init; }

    public long FreshAmount { get; init; }

    /// <summary>Bills of the year before whose object has none now.</summary>
    public int Gone { get; init; }

    public long GoneAmount { get; init; }

    /// <summary>Taxpayers of the region who use the untaxed part on several objects.</summary>
    public int DoubleTaxpayers { get; init; }

    /// <summary>Their objects beyond the first.</summary>
    public int DoubleObjects { get; init; }

    /// <summary>Taxpayers with billed objects who use it on none; 0 where only a village was assessed.</summary>
    public int WithoutDeduction { get; init; }

    public IReadOnlyList<Decile> Deciles { get; init; } = [];

    public IReadOnlyList<ChangeBand> Bands { get; init; } = [];

    /// <summary>The largest rises in rupiah.</summary>
    public IReadOnlyList<Rise> LargestRises { get; init; } = [];

    public int Cliffs { get; init; }

    /// <summary>What the edges add, all together.</summary>
    public long CliffsBy { get; init; }

    /// <summary>The jumps by edge and by their share of the bill.</summary>
    public IReadOnlyList<CliffBand> CliffBands { get; init; } = [];

    /// <summary>The largest jumps over a tier and those over a class, by their share of the bill.</summary>
    public IReadOnlyList<Cliff> LargestCliffs { get; init; } = [];
}

/// <summary>Sums of a village while a result is computed.</summary>
internal sealed class VillageSums(long taxCode, int books)
{
    public long TaxCode => taxCode;

    public int Bills { get; set; }

    public int Refused { get; set; }

    public int NotBilled { get; set; }

    public int BilledBefore { get; set; }

    public long LandArea { get; set; }

    public long BuildingArea { get; set; }

    public long Njop { get; set; }

    public long Tax { get; set; }

    public long Amount { get; set; }

    public int LastBills { get; set; }

    public long LastAmount { get; set; }

    /// <summary>What the objects that had a bill the year before ask for now.</summary>
    public long SameAmount { get; set; }

    public int Higher { get; set; }

    public int Lower { get; set; }

    public int Fresh { get; set; }

    /// <summary>Bills and rupiah of each book, in the order of the rules; one for all where the rules know no books.</summary>
    public (int Bills, long Amount)[] Books { get; } = new (int, long)[Math.Max(1, books)];
}
