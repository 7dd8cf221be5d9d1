using KotaCerdas.Platform;

namespace KotaCerdas.Movement.Model.Assessing;

/// <summary>A score one assessor gave a region on a criterion; null where not scored.</summary>
internal sealed record GivenScore(RegionCode Region, string Criterion, string Assessor, decimal? Score);

/// <summary>When differences between assessors call for moderation; part of the call's rules, in points of the score.</summary>
/// <param name="Difference">Greatest difference between two assessors that needs no moderation.</param>
/// <param name="LeastScores">Scores a cell needs before it is complete.</param>
internal sealed record SpreadRule(decimal Difference, int LeastScores);

/// <summary>The scores of one region on one criterion side by side.</summary>
/// <param name="Least">Least score, or null where none was given.</param>
/// <param name="Greatest">Greatest score, or null where none was given.</param>
/// <param name="Mean">Mean of the scores given, or null.</param>
/// <param name="NeedsModeration">True where the difference exceeds the rule.</param>
/// <param name="IsComplete">True where enough assessors have scored.</param>
internal sealed record SpreadCell(
    RegionCode Region, string Criterion, IReadOnlyList<GivenScore> Scores, decimal? Least, decimal? Greatest, decimal? Mean)
{
    public required bool NeedsModeration { get; init; }

    public required bool IsComplete { get; init; }

    public decimal? Difference => Greatest - Least;
}

/// <summary>Where assessors differ.</summary>
internal static class SpreadReport
{
    /// <summary>One cell per region and criterion, widest difference first, then by region and criterion.</summary>
    public static IReadOnlyList<SpreadCell> Of(IEnumerable<GivenScore> scores, SpreadRule rule) =>
    [
        .. scores.GroupBy(s => (s.Region, s.Criterion)).Select(g => Cell(g.Key.Region, g.Key.Criterion, g, rule))
            .OrderByDescending(c => c.Difference ?? -1).ThenBy(c => c.Region).ThenBy(c => c.Criterion, StringComparer.Ordinal),
    ];

    private static SpreadCell Cell(RegionCode region, string criterion, IEnumerable<GivenScore> scores, SpreadRule rule)
    {
        var ordered = scores.OrderBy(s => s.Assessor, StringComparer.Ordinal).ToList();
        var given = ordered.Where(s => s.Score is not null).Select(s => s.Score!.Value).ToList();
        decimal? least = given.Count == 0 ? null : given.Min();
        decimal? greatest = given.Count == 0 ? null : given.Max();
        return new(region, criterion, ordered, least, greatest, given.Count == 0 ? null : given.Average())
        {
            NeedsModeration = greatest - least > rule.Difference,
            IsComplete = given.Count >= rule.LeastScores,
        };
    }
}
