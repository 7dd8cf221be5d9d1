using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Features.Rankings;
using KotaCerdas.Movement.Model;
using KotaCerdas.Movement.Model.Deciding;
using KotaCerdas.Platform;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Movement.Features.Decisions;

/// <summary>The announced selection, for anyone: by place, to filter by province, result and name.</summary>
internal sealed class ResultsPage(KotaDb db, AssessmentDesk desk, DecisionReader reader, Texts texts) : ProductPage
{
    private const int PageSize = 25;

    private IReadOnlyList<DecisionRow> _all = [];

    [BindProperty(SupportsGet = true, Name = "provinsi")]
    public string? Province { get; set; }

    [BindProperty(SupportsGet = true, Name = "hasil")]
    public SelectionResult? Result { get; set; }

    [BindProperty(SupportsGet = true, Name = "cari")]
    public string? Name { get; set; }

    public Call Call { get; private set; } = null!;

    /// <summary>The rows of this page.</summary>
    public IReadOnlyList<DecisionRow> Rows { get; private set; } = [];

    /// <summary>How many rows the filters leave.</summary>
    public int Found { get; private set; }

    /// <summary>True once the decision is announced.</summary>
    public bool Announced => _all.Count > 0;

    public string? Lead { get; private set; }

    public string? PreviousHref { get; private set; }

    public string? NextHref { get; private set; }

    public IReadOnlyList<Choice> Provinces { get; private set; } = [];

    public IReadOnlyList<Choice> Results =>
    [
        new(string.Empty, texts["Movement.Decision.AnyResult"]),
        .. Enum.GetValues<SelectionResult>().Select(r => new Choice(
            r.ToString(), texts["Movement.Decision.ResultCount", texts[RankTexts.ResultKey(r)], Count(r)])),
    ];

    public string Path => CallTabs.PathOf(Call.Id, "hasil");

    public string ProvinceOf(DecisionRow row) =>
        Provinces.FirstOrDefault(p => p.Value == row.Region.ProvinceCode.Value)?.Text ?? string.Empty;

    public async Task<IActionResult> OnGetAsync(Guid id, string? sesudah, string? sebelum, CancellationToken cancel)
    {
        var call = await desk.CallAsync(new CallId(id), cancel);
        if (call.Failed)
        {
            return NotFound();
        }

        Call = call.Value;
        var (first, rows) = await reader.AnnouncedAsync(Call.Id, cancel);
        _all = rows;
        Lead = first is null ? null : texts["Movement.Decision.ResultsLead", rows.Count, Count(SelectionResult.Selected),
            Formats.Instant(first.At, RegionZone.WIB)];
        Provinces = await ProvincesAsync(cancel);
        Turn([.. rows.Where(Fits)], sesudah, sebelum);
        return Page();
    }

    private int Count(SelectionResult result) => _all.Count(r => r.Line.Result == result);

    private bool Fits(DecisionRow row) =>
        (string.IsNullOrEmpty(Province) || row.Region.ProvinceCode.Value == Province)
        && (Result is null || row.Line.Result == Result)
        && (string.IsNullOrWhiteSpace(Name) || row.Region.Name.Contains(Name.Trim(), StringComparison.OrdinalIgnoreCase));

    /// <summary>The page after, or before, the row of a region; the rows stand by place.</summary>
    private void Turn(List<DecisionRow> rows, string? after, string? before)
    {
        var size = ListQuery.PageSize(HttpContext, PageSize);
        var end = rows.FindIndex(r => r.Region.Slug == before);
        var start = end >= 0 ? Math.Max(0, end - size) : rows.FindIndex(r => r.Region.Slug == after) + 1;
        (Rows, Found) = ([.. rows.Skip(start).Take(end >= 0 ? Math.Min(size, end) : size)], rows.Count);
        PreviousHref = start > 0 ? Href("sebelum", Rows[0]) : null;
        NextHref = start + Rows.Count < rows.Count && Rows.Count > 0 ? Href("sesudah", Rows[^1]) : null;
    }

    private string Href(string cursor, DecisionRow row) => Path + QueryString.Create(
        new[] { ("provinsi", Province), ("hasil", Result?.ToString()), ("cari", Name), (cursor, row.Region.Slug) }
            .Where(p => !string.IsNullOrEmpty(p.Item2)).Select(p => KeyValuePair.Create(p.Item1, p.Item2)));

    private async Task<IReadOnlyList<Choice>> ProvincesAsync(CancellationToken cancel)
    {
        var codes = _all.Select(r => r.Region.ProvinceCode).Distinct().ToList();
        var regions = await db.Shared<Region>().AsNoTracking().Where(r => codes.Contains(r.Code)).OrderBy(r => r.Name).ToListAsync(cancel);
        return [new(string.Empty, texts["Movement.Decision.AnyProvince"]), .. regions.Select(r => new Choice(r.Code.Value, r.Name))];
    }
}
