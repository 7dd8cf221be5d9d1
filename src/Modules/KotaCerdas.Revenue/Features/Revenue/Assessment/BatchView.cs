using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Rules;
using KotaCerdas.Revenue.Model.Assessment;
using KotaCerdas.Revenue.Model.Registers;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Html;

namespace KotaCerdas.Revenue.Features.Assessment;

/// <summary>Tables and pictures of a batch's page.</summary>
internal sealed class BatchView(Region region, BatchHistory history, Texts t)
{
    private readonly AssessmentSummary _summary =
        history.Simulated is { } simulated ? SimulatedFacts.Of(simulated).Summary : new AssessmentSummary();

    public IReadOnlyList<BatchVillage> VillageRows { get; init; } = [];

    public IReadOnlyList<BatchBook> BookRows { get; init; } = [];

    public IReadOnlyDictionary<long, string> Names { get; init; } = new Dictionary<long, string>();

    public IReadOnlyList<Dispatch> Sent { get; init; } = [];

    public IReadOnlyList<StatOptions> Figures =>
    [
        new() { Label = t["Revenue.Batch.Amount"], Value = Formats.Money(_summary.Amount), Note = t["Revenue.Batch.BillsNote",
            _summary.Bills] },
        new()
        {
            Label = t["Revenue.Batch.SameObjects"], Value = BatchWords.Share(_summary.LastAmount, _summary.SameAmount),
            Note = t["Revenue.Batch.SameNote", Formats.Money(_summary.LastAmount), Formats.Money(_summary.SameAmount)],
        },
        new()
        {
            Label = t["Revenue.Batch.HigherLower"], Value = $"{Formats.Number(_summary.Higher)} / {Formats.Number(_summary.Lower)}",
            Note = t["Revenue.Batch.HigherLowerNote", Formats.Money(_summary.HigherBy), Formats.Money(-_summary.LowerBy)],
        },
        new()
        {
            Label = t["Revenue.Batch.FreshGone"], Value = $"{Formats.Number(_summary.Fresh)} / {Formats.Number(_summary.Gone)}",
            Note = t["Revenue.Batch.FreshGoneNote", Formats.Money(_summary.FreshAmount), Formats.Money(_summary.GoneAmount)],
        },
    ];

    public IReadOnlyList<Fact> Facts
    {
        get
        {
            var batch = history.Batch;
            var posted = history.Posted is { } p ? PostedFacts.Of(p) : null;
            return
            [
                new(t["Revenue.Batch.Scope"], BatchWords.Scope(batch, t)),
                new(t["Revenue.Batch.Rules"], Cell.Link(
                    t["Revenue.Batch.RulesVersion", batch.RulesVersion],
                    $"{RulePaths.Region(batch.RegionCode)}/{RuleText.Plain(batch.RulesVersion)}")),
                new(t["Revenue.Batch.FactsOn"], t["Revenue.Batch.FactsText", Formats.Date(batch.FactsOn), Formats.Instant(batch.KnownAt,
                    region.Zone)]),
                .. history.Simulated is null ? [] : (Fact[])
                [
                    new(t["Revenue.Batch.Objects"], t["Revenue.Batch.ObjectsText",
                        _summary.Objects, _summary.Bills, _summary.Refused, _summary.NotBilled, _summary.BilledBefore]),
                    new(t["Revenue.Batch.Njop"], Formats.Money(_summary.Njop)), new(t["Revenue.Batch.Hash"],
                        Cell.Of(Hash.Render(history.Hash))),
                ],
                .. posted is null ? [] : (Fact[])
                [
                    new(t["Revenue.Batch.Numbers"], $"{Formats.Number(posted.FirstNumber)} – {Formats.Number(posted.LastNumber)}"),
                    new(t["Revenue.Batch.Journals"], t["Revenue.Batch.JournalsText", posted.Journals.Count, posted.Debits,
                        Formats.Money(posted.Amount)]),
                ],
            ];
        }
    }

    public IReadOnlyList<TimelineEvent> History =>
    [
        new(t["Revenue.BatchEvent.Made"], At(history.Batch.RecordedAt)) { By = history.Batch.RecordedByName },
        .. history.Events.Select(e => new TimelineEvent(
            t[$"Revenue.BatchEvent.{e.Kind}"], At(e.RecordedAt))
        {
            By = e.DecreeNumber.Length == 0 || e.Kind != BatchEventKind.Approved ? e.RecordedByName
                : t["Revenue.Batch.ByDecree", e.RecordedByName, e.DecreeNumber, Formats.Date(e.DecreeOn!.Value)],
        }),
    ];

