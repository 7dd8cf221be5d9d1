using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Letters;
using KotaCerdas.Revenue.Features.Levies;
using KotaCerdas.Revenue.Features.Taxpayers;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Mvc;

namespace KotaCerdas.Revenue.Features.Returns;

/// <summary>A return of BPHTB for one deed.</summary>
[Needs(ChargePermissions.FileCode)]
[TakesFiles]
internal sealed class DeedReturnPageModel(
    RegisterDesk desk, KindObjectReading objects, FileReturn file, FileStore files, Texts texts) : RegisterPage(desk)
{
    private readonly RegisterDesk _desk = desk;

    [BindProperty]
    public string? Taxpayer { get; set; }

    [BindProperty]
    public string? Nop { get; set; }

    [BindProperty]
    public string? DeedNumber { get; set; }

    [BindProperty]
    public DateFields DeedOn { get; set; } = new();

    [BindProperty]
    public string? Reason { get; set; }

    public ReturnForm? Form { get; private set; }

    public Problem? NoRules { get; private set; }

    /// <summary>True where a return of this deed is there already.</summary>
    public bool AsksReason { get; private set; }

    public async Task<IActionResult> OnGetAsync(string region, CancellationToken cancel) => await LoadAsync(region, cancel) ?? Page();

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

        var input = new ReturnInput
        {
            Deed = new(Taxpayer ?? string.Empty, Nop ?? string.Empty, (DeedNumber ?? string.Empty).Trim(), on.Value),
            Facts = Form.Facts(Request.Form), Reason = (Reason ?? string.Empty).Trim(),
        };
        var preview = await file.PreviewAsync(Region, input, cancel);
        if (preview.Failed)
        {
            AsksReason = preview.Problems.Any(p => p.Field == "Reason");
            return this.Invalid(preview.Problems);
        }

        Form.Preview = preview.Value;
        AsksReason = preview.Value.Before is not null;
        if (!ReturnForm.Sends(Request.Form))
        {
            return Page();
        }

        var taken = await ReturnForm.TakeAsync(files, _desk.Actor, Code, Request.Form.Files, cancel);
        if (taken.Failed)
        {
            return this.Invalid(taken.Problems);
        }

        var sent = await file.SendAsync(Region, input with { Files = taken.Value }, ReturnForm.SeenOf(Request.Form), cancel);
        return sent.Failed ? this.Invalid(sent.Problems) : this.SeeOther(ChargePaths.Of(Code, sent.Value.ChargeId));
    }

    private async Task<IActionResult?> LoadAsync(string region, CancellationToken cancel)
    {
        if (await OpenAsync(region, ChargePermissions.File, cancel) is { } closed)
        {
            return closed;
        }

        var rules = await objects.RulesAsync(Code, "bphtb", Today, cancel);
        NoRules = rules.Failed ? rules.Problem : null;
        Form = rules.Failed ? null : new(rules.Value, Region.Slug, texts);
        return null;
    }
}
