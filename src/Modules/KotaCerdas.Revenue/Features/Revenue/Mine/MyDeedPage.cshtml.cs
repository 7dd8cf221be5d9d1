using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Bills;
using KotaCerdas.Revenue.Features.Letters;
using KotaCerdas.Revenue.Features.Levies;
using KotaCerdas.Revenue.Features.Returns;
using KotaCerdas.Revenue.Model.Letters;
using KotaCerdas.Revenue.Model.Returns;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Mvc;

namespace KotaCerdas.Revenue.Features.Mine;

/// <summary>
/// A return of BPHTB by who acquired the land: the same form, computation and receipt as at the counter, for a taxpayer that the counter
/// connected with the account.
/// </summary>
[Needs]
[TakesFiles]
internal sealed class MyDeedPageModel(
    MyCharges charges, KindObjectReading kinds, FileReturn file, FileStore files, Actor actor, Texts texts) : ProductPage
{
    public BillRegion Where { get; private set; } = null!;

    /// <summary>Taxpayers of the account who may have acquired it.</summary>
    public IReadOnlyList<Choice> Buyers { get; private set; } = [];

    public IReadOnlyList<ChargeFileOf> Deeds { get; private set; } = [];

    /// <summary>The return that was just sent, or null.</summary>
    public ChargeFileOf? Sent { get; private set; }

    public ReturnForm? Form { get; private set; }

    public Problem? NoRules { get; private set; }

    /// <summary>True where a return of this deed is there already.</summary>
    public bool AsksReason { get; private set; }

    [BindProperty]
    public string? Buyer { get; set; }

    [BindProperty]
    public string? Nop { get; set; }

    [BindProperty]
    public string? DeedNumber { get; set; }

    [BindProperty]
    public DateFields DeedOn { get; set; } = new();

    [BindProperty]
    public string? Reason { get; set; }

    public async Task<IActionResult> OnGetAsync(string region, Guid? terima, CancellationToken cancel)
    {
        if (await LoadAsync(region, cancel) is { } closed)
        {
            return closed;
        }

        Sent = Deeds.FirstOrDefault(d => d.Id.Value == terima);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string region, CancellationToken cancel)
    {
        if (await LoadAsync(region, cancel) is { } closed)
        {
            return closed;
        }

        var on = DeedOn.Read("DeedOn");
        if (Form is null || on.Failed)
        {
            return this.Invalid(NoRules ?? on.Problem);
        }

        var buyer = Buyers.Count == 1 ? Buyers[0] : Buyers.FirstOrDefault(b => b.Value == Buyer);
        if (buyer is null)
        {
            return this.Invalid(new Problem("Revenue.MyDeed.NoBuyer", nameof(Buyer)));
        }

        var input = new ReturnInput
        {
            Deed = new(buyer.Value, Nop ?? string.Empty, (DeedNumber ?? string.Empty).Trim(), on.Value),
            Facts = Form.Facts(Request.Form), Reason = (Reason ?? string.Empty).Trim(), Channel = ReturnChannel.Account,
        };
        var preview = await file.PreviewAsync(Where.Region, input, cancel);
        if (preview.Failed)
        {
            AsksReason = preview.Problems.Any(p => p.Field == "Reason");
            return this.Invalid([.. preview.Problems.Select(p => p.Field == "Taxpayer" ? p.On(nameof(Buyer)) : p)]);
        }

        Form.Preview = preview.Value;
        AsksReason = preview.Value.Before is not null;
        return ReturnForm.Sends(Request.Form) ? await SendAsync(input, cancel) : Page();
    }

    private async Task<IActionResult> SendAsync(ReturnInput input, CancellationToken cancel)
    {
        var taken = await ReturnForm.TakeAsync(files, actor, Where.Code, Request.Form.Files, cancel);
        if (taken.Failed)
        {
            return this.Invalid(taken.Problems);
        }

        var sent = await file.SendAsync(Where.Region, input with { Files = taken.Value }, ReturnForm.SeenOf(Request.Form), cancel);
        return sent.Failed ? this.Invalid(sent.Problems) : this.SeeOther($"{MinePaths.Deeds(Where.Code)}?terima={sent.Value.ChargeId}");
    }

    private async Task<IActionResult?> LoadAsync(string region, CancellationToken cancel)
    {
        if (!RegionCode.TryParse(region, out var code)
            || await charges.ConnectedAsync(actor.User!.Value, code, cancel) is not { } connected)
        {
            return NotFound();
        }

        Response.Headers.CacheControl = MineWords.NotKept;
        Where = connected.Where;
        Buyers = [.. connected.Taxpayers.Select(t => new Choice(t.TaxpayerId.ToString(), t.Name))];
        Deeds = await charges.DeedsAsync(actor.User!.Value, code, cancel);
        var rules = await kinds.RulesAsync(code, MyCharges.Bphtb, Where.Today, cancel);
        NoRules = rules.Failed ? rules.Problem : null;
        Form = rules.Failed ? null : new(rules.Value, Where.Region.Slug, texts);
        return null;
    }
}
