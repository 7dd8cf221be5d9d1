using KotaCerdas.Platform;
using KotaCerdas.Platform.Instruments;

namespace KotaCerdas.Movement.Model.Assessing;

/// <summary>A criterion of a ranking.</summary>
/// <param name="Code">Its code.</param>
/// <param name="Weight">Weight in millionths; all weights sum to 1,000,000.</param>
/// <param name="Normalisation">How a raw value becomes 0 to 100.</param>
internal sealed record RankedCriterion(string Code, int Weight, Normalisation Normalisation);

/// <summary>How many regions of a territory must or may be selected; part of the call's rules.</summary>
/// <param name="Code">Name of the territory.</param>
/// <param name="Provinces">Its provinces.</param>
/// <param name="AtLeast">Least number selected.</param>
/// <param name="AtMost">Greatest number selected, or null where open.</param>
internal sealed record TerritoryRule(string Code, IReadOnlySet<RegionCode> Provinces, int AtLeast, int? AtMost);

/// <summary>Everything that decides a selection, published before scores are known.</summary>
internal sealed record RankingRule
{
    public required IReadOnlyList<RankedCriterion> Criteria { get; init; }

    /// <summary>What happens with a missing value: its weight goes to the others, or the region is not ranked.</summary>
    public required MissingRule Missing { get; init; }

    /// <summary>Digits to which totals are rounded before they are compared.</summary>
    public required int Digits { get; init; }

    public required RoundingRule Rounding { get; init; }

    /// <summary>
    /// Criteria that decide between equal totals, in order; the greater normalised value wins, missing loses. Last comes the region's code.
    /// </summary>
    public IReadOnlyList<string> TieBreaks { get; init; } = [];

    public required int Quota { get; init; }

    public int Reserve { get; init; }

    public IReadOnlyList<TerritoryRule> Territories { get; init; } = [];

    /// <summary>A total as it is compared.</summary>
    public decimal Round(decimal total) => Rounding switch
    {
        RoundingRule.HalfEven => Math.Round(total, Digits, MidpointRounding.ToEven),
        RoundingRule.Down => Math.Round(total, Digits, MidpointRounding.ToZero),
        _ => Math.Round(total, Digits, MidpointRounding.AwayFromZero),
    };

    /// <summary>What keeps the rule from being used, empty where sound.</summary>
    public IReadOnlyList<Problem> Problems()
    {
        var found = new List<Problem>();
        if (Criteria.Sum(c => (long)c.Weight) is var sum and not InstrumentLimits.WholeWeight)
        {
            found.Add(new("Movement.Panel.RankingWeights", null, sum / 10_000m));
        }

        found.AddRange(TieBreaks.Where(t => Criteria.All(c => c.Code != t))
            .Select(t => new Problem("Movement.Panel.RankingTieBreak", null, t)));
        foreach (var (territory, i) in Territories.Select((t, i) => (t, i)))
        {
            if (territory.AtLeast < 0 || territory.AtMost < territory.AtLeast)
            {
                found.Add(new("Movement.Panel.TerritoryBounds", null, territory.Code));
            }

            found.AddRange(Territories.Take(i).Where(other => Crosses(territory, other))
                .Select(other => new Problem("Movement.Panel.TerritoryCrosses", null, territory.Code, other.Code)));
        }

        return found;
    }

    // Territories are nested or apart: then taking the best that still leaves a completion is exact.
    private static bool Crosses(TerritoryRule a, TerritoryRule b) =>
        a.Provinces.Overlaps(b.Provinces) && !a.Provinces.IsSubsetOf(b.Provinces) && !b.Provinces.IsSubsetOf(a.Provinces);
}

/// <summary>The raw values of a region by criterion; null or absent where unknown.</summary>
internal sealed record RankedInput(RegionCode Region, IReadOnlyDictionary<string, decimal?> Raw);

/// <summary>One criterion of a region's total.</summary>
/// <param name="Weight">Weight as used, in per cent, after weights of missing values were shared out; 0 where missing.</param>
/// <param name="Contribution">Points it adds to the total, or null where missing.</param>
internal sealed record RankedPart(string Criterion, decimal? Raw, decimal? Normalised, decimal Weight, decimal? Contribution);

/// <summary>A region's total with every value it came from.</summary>
/// <param name="Exact">Total from 0 to 100 in full precision, or null where it cannot be ranked.</param>
/// <param name="Total">Total as compared.</param>
/// <param name="Rank">From 1; null where it cannot be ranked.</param>
/// <param name="TieBrokenBy">Criterion (or <c>code</c>) that set it below its neighbour above with the same total, or null.</param>
internal sealed record RankedRegion(
    RegionCode Region, IReadOnlyList<RankedPart> Parts, decimal? Exact, decimal? Total, int? Rank, string? TieBrokenBy);
