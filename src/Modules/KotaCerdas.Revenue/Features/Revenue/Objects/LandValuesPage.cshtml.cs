using System.Globalization;
using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Taxpayers;
using KotaCerdas.Revenue.Model.Registers;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace KotaCerdas.Revenue.Features.Objects;

/// <summary>A zone value as it is typed.</summary>
internal sealed class LandValueForm
{
    public string? Village { get; set; }

    public string? Zone { get; set; }

    public string? Year { get; set; }

    public string? PerMetre { get; set; }

    public string? Percent { get; set; }

    public string? Source { get; set; }
}

/// <summary>NIR of the land zones by kelurahan and year: the list, a zone with all its versions, and how they are entered.</summary>
[Needs(RegisterPermissions.ReadCode)]
internal sealed class LandValuesPageModel(RegisterDesk desk, LandValueRows rows, LandValueDesk values, VillageMap map) : RegisterPage(desk)
{
    private const int MostBytes = 5_000_000;

    private IReadOnlyList<VillageRow> _villages = [];

    [BindProperty]
    public IFormFile? Upload { get; set; }

    [BindProperty]
    public LandValueForm Form { get; set; } = new();

    [BindProperty]
    public LandValueForm Copy { get; set; } = new();

    public LandValueFilter Filter { get; private set; } = new();

    public RegisterRows<LandValueRow> Result { get; private set; } = null!;

    /// <summary>All versions of the one zone that is looked for, where it is one.</summary>
    public IReadOnlyList<LandValue> History { get; private set; } = [];

    public LandValueReport? Report { get; private set; }

    public string Path => RegisterPaths.LandValues(Code);

    public bool IsFiltered => Filter != new LandValueFilter();

    public string VillageChosen => Filter.Village == 0 ? string.Empty : Number(Filter.Village);

    public string? PreviousHref => Result.Before is { } at ? Path + Query(("sebelum", at)) : null;

    public string? NextHref => Result.After is { } at ? Path + Query(("setelah", at)) : null;

    public async Task<IActionResult> OnGetAsync(string region, CancellationToken cancel)
    {
        if (await OpenAsync(region, RegisterPermissions.Read, cancel) is { } closed)
        {
            return closed;
        }

        await LoadAsync(cancel);
        return Page();
    }

    public async Task<IActionResult> OnPostBerkasAsync(string region, CancellationToken cancel)
    {
        if (await OpenAsync(region, RegisterPermissions.Edit, cancel) is { } closed)
        {
            return closed;
        }

        var taken = await TakeAsync(
            Upload, MostBytes, (new("Revenue.LandValue.NoFile", nameof(Upload)), new("Revenue.LandValue.Size", nameof(Upload))), cancel);
        if (taken.Failed)
        {
            await LoadAsync(cancel);
            return this.Invalid(taken.Problems);
        }

        using var file = taken.Value;
        return await AnswerAsync(await values.ImportAsync(Code, file, cancel), p => p.On(nameof(Upload)), cancel);
    }

    public async Task<IActionResult> OnPostBarisAsync(string region, CancellationToken cancel)
    {
        if (await OpenAsync(region, RegisterPermissions.Edit, cancel) is { } closed)
        {
            return closed;
        }

        var set = await values.SetAsync(Code, new(Form.Village, Form.Zone, Form.Year, Form.PerMetre, Form.Source), cancel);
        if (!set.Failed && TaxVillage.TryParse(Form.Village, out var village))
        {
            return this.SeeOther(RegisterPaths.LandValues(Code, village, Form.Zone!.Trim().ToUpperInvariant()));
        }

        return await AnswerAsync(set, p => p.Field is null ? p : p.On("Form." + p.Field), cancel);
    }

    public async Task<IActionResult> OnPostSalinAsync(string region, CancellationToken cancel)
    {
        if (await OpenAsync(region, RegisterPermissions.Edit, cancel) is { } closed)
        {
            return closed;
        }

        var copied = await values.CopyAsync(Code, new(Copy.Village, Copy.Year, Copy.Percent, Copy.Source), cancel);
        return await AnswerAsync(copied, p => p.Field is null ? p : p.On("Copy." + p.Field), cancel);
    }

    /// <summary>Villages to choose of, with an empty choice first.</summary>
    public IReadOnlyList<Choice> Villages(Texts texts, bool all) =>
    [
        new(string.Empty, texts[all ? "Revenue.Object.AnyVillage" : "Revenue.LandValue.Choose"]),
        .. _villages.Select(v => new Choice(Number(v.TaxCode), $"{v.Name} ({TaxVillage.Show(v.TaxCode)})".Trim())),
    ];

    public string NameOf(long taxCode) => _villages.FirstOrDefault(v => v.TaxCode == taxCode)?.Name ?? string.Empty;

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    private async Task<IActionResult> AnswerAsync(Outcome<LandValueReport> outcome, Func<Problem, Problem> tie, CancellationToken cancel)
    {
        await LoadAsync(cancel);
        if (outcome.Failed)
        {
            return this.Invalid([.. outcome.Problems.Select(tie)]);
        }

        Report = outcome.Value;
        Response.StatusCode = Report.Problems.Count > 0 ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK;
        return Page();
    }

    private async Task LoadAsync(CancellationToken cancel)
    {
        _villages = await map.RowsAsync(Code, cancel);
        Filter = FilterOf(Request.Query);
        Result = await rows.PageAsync(
            Code, Filter, (Request.Query["setelah"], Request.Query["sebelum"]), ListQuery.PageSize(HttpContext, LandValueRows.PageSize),
            cancel);
        History = Filter is { Village: > 0, Zone.Length: > 0 }
            ? await rows.HistoryAsync(Code, Filter.Village, Filter.Zone, cancel) : [];
        Form.Village ??= VillageChosen;
        Form.Zone ??= Filter.Zone;
        Form.Year ??= Number(Filter.Year > 0 ? Filter.Year : Today.Year);
        Copy.Year ??= Number(Today.Year);
        Copy.Percent ??= "100";
    }

    private LandValueFilter FilterOf(IQueryCollection query)
    {
        var zone = query["zona"].ToString().Trim().ToUpperInvariant();
        return new()
        {
            Village = _villages.FirstOrDefault(v => Number(v.TaxCode) == query["kelurahan"])?.TaxCode ?? 0,
            Year = int.TryParse(query["tahun"], NumberStyles.None, CultureInfo.InvariantCulture, out var year) ? year : 0,
            Zone = zone.Length <= LandValueDesk.ZoneLength ? zone : zone[..LandValueDesk.ZoneLength],
        };
    }

    private string Query((string Name, string Value) cursor)
    {
        var query = QueryString.Empty;
        foreach (var (name, value) in new[]
        {
            ("kelurahan", VillageChosen), ("tahun", Filter.Year > 0 ? Number(Filter.Year) : string.Empty), ("zona", Filter.Zone),
        })
        {
            query = value.Length > 0 ? query.Add(name, value) : query;
        }

        return query.Add(cursor.Name, cursor.Value).ToUriComponent();
    }
}
