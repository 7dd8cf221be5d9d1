using KotaCerdas.Movement.Model.Assessing;
using KotaCerdas.Platform;
using KotaCerdas.Platform.Instruments;

namespace KotaCerdas.Movement.Features.Agreement;

/// <summary>How strongly assessors agree on one question, or on totals where <paramref name="Item"/> is null.</summary>
/// <param name="Units">Regions with at least two levels.</param>
internal sealed record AgreementRow(Item? Item, double? Ordinal, double? Interval, int Units);

/// <summary>How far a panel is apart on a region.</summary>
/// <param name="Least">Least total of an assessor.</param>
/// <param name="Flagged">True where the call's rule asks for moderation.</param>
/// <param name="Topics">Questions on which the levels are as far apart as that rule.</param>
internal sealed record SpreadRow(Region Region, decimal? Least, decimal? Greatest, bool Flagged, IReadOnlyList<Item> Topics)
{
    public decimal? Difference => Greatest - Least;

    /// <summary>How many of the topics moderation has decided; without a topic, whether anything was decided.</summary>
    public int Decided { get; init; }

    /// <summary>True where the rule asks for moderation and nothing was decided yet.</summary>
    public bool Waits => Flagged && Decided == 0;
}

/// <summary>Agreement and spread of a call, over the regions whose panels are complete.</summary>
internal sealed record AgreementReport(AgreementRow Total, IReadOnlyList<AgreementRow> Items, IReadOnlyList<SpreadRow> Regions)
{
    private const string TotalCode = "";

    /// <summary>Criteria are normalised to 0–100, and so are totals.</summary>
    private const decimal WholeTotal = 100;

    public static AgreementReport Of(CallStanding call)
    {
        var instrument = call.Engine.Instrument;
        var items = call.Complete.Count == 0 ? [] : call.Complete[0].Items.Select(i => i.Item).ToList();
        var rows = items.ConvertAll(item => Row(item, call.Complete.Select(s => Levels(s, item.Code))));
        var totals = Row(null, call.Complete.Select(s => s.Totals.Select(t => t.Total).ToList()));
        return new(totals, rows, Spread(call, instrument));
    }

    private static AgreementRow Row(Item? item, IEnumerable<List<decimal?>> units)
    {
        var all = units.ToList();
        return new(
            item, KrippendorffAlpha.Of(all, AlphaMetric.Ordinal), KrippendorffAlpha.Of(all, AlphaMetric.Interval),
                all.Count(u => u.Count(v => v is not null) > 1));
    }

    private static List<decimal?> Levels(Standing standing, string item) =>
        [.. standing.Items.First(i => i.Item.Code == item).Given.Select(g => (decimal?)g.Level)];

    /// <summary>Everything in shares of its scale, so that one gap of the call's rules fits totals and levels.</summary>
    private static List<SpreadRow> Spread(CallStanding call, Instrument instrument)
    {
        // The gap is where moderation begins; the kernel asks for the greatest difference that needs none: one millionth less.
        var rule = new SpreadRule((call.Call.Assessors.ModerationGap - 1) / 1_000_000m, call.Call.Assessors.PerRegion);
        var cells = SpreadReport.Of(call.Complete.SelectMany(s => Shares(s, instrument)), rule).ToLookup(c => c.Region);
        return
        [
            .. from standing in call.Complete
               let totals = standing.Totals.Select(t => t.Total).ToList()
               let flagged = cells[standing.Region.Code].Where(c => c.NeedsModeration).Select(c => c.Criterion)
                   .ToHashSet(StringComparer.Ordinal)
               let row = new SpreadRow(
                   standing.Region, totals.Min(), totals.Max(), flagged.Contains(TotalCode),
                   [.. standing.Items.Select(i => i.Item).Where(i => flagged.Contains(i.Code))])
               {
                   Decided = standing.Items.Count(i => i.Ruling is not null && (flagged.Count < 2 || flagged.Contains(i.Item.Code))),
               }
               orderby row.Flagged descending, row.Difference descending, row.Region.Code
               select row,
        ];
    }

    private static IEnumerable<GivenScore> Shares(Standing standing, Instrument instrument)
    {
        var code = standing.Region.Code;
        foreach (var (user, total) in standing.Totals)
        {
            yield return new(code, TotalCode, user.ToString(), total / WholeTotal);
        }

        foreach (var item in standing.Items)
        {
            var ladder = instrument.LevelsOf(item.Item.Code).Select(l => l.Value).ToList();
            foreach (var (user, level) in item.Given)
            {
                yield return new(code, item.Item.Code, user.ToString(), (decimal?)(level - ladder.Min()) / (ladder.Max() - ladder.Min()));
            }
        }
    }
}
