using KotaCerdas.Movement.Features.Rankings;
using KotaCerdas.Movement.Model.Assessing;
using KotaCerdas.Platform;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Html;

namespace KotaCerdas.Movement.Features.Decisions;

/// <summary>Writes the reasons of a region from their facts, in the reader's language.</summary>
internal static class ReasonTexts
{
    private const int Most = 3;

    /// <summary>Where the region stood and which rule decided.</summary>
    public static string Sentence(DecisionRow row, int quota, Texts texts)
    {
        var why = Why(row, quota, texts);
        var stood = texts["Movement.Rank.StoodAt", row.Line.Place, row.Reasons.Ranked, Total(row)];
        var border = row.Reasons.Threshold is { } threshold ? " " + texts["Movement.Rank.Border", Formats.Decimal(threshold, 2)]
            : string.Empty;
        var tie = row.Reasons.Tie is { } by ? " " + texts["Movement.Next.Tie", TieOf(row.Reasons, by, texts)] : string.Empty;
        return (row.Line.Place == 0 ? why : $"{stood}{border} {why}{tie}") + Unmoderated(row.Reasons.Unmoderated, texts);
    }

    /// <summary>Which rule decided, with the ministry's reason where a decision corrects the first.</summary>
    public static string Why(DecisionRow row, int quota, Texts texts) =>
        texts[RankTexts.ReasonKey(row.Reasons.Reason), row.Line.Place, quota, row.Reasons.Because ?? string.Empty];

    private static string Unmoderated(UnmoderatedGap? gap, Texts texts) => gap is null ? string.Empty
        : " " + texts["Movement.Decision.UnmoderatedOf", Formats.Decimal(gap.Difference, 2), Formats.Decimal(gap.Bound, 2), gap.Because];

    private static string TieOf(LineReasons reasons, string by, Texts texts) => by == Ranking.ByCode ? texts["Movement.Rank.TieByCode"]
        : reasons.Criteria.FirstOrDefault(c => c.Code == by)?.Title.In() ?? by;

    public static string Total(DecisionRow row) => Formats.Decimal(row.Line.Total / 1_000_000m, 2);

    public static IHtmlContent Render(DecisionRow row, Texts texts)
    {
        var html = new HtmlBuilder();
        List(html, texts["Movement.Rank.Strengths"], row.Reasons.Strengths, texts);
        List(html, texts["Movement.Rank.Weaknesses"], row.Reasons.Weaknesses, texts);
        return html;
    }

    private static void List(HtmlBuilder html, string heading, IEnumerable<CriterionReason> criteria, Texts texts)
    {
        var top = criteria.Take(Most).ToList();
        if (top.Count == 0)
        {
            return;
        }

        html.Element("h2", heading).Start("ul");
        foreach (var criterion in top)
        {
            html.Element("li", texts["Movement.Rank.BesideMedian", criterion.Title.In(), Formats.Decimal(criterion.Score!.Value, 1),
                Formats.Decimal(criterion.Median!.Value, 1)]);
        }

        html.End();
    }
}
