using System.Text.Json;
using KotaCerdas.Movement.Features.Agreement;
using KotaCerdas.Movement.Features.Rankings;
using KotaCerdas.Movement.Model.Assessing;
using KotaCerdas.Movement.Model.Deciding;
using KotaCerdas.Platform;
using KotaCerdas.Platform.Instruments;

namespace KotaCerdas.Movement.Features.Decisions;

/// <summary>How a region stands on one criterion beside the last region selected.</summary>
/// <param name="Score">Normalised score, or null where missing.</param>
/// <param name="Median">Median of all ranked applicants.</param>
internal sealed record CriterionReason(string Code, Bilingual Title, decimal Weight, decimal? Score, decimal? Median);

/// <summary>That the assessors of a region differ beyond the bound of the call and were not brought together.</summary>
/// <param name="Difference">Between their totals, of 100.</param>
/// <param name="Bound">From which the call asks for moderation, of 100.</param>
/// <param name="Because">Why there was none.</param>
internal sealed record UnmoderatedGap(decimal Difference, decimal Bound, string Because);

/// <summary>
/// The facts behind a region's result, from which its reasons are written in either language. No assessor is named in it.
/// </summary>
/// <param name="Reason">Which rule decided.</param>
/// <param name="Ranked">Regions ranked.</param>
/// <param name="Threshold">Total of the last region selected by rank.</param>
/// <param name="Territories">Territorial rules the region counts for.</param>
internal sealed record LineReasons(
    SelectionReason Reason, int Ranked, decimal? Threshold, IReadOnlyList<string> Territories, IReadOnlyList<CriterionReason> Criteria)
{
    /// <summary>
    /// What put the region below one with the same total: the code of a criterion, or <see cref="Ranking.ByCode"/>; null without a tie.
    /// </summary>
    public string? Tie { get; init; }

    /// <summary>What the ministry gave as its reason for a decision that corrects the first; null in the first.</summary>
    public string? Because { get; init; }

    /// <summary>Null where nothing had to be moderated, or it was.</summary>
    public UnmoderatedGap? Unmoderated { get; init; }

    public string Write() => JsonSerializer.Serialize(this);

    public static LineReasons Read(string json) =>
        JsonSerializer.Deserialize<LineReasons>(json) ?? throw new BugException("Stored reasons are empty");

    /// <summary>The facts of the ranking as they were, with the reason of a decision that corrects.</summary>
    public static string Corrected(string json, SelectionReason reason, string because) =>
        (Read(json) with { Reason = reason, Because = because, Tie = null }).Write();

    /// <summary>Criteria above the median, strongest first.</summary>
    public IEnumerable<CriterionReason> Strengths =>
        Criteria.Where(c => c.Score > c.Median).OrderByDescending(c => (c.Score - c.Median) * c.Weight);

    /// <summary>Criteria below the median, weakest first.</summary>
    public IEnumerable<CriterionReason> Weaknesses => Criteria.Where(c => c.Score < c.Median).OrderBy(c => (c.Score - c.Median) * c.Weight);

    public static LineReasons Of(RankedCall call, SelectedRegion region)
    {
        var instrument = call.Standing.Engine.Instrument;
        var ranked = call.Regions.Where(r => r.Ranked.Rank is not null).ToList();
        var threshold = ranked.LastOrDefault(r => r.Reason == SelectionReason.ByRank)?.Ranked.Total;
        var criteria = region.Ranked.Parts.Select(p => new CriterionReason(
            p.Criterion, instrument.Criteria.First(c => c.Code == p.Criterion).Title, p.Weight, p.Normalised,
            Median(ranked.Select(r => r.Ranked.Parts.First(x => x.Criterion == p.Criterion).Normalised))));
        return new(region.Reason, ranked.Count, threshold, region.Territories, [.. criteria]) { Tie = region.Ranked.TieBrokenBy };
    }

    public static SelectionResult ResultOf(SelectedRegion region) =>
        region.IsSelected ? SelectionResult.Selected : region.ReservePlace is not null ? SelectionResult.Reserve : SelectionResult.Rejected;

    private static decimal? Median(IEnumerable<decimal?> values)
    {
        var known = values.Where(v => v is not null).Select(v => v!.Value).Order().ToList();
        return known.Count == 0 ? null : (known[(known.Count - 1) / 2] + known[known.Count / 2]) / 2;
    }
}
