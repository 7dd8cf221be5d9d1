using System.Globalization;
using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Bills;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace KotaCerdas.Revenue.Features.Letters;

/// <summary>What a letter asks for today and how it came about, for whoever holds the letter.</summary>
internal sealed class ChargeCheckPageModel(BillRegions regions, ChargeCheck check, ChargeStories stories) : ProductPage
{
    public const string Field = "kode";

    public BillRegion Where { get; private set; } = null!;

    public CheckedCharge? Found { get; private set; }

    public ChargeStory? Story { get; private set; }

    /// <summary>Seconds to wait, null where nobody has to.</summary>
    public int? WaitSeconds { get; private set; }

    public string Typed { get; private set; } = string.Empty;

    public string? Error => ModelState.TryGetValue(Field, out var entry) && entry.Errors is [var first, ..] ? first.ErrorMessage : null;

    public async Task<IActionResult> OnGetAsync(string slug, string? kode, CancellationToken cancel)
    {
        if (await regions.FindAsync(slug, cancel) is not { } region)
        {
            return NotFound();
        }

        Where = region;
        if (kode is null)
        {
            return Page();
        }

        Response.Headers.CacheControl = "private, no-store";
        var found = await check.RunAsync(region, kode, HttpContext.Connection.RemoteIpAddress, cancel);
        if (!found.Failed)
        {
            if (found.Value.File.Id.Bill is { } bill)
            {
                return this.SeeOther(BillPaths.Check(slug, bill.Nop));
            }

            (Found, Story) = (found.Value, await stories.TellAsync(found.Value.File.Current, slug, cancel));
            return Page();
        }

        Typed = kode;
        if (found.Problem.Code != BillCheck.WaitCode)
        {
            return this.Invalid([found.Problem.On(Field)]);
        }

        WaitSeconds = (int)found.Problem.Args[0];
        Response.StatusCode = StatusCodes.Status429TooManyRequests;
        Response.Headers.RetryAfter = WaitSeconds.Value.ToString(CultureInfo.InvariantCulture);
        return Page();
    }
}
