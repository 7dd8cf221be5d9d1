using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Letters;
using KotaCerdas.Revenue.Features.Paper;
using KotaCerdas.Revenue.Features.Taxpayers;
using KotaCerdas.Revenue.Model;
using KotaCerdas.Revenue.Model.Bills;
using KotaCerdas.Revenue.Model.Letters;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Mvc;

namespace KotaCerdas.Revenue.Features.Bills;

/// <summary>A bill and why it is what it is, for officers.</summary>
[Needs(BillPermissions.ReadCode)]
internal sealed class OfficerBillPageModel(
    RegisterDesk desk, BillRegions regions, BillViews views, PrintProofs proofs, PersonalNumbers numbers)
    : RegisterPage(desk)
{
    private readonly RegisterDesk _desk = desk;

    public BillView View { get; private set; } = null!;

    /// <summary>Where the bill stands in a sealed print run, null where it is in none.</summary>
    public PrintProof? Proof { get; private set; }

    public string CheckCode { get; private set; } = string.Empty;

    /// <summary>Where letters about the bill stand, null where one may not see them.</summary>
    public string? LettersHref { get; private set; }

    public string PublicHref => BillPaths.Public(Region.Slug, View.Story.Bill.Nop, View.Story.Bill.TaxYear, CheckCode);

    public async Task<IActionResult> OnGetAsync(string region, string nop, int tahun, CancellationToken cancel)
    {
        if (await OpenAsync(region, BillPermissions.Read, cancel) is { } closed)
        {
            return closed;
        }

        if (!Nop.TryParse(nop, out var number) || await regions.FindAsync(Region.Slug, cancel) is not { } where
            || await views.FindAsync(where, number, tahun, cancel) is not { Failed: false } found)
        {
            return NotFound();
        }

        View = found.Value;
        Proof = await proofs.FindAsync(View.Story.Bill, cancel);
        CheckCode = BillCode.Of(numbers, Code, number, tahun);
        var lettersCan = View.Story.File.Dispatch is not null || !LetterRules.BillExpiresFromDue;
        LettersHref = lettersCan && _desk.Actor.May(ChargePermissions.Read, Code)
            ? ChargePaths.Of(Code, ChargeId.Of(number, tahun)) : null;
        return Page();
    }
}