    public string VillageName(long taxCode) => $"{TaxVillage.Show(taxCode)} {Names.GetValueOrDefault(taxCode)}".Trim();

    public IHtmlContent Bands() => Chart.Render(
        new()
        {
            Title = t["Revenue.Batch.BandsTitle", _summary.Higher, _summary.LastBills], Note = t["Revenue.Batch.BandsNote"],
            Picture = BarChart.Render([.. _summary.Bands.Select(b => new ChartValue(BatchWords.Band(b, t), b.Bills,
                Formats.Number(b.Bills)))]),
            FoldTable = true,
            Table = new()
            {
                Caption = t["Revenue.Batch.BandsNote"],
                Columns = [new(t["Revenue.Batch.Band"]), new(t["Revenue.Batch.Bills"], true), new(t["Revenue.Batch.Change"], true)],
                Rows = _summary.Bands.Select(b => (IReadOnlyList<Cell>)
                    [BatchWords.Band(b, t), Formats.Number(b.Bills), BatchWords.Change(b.Change)]),
            },
        }, t);

    public IHtmlContent Deciles() => DecileTable.Render(_summary.Deciles, t);

    public IHtmlContent Villages() => Table.Render(new()
    {
        Caption = t["Revenue.Batch.VillagesTitle"], CaptionHidden = true, Narrowing = Narrowing.Scroll,
        Columns =
        [
            new(t["Revenue.Batch.Village"]), new(t["Revenue.Batch.Bills"], true), new(t["Revenue.Batch.Amount"], true),
            new(t["Revenue.Batch.LastAmount"], true), new(t["Revenue.Batch.Higher"], true), new(t["Revenue.Batch.Lower"], true),
            new(t["Revenue.Batch.Fresh"], true), new(t["Revenue.Batch.Refused"], true),
            .. history.Posted is null ? (Column[])[] : [new(t["Revenue.Dispatch.Sent"])],
        ],
        Rows = VillageRows.Select(v => (IReadOnlyList<Cell>)
        [
            VillageName(v.TaxCode), Formats.Number(v.Bills), Formats.Money(v.Amount), Formats.Money(v.LastAmount), Formats.Number(v.Higher),
            Formats.Number(v.Lower), Formats.Number(v.Fresh), Formats.Number(v.Refused),
            .. history.Posted is null ? (Cell[])[] : [SentText(v.TaxCode)],
        ]),
        Total =
        [
            t["Revenue.Batch.Total"], Formats.Number(_summary.Bills), Formats.Money(_summary.Amount), Formats.Money(_summary.LastAmount),
            Formats.Number(_summary.Higher), Formats.Number(_summary.Lower), Formats.Number(_summary.Fresh),
            Formats.Number(_summary.Refused), .. history.Posted is null ? (Cell[])[] : [""],
        ],
    });

