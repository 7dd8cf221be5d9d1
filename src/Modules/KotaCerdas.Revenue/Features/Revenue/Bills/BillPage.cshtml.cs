using System.Globalization;
using KotaCerdas.Platform;
using KotaCerdas.Revenue.Model;
using KotaCerdas.Revenue.Model.Bills;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace KotaCerdas.Revenue.Features.Bills;

/// <summary>
/// A bill and why it is what it is, for whoever has the paper: the code printed on it opens the page. A wrong code and a number without a
/// bill get the same answer.
/// </summary>
internal sealed class BillPageModel(
    BillRegions regions, BillViews views, CorrectionDesk corrections, BillGate gate, PersonalNumbers numbers) : ProductPage
{
    private const string Field = "kode";

    public BillRegion Where { get; private set; } = null!;

    public Nop Number { get; private set; }

    public int TaxYear { get; private set; }

    public BillView? View { get; private set; }

    public int? WaitSeconds { get; private set; }

    public string Typed { get; private set; } = string.Empty;

    /// <summary>Requests to correct the bill, newest first.</summary>
    public IReadOnlyList<CorrectionFile> Requests { get; private set; } = [];

    public string PaperHref => Own("/sppt");

    public string CorrectionHref => Own("/perbaikan");

    public string BackHref => BillPaths.Check(Where.Region.Slug, Number);

    public string? Error => ModelState.TryGetValue(Field, out var entry) && entry.Errors is [var first, ..] ? first.ErrorMessage : null;

    public async Task<IActionResult> OnGetAsync(string slug, string nop, int tahun, string? kode, CancellationToken cancel)
    {
        if (await regions.FindAsync(slug, cancel) is not { } region || !Nop.TryParse(nop, out var number))
        {
            return NotFound();
        }

        (Where, Number, TaxYear, Typed) = (region, number, tahun, kode ?? string.Empty);
        if (kode is null)
        {
            return Page();
        }

        if (gate.Ask(region.Code, HttpContext.Connection.RemoteIpAddress, withCode: true) is { } wait)
        {
            WaitSeconds = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds));
            Response.StatusCode = StatusCodes.Status429TooManyRequests;
            Response.Headers.RetryAfter = WaitSeconds.Value.ToString(CultureInfo.InvariantCulture);
            return Page();
        }

        var fits = BillCode.Fits(BillCode.Of(numbers, region.Code, number, tahun), kode);
        if ((fits ? await views.FindAsync(region, number, tahun, cancel) : null) is not { } found)
        {
            gate.Missed(region.Code, HttpContext.Connection.RemoteIpAddress, withCode: true);
            return this.Invalid(new Problem("Revenue.Bill.CodeWrong", Field));
        }

        if (found.Failed)
        {
            return this.Invalid(found.Problems);
        }

        // Whoever uses this device next does not find it kept.
        Response.Headers.CacheControl = "no-store";
        View = found.Value with { Name = MaskedName.Of(found.Value.Name) };
        Requests = await corrections.OfAsync(region.Code, number, tahun, cancel);
        return Page();
    }

    private string Own(string part) =>
        BillPaths.Public(Where.Region.Slug, Number, TaxYear) + part + "?kode=" + Uri.EscapeDataString(Typed);
}
