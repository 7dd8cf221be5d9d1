using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Letters;
using KotaCerdas.Revenue.Features.Levies;
using KotaCerdas.Revenue.Features.Taxpayers;
using KotaCerdas.Revenue.Model.Letters;
using KotaCerdas.Revenue.Model.Returns;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Mvc;

namespace KotaCerdas.Revenue.Features.Returns;

/// <summary>A return of an object and month at the counter: computed, shown, sent. The second one of a month corrects the first.</summary>
[Needs(ChargePermissions.FileCode)]
[TakesFiles]
internal sealed class NewReturnPageModel(
    RegisterDesk desk, KindObjectReading objects, ChargeReading charges, FileReturn file, FileStore files, Texts texts) : RegisterPage(desk)
{
    private readonly RegisterDesk _desk = desk;

    public KindObjectFile Known { get; private set; } = null!;

    public DateOnly Month { get; private set; }

    /// <summary>The return that stands, null before the first.</summary>
    public Charge? Before { get; private set; }

    public ReturnForm? Form { get; private set; }

    public Problem? NoRules { get; private set; }

    [BindProperty]
    public string? Reason { get; set; }

    public async Task<IActionResult> OnGetAsync(string region, Guid objek, string? masa, CancellationToken cancel) =>
        await LoadAsync(region, objek, masa, cancel) ?? Page();

    public async Task<IActionResult> OnPostAsync(string region, Guid objek, string? masa, CancellationToken cancel)
    {
        if (await LoadAsync(region, objek, masa, cancel) is { } closed)
        {
            return closed;
        }

        if (Form is null)
        {
            return this.Invalid(NoRules!);
        }

        var input = new ReturnInput
        {
            Object = Known.Current.ObjectId, Month = Month, Facts = Form.Facts(Request.Form), Reason = (Reason ?? string.Empty).Trim(),
        };
        var preview = await file.PreviewAsync(Region, input, cancel);
        if (preview.Failed)
        {
            return this.Invalid(preview.Problems);
        }

        Form.Preview = preview.Value;
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

    private async Task<IActionResult?> LoadAsync(string region, Guid id, string? month, CancellationToken cancel)
    {
        if (await OpenAsync(region, ChargePermissions.File, cancel) is { } closed)
        {
            return closed;
        }

        Month = ReturnForm.MonthOf(month) ?? new DateOnly(Today.Year, Today.Month, 1).AddMonths(-1);
        var to = Month.AddMonths(1).AddDays(-1);
        if (await objects.FindAsync(Code, new KindObjectId(id), to, cancel) is not { } found
            || LetterRules.ReturnOf(found.Kind) is not { } letter)
        {
            return NotFound();
        }

        Known = found;
        var topic = new ChargeTopic(found.Kind, found.Owner, found.Current, found.Current.Number, Month, to);
        Before = await charges.FindAsync(Code, FileReturn.ReferenceOf(letter, topic), cancel);
        var rules = await objects.RulesAsync(Code, found.Current.Kind, to, cancel);
        NoRules = rules.Failed ? rules.Problem : null;
        Form = rules.Failed ? null : new(rules.Value, Region.Slug, texts) { Standing = Facts.Read(Before?.Facts ?? found.Current.Facts) };
        return null;
    }
}