    public IHtmlContent Books() => Table.Render(new()
    {
        Caption = t["Revenue.Batch.BooksTitle"],
        Columns = [new(t["Revenue.Batch.Book"]), new(t["Revenue.Batch.Bills"], true), new(t["Revenue.Batch.Amount"], true)],
        Rows = BookRows.GroupBy(b => b.Book).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => (IReadOnlyList<Cell>)
        [
            g.Key.Length == 0 ? t["Revenue.Batch.NoBook"] : t["Revenue.Batch.BookNamed", g.Key], Formats.Number(g.Sum(b => (long)b.Bills)),
            Formats.Money(g.Sum(b => b.Amount)),
        ]),
    });

    public IHtmlContent Rises() => Table.Render(new()
    {
        Caption = t["Revenue.Batch.RisesTitle"], CaptionHidden = true,
        Columns =
        [
            new(t["Revenue.Batch.Nop"]), new(t["Revenue.Batch.Last"], true), new(t["Revenue.Batch.Now"], true),
            new(t["Revenue.Batch.Change"], true), new(t["Revenue.Batch.ChangeShare"], true),
        ],
        Rows = _summary.LargestRises.Take(20).Select(r => (IReadOnlyList<Cell>)
        [
            Object(r.Nop), Formats.Money(r.Last), Formats.Money(r.Amount), BatchWords.Change(r.Amount - r.Last),
            BatchWords.Share(r.Last, r.Amount),
        ]),
        Empty = Inset.Render(t["Revenue.Batch.NoRises"]),
    });

    public IHtmlContent Cliffs(CliffFilter filter)
    {
        var (bills, jump, others) = filter.Count(_summary);
        return new HtmlBuilder()
            .Element("p", t["Revenue.Batch.CliffsText", bills, filter.Percent, Formats.Money(jump), others])
            .Add(filter.Sentence(AssessmentPaths.Of(history.Batch), t))
            .Add(Table.Render(new()
            {
                Caption = t["Revenue.Batch.CliffsTitle"], CaptionHidden = true,
                Columns =
                [
                    new(t["Revenue.Batch.Nop"]), new(t["Revenue.Batch.Edge"]), new(t["Revenue.Batch.Last"], true),
                    new(t["Revenue.Batch.Now"], true), new(t["Revenue.Batch.Jump"], true), new(t["Revenue.Batch.JumpShare"], true),
                ],
                Rows = _summary.LargestCliffs.Where(filter.Takes).Take(20).Select(c => (IReadOnlyList<Cell>)
                [
                    Object(c.Nop), t[$"Revenue.Edge.{c.Edge}"], Formats.Money(c.Last), Formats.Money(c.Amount), BatchWords.Change(c.Jump),
                    Formats.Percent(c.Share / 1_000_000m),
                ]),
                Empty = Inset.Render(t["Revenue.Batch.NoCliffs"]),
            }));
    }

    public IHtmlContent Refusals(IReadOnlyList<BatchRefusal> rows) => Table.Render(new()
    {
        Caption = t["Revenue.Batch.RefusalsTitle"], CaptionHidden = true,
        Columns = [new(t["Revenue.Batch.Nop"]), new(t["Revenue.Batch.Reason"]), new(t["Revenue.Batch.Remedy"])],
        Rows = rows.Select(r => (IReadOnlyList<Cell>)
            [Object(r.Nop.Value), t[$"Revenue.Refusal.{r.Reason}"], Remedy(r)]),
        Empty = Inset.Render(t["Revenue.Batch.NoRefusals"]),
    });

    private string SentText(long taxCode) => Sent.FirstOrDefault(s => s.TaxCode == taxCode) is { } sent
        ? t["Revenue.Dispatch.SentDue", Formats.Date(sent.DispatchedOn), Formats.Date(sent.DueOn)] : "–";

    /// <summary>What to do, leading to where it is done where that is a page of its own.</summary>
    private Cell Remedy(BatchRefusal refused) => refused.Reason == RefusalReason.NoLandValue
        ? Cell.Link(t[$"Revenue.RefusalRemedy.{refused.Reason}"], Taxpayers.RegisterPaths.LandValues(region.Code, refused.Nop.Village))
        : t[$"Revenue.RefusalRemedy.{refused.Reason}"];

    private Cell Object(long nop) => Cell.Link(BatchWords.NopOf(nop), AssessmentPaths.Object(region.Code, nop));

    private string At(DateTime utc) => Formats.Instant(utc, region.Zone);
}

/// <summary>Deciles as a table.</summary>
internal static class DecileTable
{
    public static IHtmlContent Render(IReadOnlyList<Decile> deciles, Texts t) => Table.Render(new()
    {
        Caption = t["Revenue.Batch.DecilesTitle"],
        Columns =
        [
            new(t["Revenue.Batch.Decile"]), new(t["Revenue.Batch.Bills"], true), new(t["Revenue.Batch.Amount"], true),
            new(t["Revenue.Batch.Mean"], true), new(t["Revenue.Batch.LastMean"], true), new(t["Revenue.Batch.ChangeShare"], true),
        ],
        Rows = deciles.Select(d => (IReadOnlyList<Cell>)
        [
            t["Revenue.Batch.DecileTo", d.Number, Formats.Money(d.ToNjop)], Formats.Number(d.Bills), Formats.Money(d.Amount),
            d.Bills == 0 ? "–" : Formats.Money(d.Amount / d.Bills), d.LastBills == 0 ? "–" : Formats.Money(d.LastAmount / d.LastBills),
            BatchWords.Share(d.LastAmount, d.SameAmount),
        ]),
    });
}
