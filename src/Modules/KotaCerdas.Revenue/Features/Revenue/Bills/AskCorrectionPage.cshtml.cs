using System.Globalization;
using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Assessment;
using KotaCerdas.Revenue.Model;
using KotaCerdas.Revenue.Model.Bills;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace KotaCerdas.Revenue.Features.Bills;

/// <summary>Where a taxpayer says what is wrong about a bill; the check code of the bill opens it.</summary>
internal sealed class AskCorrectionPageModel(
    BillRegions regions, BillReading bills, CorrectionDesk corrections, BillGate gate, PersonalNumbers numbers) : ProductPage
{
    private const long MostBytes = 5_000_000;

    private BillRegion _where = null!;

    [BindProperty(SupportsGet = true)]
    public string? Kode { get; set; }

    [BindProperty]
    public string? Kind { get; set; } = nameof(CorrectionKind.NameOrAddress);

    [BindProperty]
    public string? Reason { get; set; }

    [BindProperty]
    public string? Contact { get; set; }

    [BindProperty]
    public IFormFile? Evidence { get; set; }

    public Nop Number { get; private set; }

    public int TaxYear { get; private set; }

    /// <summary>The request that was just made.</summary>
    public Correction? Made { get; private set; }

    public string BackHref => BillPaths.Public(_where.Region.Slug, Number, TaxYear, Kode);

    public static IReadOnlyList<Choice> Kinds(Texts t) =>
        [.. Enum.GetNames<CorrectionKind>().Select(k => new Choice(k, t[$"Revenue.CorrectionKind.{k}"]))];

    public async Task<IActionResult> OnGetAsync(string slug, string nop, int tahun, CancellationToken cancel) =>
        await LoadAsync(slug, nop, tahun, cancel) ?? Page();

    public async Task<IActionResult> OnPostAsync(string slug, string nop, int tahun, CancellationToken cancel)
    {
        if (await LoadAsync(slug, nop, tahun, cancel) is { } closed)
        {
            return closed;
        }

        if (!Named.TryRead<CorrectionKind>(Kind, out var kind))
        {
            return this.Invalid(new Problem("Revenue.Correction.NoKind", nameof(Kind)));
        }

        if (Evidence is { Length: > MostBytes })
        {
            return this.Invalid(new Problem("Revenue.Correction.LargeFile", nameof(Evidence), Formats.FileSize(MostBytes)));
        }

        await using var content = Evidence?.OpenReadStream();
        var made = await corrections.AskAsync(
            _where, (Number, TaxYear), new(kind, Reason ?? string.Empty, Contact ?? string.Empty),
            content is null ? null : (content, Evidence!.FileName), cancel);
        if (made.Failed)
        {
            return this.Invalid(made.Problems);
        }

        Made = made.Value;
        return Page();
    }

    private async Task<IActionResult?> LoadAsync(string slug, string nop, int year, CancellationToken cancel)
    {
        if (await regions.FindAsync(slug, cancel) is not { } where || !Nop.TryParse(nop, out var number))
        {
            return NotFound();
        }

        (_where, Number, TaxYear) = (where, number, year);
        var address = HttpContext.Connection.RemoteIpAddress;
        if (gate.Ask(where.Code, address, withCode: true) is { } wait)
        {
            var later = this.Invalid(BillCheck.Wait(wait));
            Response.StatusCode = StatusCodes.Status429TooManyRequests;
            Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
            return later;
        }

        if (BillCode.Fits(BillCode.Of(numbers, where.Code, number, year), Kode)
            && await bills.FindAsync(where.Code, number, year, cancel) is not null)
        {
            return null;
        }

        gate.Missed(where.Code, address, withCode: true);
        return this.SeeOther(BillPaths.Public(slug, number, year));
    }
}
