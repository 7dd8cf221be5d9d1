using KotaCerdas.Platform;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Features.Measures;

/// <summary>One published figure: how it was computed, the rows behind it, and whether they still give it.</summary>
internal sealed class FigurePage(
    MeasureCatalogue measures, PublishedMeasures published, MeasureComputer computer, PublicLog log, KotaDb db, Texts texts) : ProductPage
{
    private MeasureFigure _figure = null!;
    private Dictionary<RegionCode, string> _names = [];

    public Measure Measure => _figure.Measure;

    public MeasureValue Value { get; private set; } = null!;

    /// <summary>Place of the figure in its region's log; null while it waits.</summary>
    public long? LogEntry { get; private set; }

    public string RegionName => _figure.Region.IsNational ? texts["Host.Measure.Indonesia"] : _names[_figure.Region];

    /// <summary>True where the rows, computed again for this page, give the published figure.</summary>
    public bool Agrees => MeasureCheck.Compare(Value, _figure) is null;

    public string CheckText => texts[Agrees ? "Host.Measure.CheckSame" : "Host.Measure.CheckOther",
        MeasureText.Shown(Measure, _figure.Value, texts)];

    public IReadOnlyList<LadderStep> Steps
    {
        get
        {
            var trace = MeasureFigure.ReadTrace(Value.Trace);
            return [.. trace.Select((s, i) => new LadderStep(
                texts[s.RuleKey], [.. s.Inputs.Select(input => (texts[input.NameKey], MeasureText.Plain(input.Value, texts)))],
                    texts[s.ResultKey],
                i == trace.Count - 1 ? MeasureText.Shown(Measure, s.Result, texts) : MeasureText.Plain(s.Result, texts)))];
        }
    }

    public IReadOnlyList<Column> Columns => Measure.Aggregation == Aggregation.Sum
        ? [new(texts["Host.Measure.Row"]), new(texts["Host.Measure.Region"]), new(texts["Host.Measure.RowValue"], true),
            new(texts["Host.Measure.Source"])]
        :
        [
            new(texts["Host.Measure.Row"]), new(texts["Host.Measure.Region"]), new(texts["Platform.Measure.Above"], true),
            new(texts["Platform.Measure.Below"], true), new(texts["Host.Measure.Source"]),
        ];

    public ListPage<MeasureRow> Listed => ListPages.Of(HttpContext, _figure.Rows, r => $"{r.Region}-{r.Key}");

    public IEnumerable<IReadOnlyList<Cell>> Rows => Listed.Rows.Select(IReadOnlyList<Cell> (row) => Measure.Aggregation == Aggregation.Sum
        ? [Label(row), Region(row), Number(row.Numerator), Source(row)]
        : [Label(row), Region(row), Number(row.Numerator), Number(row.Denominator), Source(row)]);

    public async Task<IActionResult> OnGetAsync(string code, string region, string period, CancellationToken cancel)
    {
        if (measures.Find(code) is not { } measure || !RegionCode.TryParse(region, out var of)
            || await published.FindAsync(code, of, period, cancel) is not { } value)
        {
            return NotFound();
        }

        Value = value;
        _figure = await computer.ComputeAsync(measure, of, period, cancel);
        _names = await db.Shared<Region>().AsNoTracking().ToDictionaryAsync(r => r.Code, r => r.Name, cancel);
        LogEntry = await log.FindAsync(value, cancel);
        return Page();
    }

    private Cell Label(MeasureRow row) => texts[row.LabelKey, [.. row.LabelArgs]];

    /// <summary>From the country down to the region's own figure.</summary>
    private Cell Region(MeasureRow row) => row.Region.IsNational ? texts["Host.Measure.Indonesia"]
        : row.Region == _figure.Region ? _names[row.Region]
        : Cell.Link(_names[row.Region], MeasureText.PathOf(Measure, row.Region, _figure.Period));

    private Cell Number(decimal? value) => value is null ? Cell.Missing(texts) : MeasureText.Plain(value, texts);

    private Cell Source(MeasureRow row) => row.Href is null ? Cell.Of(Hash.Render(row.Key))
        : Cell.Link(texts["Host.Measure.OpenSource"], row.Href);
}
