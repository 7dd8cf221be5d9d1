using KotaCerdas.Movement.Model.Assessing;
using KotaCerdas.Movement.Model.Deciding;
using KotaCerdas.Platform;
using KotaCerdas.Platform.Instruments;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Html;

namespace KotaCerdas.Movement.Features.Rankings;

/// <summary>Words for ranks and results, used by every page that shows them.</summary>
internal static class RankTexts
{
    public static string ResultKey(SelectionResult result) => result switch
    {
        SelectionResult.Selected => "Movement.Rank.Selected",
        SelectionResult.Reserve => "Movement.Rank.Reserve",
        _ => "Movement.Rank.Rejected",
    };

    public static Tone ToneOf(SelectionResult result) => result switch
    {
        SelectionResult.Selected => Tone.Positive,
        SelectionResult.Reserve => Tone.Info,
        _ => Tone.Neutral,
    };

    public static IHtmlContent ResultTag(SelectionResult result, Texts texts) => Tag.Render(texts[ResultKey(result)], ToneOf(result));

    public static IHtmlContent ResultTag(SelectedRegion region, Texts texts) =>
        region.Reason == SelectionReason.Incomplete
            ? Tag.Render(ResultText(region, texts), Tone.Warning)
            : ResultTag(Decisions.LineReasons.ResultOf(region), texts);

    public static string ResultText(SelectedRegion region, Texts texts) => texts[
        region.Reason == SelectionReason.Incomplete ? "Movement.Rank.Incomplete" : ResultKey(Decisions.LineReasons.ResultOf(region))];

    public static string ReasonKey(SelectionReason reason) => reason switch
    {
        SelectionReason.ByRank => "Movement.Rank.WhyByRank",
        SelectionReason.ByTerritory => "Movement.Rank.WhyByTerritory",
        SelectionReason.PassedByTerritory => "Movement.Rank.WhyPassed",
        SelectionReason.Reserve => "Movement.Rank.WhyReserve",
        SelectionReason.BelowQuota => "Movement.Rank.WhyBelow",
        SelectionReason.ByObjection => "Movement.Rank.WhyObjection",
        SelectionReason.Withdrew => "Movement.Rank.WhyWithdrew",
        SelectionReason.FromReserve => "Movement.Rank.WhyFromReserve",
        _ => "Movement.Rank.WhyIncomplete",
    };

    public static string Tie(RankedRegion region, Func<string, string> titleOf, Texts texts) => region.TieBrokenBy switch
    {
        null => string.Empty,
        Ranking.ByCode => texts["Movement.Rank.TieByCode"],
        _ => texts["Movement.Rank.TieBy", titleOf(region.TieBrokenBy)],
    };

    public static string NormalisationOf(Normalisation rule, Texts texts) => rule.Kind switch
    {
        NormalisationKind.MinMax => texts["Movement.Rank.MinMax", Plain(rule.From), Plain(rule.To)],
        NormalisationKind.Table =>
            texts["Movement.Rank.ByTable",
            string.Join("; ", rule.Points.Select(p => $"{Formats.Decimal(p.Raw, 2)} → {Formats.Decimal(p.Score, 2)}"))],
        _ => texts["Movement.Rank.AsIs"],
    };

    private static string Plain(decimal number) => Formats.Decimal(number, number == decimal.Truncate(number) ? 0 : 2);
}
