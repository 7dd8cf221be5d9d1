using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Letters;
using KotaCerdas.Revenue.Features.Returns;
using KotaCerdas.Revenue.Model.Letters;
using KotaCerdas.Revenue.Model.Registers;
using KotaCerdas.Revenue.Model.Returns;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Mvc;

namespace KotaCerdas.Revenue.Features.Mine;

/// <summary>
/// The monthly return of an own object, by the taxpayer whom the counter connected with the account: the same form, computation and receipt
/// as at the counter. A month in which the object was somebody else's is not shown.
/// </summary>
[Needs]
[TakesFiles]
internal sealed class MyReturnPageModel(MyObjects objects, MyCharges charges, ObjectReturns returns, Actor actor) : ProductPage
{
    /// <summary>Months back that can be chosen.</summary>
    public const int Months = 24;

    public MyKind Thing { get; private set; } = null!;

    public DateOnly Month { get; private set; }

    /// <summary>The return, null where the object was somebody else's in that month.</summary>
    public ObjectReturn? Return { get; private set; }

    /// <summary>The return that was just sent, or null.</summary>
    public ChargeFileOf? Sent { get; private set; }

    [BindProperty]
    public string? Reason { get; set; }

    public async Task<IActionResult> OnGetAsync(string region, Guid id, string? masa, Guid? terima, CancellationToken cancel)
    {
        if (await LoadAsync(region, id, masa, cancel) is { } closed)
        {
            return closed;
        }

        if (terima is { } sent && await charges.FindAsync(actor.User!.Value, Thing.Code, new ChargeId(sent), cancel) is { } own
            && own.File.Current.ObjectId == Thing.Now.ObjectId)
        {
            Sent = own.File;
        }

        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string region, Guid id, string? masa, CancellationToken cancel)
    {
        if (await LoadAsync(region, id, masa, cancel) is { } closed)
        {
            return closed;
        }

        if (Return is null)
        {
            return this.Invalid(new Problem("Revenue.Return.MonthOfAnother"));
        }

        var sent = await returns.RunAsync(Thing.Where.Region, Return, Request, (ReturnChannel.Account, Reason), cancel);
        return sent.Failed ? this.Invalid(sent.Problems) : sent.Value is not { } charge ? Page()
            : this.SeeOther($"{MinePaths.Return(Thing.Code, Thing.Now.ObjectId)}?terima={charge.ChargeId}");
    }

    private async Task<IActionResult?> LoadAsync(string region, Guid id, string? month, CancellationToken cancel)
    {
        if (!RegionCode.TryParse(region, out var code)
            || await objects.FindAsync(actor.User!.Value, code, new KindObjectId(id), cancel) is not { } found)
        {
            return NotFound();
        }

        Response.Headers.CacheControl = MineWords.NotKept;
        Thing = found;
        Month = ObjectReturns.MonthOf(month, found.Where.Today);
        if (await returns.OpenAsync(found.Where.Region, new KindObjectId(id), Month, cancel) is not { } opened)
        {
            return NotFound();
        }

        var entries = await objects.EntriesAsync(code, found.Owner, cancel);
        Return = entries.Contains(opened.Known.Owner.TaxpayerId)
            && (opened.Before is null || entries.Contains(opened.Before.TaxpayerId)) ? opened : null;
        return null;
    }
}
