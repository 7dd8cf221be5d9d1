using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Features.Rankings;
using KotaCerdas.Movement.Model;
using KotaCerdas.Movement.Model.Deciding;
using KotaCerdas.Platform;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Movement.Features.Decisions;

/// <summary>The announced selection, for anyone: by place, to filter by province, result and name.</summary>
internal sealed class ResultsPage(KotaDb db, AssessmentDesk desk, DecisionReader reader, Texts texts) : ProductPage
{
    private IReadOnlyList<DecisionRow> _all = [];

    [BindProperty(SupportsGet = true, Name = "provinsi")]
    public string? Province { get; set; }

    [BindProperty(SupportsGet = true, Name = "hasil")]
    public SelectionResult? Result { get; set; }

    [BindProperty(SupportsGet = true, Name = "cari")]
    public string? Name { get; set; }

    public Call Call { get; private set; } = null!;

    /// <summary>What the filters leave, by place.</summary>
    public ListPage<DecisionRow> Listed { get; private set; } = null!;

    /// <summary>True once the decision is announced.</summary>
    public bool Announced => _all.Count > 0;

    public string? Lead { get; private set; }

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

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancel)
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
        Listed = ListPages.Of(HttpContext, [.. rows.Where(Fits)], r => r.Region.Slug);
        return Page();
    }

    private int Count(SelectionResult result) => _all.Count(r => r.Line.Result == result);

    private bool Fits(DecisionRow row) =>
        (string.IsNullOrEmpty(Province) || row.Region.ProvinceCode.Value == Province)
        && (Result is null || row.Line.Result == Result)
        && (string.IsNullOrWhiteSpace(Name) || row.Region.Name.Contains(Name.Trim(), StringComparison.OrdinalIgnoreCase));

    private async Task<IReadOnlyList<Choice>> ProvincesAsync(CancellationToken cancel)
    {
        var codes = _all.Select(r => r.Region.ProvinceCode).Distinct().ToList();
        var regions = await db.Shared<Region>().AsNoTracking().Where(r => codes.Contains(r.Code)).OrderBy(r => r.Name).ToListAsync(cancel);
        return [new(string.Empty, texts["Movement.Decision.AnyProvince"]), .. regions.Select(r => new Choice(r.Code.Value, r.Name))];
    }
}
