using System.Globalization;
using KotaCerdas.Platform;
using KotaCerdas.Revenue.Model.Assessment;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Http;

namespace KotaCerdas.Revenue.Features.Assessment;

/// <summary>
/// Which jumps over an edge are shown: over which kind of edge, and from which share of the bill. Both stand in the address.
/// </summary>
/// <param name="Percent">Least share of the bill.</param>
/// <param name="Edge"><c>jenjang</c>, <c>kelas</c>, or empty for both.</param>
internal sealed record CliffFilter(int Percent = CliffBand.Usual, string Edge = "")
{
    public const string Place = "lonjakan";

    private const string EdgeName = "batas";
    private const string Tier = "jenjang";
    private const string Class = "kelas";

    public static CliffFilter Of(IQueryCollection query)
    {
        var percent = int.TryParse(query[Place], NumberStyles.None, CultureInfo.InvariantCulture, out var asked)
            && CliffBand.Bounds.Contains(asked) ? asked : CliffBand.Usual;
        return new(percent, query[EdgeName].ToString() is Tier or Class ? query[EdgeName].ToString() : string.Empty);
    }

    public bool Takes(EdgeKind edge) => Edge.Length == 0 || (Edge == Tier) == (edge == EdgeKind.Tier);

    public bool Takes(Cliff cliff) => Takes(cliff.Edge) && cliff.Share >= Percent * 10_000;

    /// <summary>How many bills jump so, what the edges add to them, and how many jump by less or over another edge.</summary>
    public (int Bills, long Jump, int Others) Count(AssessmentSummary summary)
    {
        var taken = summary.CliffBands.Where(b => Takes(b.Edge) && b.FromPercent >= Percent).ToList();
        var bills = taken.Sum(b => b.Bills);
        return (bills, taken.Sum(b => b.Jump), summary.Cliffs - bills);
    }

    public IHtmlContent Sentence(string path, Texts t) => FilterSentence.Render(
        new()
        {
            Action = $"{path}#{Place}",
            Parts =
            [
                FilterPart.Words(t["Revenue.Batch.FilterOver"]),
                FilterPart.Choice(
                    EdgeName, t["Revenue.Batch.Edge"],
                    [
                        new(string.Empty, t["Revenue.Batch.AnyEdge"]), new(Tier, t["Revenue.Batch.TierEdge"]),
                        new(Class, t["Revenue.Batch.ClassEdge"]),
                    ],
                    Edge),
                FilterPart.Words(t["Revenue.Batch.FilterFrom"]),
                FilterPart.Choice(
                    Place, t["Revenue.Batch.JumpShare"],
                    [.. CliffBand.Bounds.Select(b => new Choice(BatchWords.Plain(b), t["Revenue.Batch.SharePercent", b]))],
                    BatchWords.Plain(Percent)),
            ],
        },
        t);
}
