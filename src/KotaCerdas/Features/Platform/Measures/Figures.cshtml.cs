using System.Text;
using KotaCerdas.Platform;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Mvc;

namespace KotaCerdas.Features.Measures;

/// <summary>A measure by region and period, for anyone.</summary>
internal sealed class FiguresPage(MeasureCatalogue measures, PublishedMeasures published, Texts texts) : ProductPage
{
    private IReadOnlyList<PublishedFigure> _country = [];

    [BindProperty(SupportsGet = true, Name = "periode")]
    public string? Asked { get; set; }

    public Measure Measure { get; private set; } = null!;

    /// <summary>The period shown; empty where nothing was published.</summary>
    public string Chosen { get; private set; } = string.Empty;

    public PublishedFigure? Country => _country.FirstOrDefault(f => f.Period == Chosen);

    public IReadOnlyList<PublishedFigure> Regions { get; private set; } = [];

    public ListPage<PublishedFigure> Listed => ListPages.Of(HttpContext, Regions, r => r.Region.Value);

    public IReadOnlyList<Choice> Periods => [.. _country.Reverse().Select(f => new Choice(f.Period, f.Period))];

    public IReadOnlyList<ChartValue> Bars =>
        [.. _country.Select(f => new ChartValue(f.Period, f.Number, MeasureText.Shown(Measure, f.Number, texts)))];

    public async Task<IActionResult> OnGetAsync(string code, CancellationToken cancel) => await LoadAsync(code, cancel) ? Page()
        : NotFound();

    /// <summary>Exactly the table, with what machines need beside it.</summary>
    public async Task<IActionResult> OnGetCsvAsync(string code, CancellationToken cancel)
    {
        if (!await LoadAsync(code, cancel) || Chosen.Length == 0)
        {
            return NotFound();
        }

        var csv = new StringBuilder("region_code,region,period,value,numerator,denominator,rows,revision,published_at\n");
        foreach (var r in Regions)
        {
            csv.Append($"{r.Region},{Quoted(r.Name)},{r.Period},{r.Value},{r.Numerator},{r.Denominator},")
                .Append($"{r.RowCount},{r.Revision},{r.PublishedAt:yyyy-MM-ddTHH:mm:ssZ}\n");
        }

        return File(Encoding.UTF8.GetBytes(csv.ToString()), "text/csv; charset=utf-8", $"{code}-{Chosen}.csv");
    }

    private static string Quoted(string text) => $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private async Task<bool> LoadAsync(string code, CancellationToken cancel)
    {
        if (measures.Find(code) is not { } measure)
        {
            return false;
        }

        Measure = measure;
        _country = await published.CountryAsync(code, cancel);
        if (_country.Count == 0)
        {
            return true;
        }

        Chosen = string.IsNullOrEmpty(Asked) ? _country[^1].Period : Asked;
        Regions = await published.RegionsAsync(code, Chosen, null, null, int.MaxValue, cancel);
        return Country is not null;
    }
}
