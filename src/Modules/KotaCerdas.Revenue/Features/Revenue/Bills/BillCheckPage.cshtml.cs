using System.Globalization;
using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Letters;
using KotaCerdas.Revenue.Model.Bills;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace KotaCerdas.Revenue.Features.Bills;

/// <summary>The bills of an object by its number, for anyone: all years with interest as of today.</summary>
internal sealed class BillCheckPageModel(BillRegions regions, BillCheck check, Texts texts) : ProductPage
{
    public BillRegion Where { get; private set; } = null!;

    public CheckedBills? Found { get; private set; }

    /// <summary>Seconds to wait, null where nobody has to.</summary>
    public int? WaitSeconds { get; private set; }

    public string Typed { get; private set; } = string.Empty;

    public string? Error => ModelState.TryGetValue(NopText.Field, out var entry) && entry.Errors is [var first, ..] ? first.ErrorMessage
        : null;

    public async Task<IActionResult> OnGetAsync(string slug, string? nop, CancellationToken cancel)
    {
        if (await regions.FindAsync(slug, cancel) is not { } region)
        {
            return NotFound();
        }

        Where = region;
        if (nop is null)
        {
            return Page();
        }

        if (ChargeCheck.IsCode(nop))
        {
            return this.SeeOther(ChargePaths.Check(slug, nop));
        }

        Typed = nop;
        var found = await check.RunAsync(region, nop, HttpContext.Connection.RemoteIpAddress, cancel);
        if (!found.Failed)
        {
            Found = found.Value;
            Typed = string.Empty;
            return Page();
        }

        if (found.Problem.Code != BillCheck.WaitCode)
        {
            return this.Invalid(found.Problems);
        }

        WaitSeconds = (int)found.Problem.Args[0];
        Response.StatusCode = StatusCodes.Status429TooManyRequests;
        Response.Headers.RetryAfter = WaitSeconds.Value.ToString(CultureInfo.InvariantCulture);
        return Page();
    }

    public IReadOnlyList<Cell> Row(BilledYear year) =>
    [
        year.Own ? Cell.Link(BillWords.Year(year.Year), BillPaths.Public(Where.Region.Slug, Found!.Nop, year.Year))
            : BillWords.Year(year.Year),
        Principal(year), year.DueOn is { } due ? Cell.Date(due) : texts["Revenue.Bill.NotSent"],
        year.LastPaidOn is { } last ? texts["Revenue.Bill.PaidOn", Formats.Money(year.Paid), last] : Formats.Money(year.Paid),
        Interest(year, texts), ToPay(year), Cell.Of(BillWords.State(year, Where.Today, texts)),
    ];

    /// <summary>What was billed; where a decision changed it, since when. Who has no code does not learn which one.</summary>
    private Cell Principal(BilledYear year) => year.ChangedOn is { } day
        ? Cell.Of(new HtmlBuilder().Text(Formats.Money(year.Principal)).Element("p", texts["Revenue.Bill.ChangedOn", day]))
        : Cell.Money(year.Principal);

    /// <summary>What is to be paid; a dash where nobody is asked for anything.</summary>
    public static Cell ToPay(BilledYear year) => year.DueOn is null || year.Expired ? "–" : Cell.Money(year.ToPay);

    /// <summary>
    /// Interest with the months it is for; that of a consent to pay later has none, nor what is left after a bill of sanctions.
    /// </summary>
    public static Cell Interest(BilledYear year, Texts t) => year.Late switch
    {
        _ when year.Expired => "–",
        null or { Refused: true } => Cell.NotRecorded(t),
        { } late when year.InterestBilled > 0 => Cell.Of(
            new HtmlBuilder().Text(Formats.Money(late.Amount)).Add(ChargeTabs.Billed(year.InterestBilled, t))),
        { Months: 0 } late => Cell.Money(late.Amount),
        { } late => Cell.Money(late.Amount, t["Revenue.Bill.InterestOf", Formats.Money(late.Amount), late.Months]),
    };
}
