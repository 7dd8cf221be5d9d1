using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Assessment;
using KotaCerdas.Revenue.Features.Taxpayers;
using KotaCerdas.Revenue.Model.Assessment;
using KotaCerdas.Revenue.Model.Registers;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Html;

namespace KotaCerdas.Revenue.Features.Decree;

/// <summary>Tables and pictures of tried figures, beside what the rules in force give and what was billed the year before.</summary>
internal sealed class DecreeView(
    RegionCode region, DecreeResult now, DecreeResult tried, IReadOnlyList<DecreeVillage> villages, Texts t)
{
    private const int Bars = 30;
    private const int Shown = 100;

    private readonly Dictionary<long, DecreeVillage> _villages = villages.ToDictionary(v => v.TaxCode);

    public IReadOnlyList<StatOptions> Figures =>
    [
        new()
        {
            Label = t["Revenue.Decree.Revenue"], Value = Formats.Money(tried.Summary.Amount),
            Note = t["Revenue.Decree.RevenueNote", BatchWords.Change(tried.Summary.Amount - now.Summary.Amount),
                BatchWords.Share(now.Summary.Amount, tried.Summary.Amount)],
        },
        new()
        {
            Label = t["Revenue.Batch.SameObjects"], Value = BatchWords.Share(tried.Summary.LastAmount, tried.Summary.SameAmount),
            Note = t["Revenue.Batch.SameNote", Formats.Money(tried.Summary.LastAmount), Formats.Money(tried.Summary.SameAmount)],
        },
        new()
        {
            Label = t["Revenue.Batch.HigherLower"],
            Value = $"{Formats.Number(tried.Summary.Higher)} / {Formats.Number(tried.Summary.Lower)}",
            Note = t["Revenue.Batch.HigherLowerNote", Formats.Money(tried.Summary.HigherBy), Formats.Money(-tried.Summary.LowerBy)],
        },
    ];

    public IHtmlContent Comparison() => Table.Render(new()
    {
        Caption = t["Revenue.Decree.Comparison"],
        Columns = [new(t["Revenue.Decree.What"]), new(t["Revenue.Decree.NowColumn"], true), new(t["Revenue.Decree.TriedColumn"], true)],
        Rows =
        [
            Row("Bills", s => Formats.Number(s.Bills)), Row("Amount", s => Formats.Money(s.Amount)),
            Row("Higher", s => Formats.Number(s.Higher)), Row("HigherBySum", s => Formats.Money(s.HigherBy)),
            Row("Lower", s => Formats.Number(s.Lower)), Row("LowerBySum", s => Formats.Money(-s.LowerBy)),
            Row("CliffsTitle", s => Formats.Number(s.Cliffs)), Row("Refused", s => Formats.Number(s.Refused)),
        ],
    });

    public IHtmlContent Deciles() => DecileTable.Render(tried.Summary.Deciles, t);

    /// <summary>Villages by what changes against the rules in force, the largest change first.</summary>
    public IHtmlContent Villages()
    {
        var before = now.Villages.ToDictionary(v => v.TaxCode, v => v.Amount);
        var rows = tried.Villages.OrderByDescending(v => Math.Abs(v.Amount - before.GetValueOrDefault(v.TaxCode))).ThenBy(v => v.TaxCode)
            .ToList();
        return Chart.Render(
            new()
            {
                Title = t["Revenue.Decree.VillagesTitle"], Note = t["Revenue.Decree.VillagesNote", Math.Min(Bars, rows.Count), rows.Count],
                Picture = BarChart.Render([.. rows.Take(Bars).Select(v => new ChartValue(Name(v.TaxCode), v.Amount,
                    Formats.Money(v.Amount)))]),
                FoldTable = true,
                Table = new()
                {
                    Caption = t["Revenue.Decree.VillagesTitle"], Narrowing = Narrowing.Scroll,
                    Columns =
                    [
                        new(t["Revenue.Batch.Village"]), new(t["Revenue.Batch.LastAmount"], true), new(t["Revenue.Decree.NowColumn"], true),
                        new(t["Revenue.Decree.TriedColumn"], true), new(t["Revenue.Batch.Change"], true), new(t["Revenue.Batch.Higher"],
                            true),
                    ],
                    Rows = rows.Select(v => (IReadOnlyList<Cell>)
                    [
                        Name(v.TaxCode), Formats.Money(v.LastAmount), Formats.Money(before.GetValueOrDefault(v.TaxCode)),
                        Formats.Money(v.Amount), BatchWords.Change(v.Amount - before.GetValueOrDefault(v.TaxCode)),
                            Formats.Number(v.Higher),
                    ]),
                },
            }, t);
    }

    /// <summary>
    /// Where it changes: villages at the middle of what is registered there with a place. Without any place there is nothing to draw, and
    /// it says how one comes.
    /// </summary>
    public IHtmlContent Map()
    {
        var before = now.Villages.ToDictionary(v => v.TaxCode, v => v.Amount);
        var changes = tried.Villages.Select(v => (Village: v, Change: v.Amount - before.GetValueOrDefault(v.TaxCode)))
            .OrderByDescending(v => Math.Abs(v.Change)).ThenBy(v => v.Village.TaxCode).ToList();
        var bubbles = changes.Where(c => _villages.GetValueOrDefault(c.Village.TaxCode)?.Middle is not null).Select(c =>
        {
            var (longitude, latitude) = _villages[c.Village.TaxCode].Middle!.Value;
            return new MapBubble(
                longitude, latitude, _villages[c.Village.TaxCode].Name, $"{Name(c.Village.TaxCode)}: {BatchWords.Change(c.Change)}"
                    + $" ({BatchWords.Share(before.GetValueOrDefault(c.Village.TaxCode), c.Village.Amount)})", c.Change);
        }).ToList();
        return bubbles.Count == 0
            ? new HtmlBuilder().Element("h3", t["Revenue.Decree.MapTitle"]).Start("p").Text(t["Revenue.Decree.MapNone"] + " ")
                .Start("a", ("href", RegisterPaths.Shapes(region))).Text(t["Revenue.Decree.MapImport"]).End().End()
            : Chart.Render(
                new()
                {
                    Title = t["Revenue.Decree.MapTitle"], Note = t["Revenue.Decree.MapNote", bubbles.Count, changes.Count],
                    Picture = BubbleMap.Render(bubbles), FoldTable = true,
                    Table = new()
                    {
                        Caption = t["Revenue.Decree.MapTitle"], Narrowing = Narrowing.Scroll,
                        Columns = [new(t["Revenue.Batch.Village"]), new(t["Revenue.Batch.Change"], true),
                            new(t["Revenue.Batch.ChangeShare"], true)],
                        Rows = changes.Select(c => (IReadOnlyList<Cell>)
                        [
                            Name(c.Village.TaxCode), BatchWords.Change(c.Change),
                            BatchWords.Share(before.GetValueOrDefault(c.Village.TaxCode), c.Village.Amount),
                        ]),
                    },
                }, t);
    }

    /// <summary>
    /// Everything but the list of objects as rows of one sheet for the hearing: what was tried, the sums, deciles and villages.
    /// </summary>
    /// <param name="figures">Name of each figure, what is in force, what was tried.</param>
    public IEnumerable<object?[]> Summary(IEnumerable<(string Name, string Now, string Tried)> figures)
    {
        var before = now.Villages.ToDictionary(v => v.TaxCode, v => v.Amount);
        object?[] Sum(string key, Func<AssessmentSummary, long> value) =>
            [t["Revenue.Decree.Comparison"], t["Revenue.Batch." + key], null, value(now.Summary), value(tried.Summary),
                value(tried.Summary) - value(now.Summary)];
        return
        [
            .. figures.Select(f => new object?[] { t["Revenue.Decree.Figures"], f.Name, null, f.Now, f.Tried, null }),
            Sum("Bills", s => s.Bills), Sum("Amount", s => s.Amount), Sum("Higher", s => s.Higher), Sum("HigherBySum", s => s.HigherBy),
            Sum("Lower", s => s.Lower), Sum("LowerBySum", s => -s.LowerBy), Sum("CliffsTitle", s => s.Cliffs),
            Sum("Refused", s => s.Refused),
            .. tried.Summary.Deciles.Zip(now.Summary.Deciles).Select(d => new object?[]
            {
                t["Revenue.Batch.DecilesTitle"], t["Revenue.Batch.DecileTo", d.First.Number, Formats.Money(d.First.ToNjop)],
                d.First.LastAmount, d.Second.Amount, d.First.Amount, d.First.Amount - d.Second.Amount,
            }),
            .. tried.Villages.OrderBy(v => v.TaxCode).Select(v => new object?[]
            {
                t["Revenue.Decree.VillagesTitle"], Name(v.TaxCode), v.LastAmount, before.GetValueOrDefault(v.TaxCode), v.Amount,
                v.Amount - before.GetValueOrDefault(v.TaxCode),
            }),
        ];
    }

    public IHtmlContent Above(IReadOnlyList<Rise> rises) => Table.Render(new()
    {
        Caption = t["Revenue.Decree.AboveTitle"], CaptionHidden = true,
        Columns =
        [
            new(t["Revenue.Batch.Nop"]), new(t["Revenue.Batch.Last"], true), new(t["Revenue.Batch.Now"], true),
            new(t["Revenue.Batch.Change"], true), new(t["Revenue.Batch.ChangeShare"], true),
        ],
        Rows = rises.Take(Shown).Select(r => (IReadOnlyList<Cell>)
        [
            Cell.Link(BatchWords.NopOf(r.Nop), AssessmentPaths.Object(region, r.Nop)), Formats.Money(r.Last), Formats.Money(r.Amount),
            BatchWords.Change(r.Amount - r.Last), BatchWords.Share(r.Last, r.Amount),
        ]),
        Empty = Inset.Render(t["Revenue.Decree.NoneAbove"]),
    });

    private string Name(long taxCode) => $"{TaxVillage.Show(taxCode)} {_villages.GetValueOrDefault(taxCode)?.Name}".Trim();

    private IReadOnlyList<Cell> Row(string key, Func<AssessmentSummary, string> value) =>
        [t["Revenue.Batch." + key], value(now.Summary), value(tried.Summary)];
}
