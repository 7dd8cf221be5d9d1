using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Letters;
using KotaCerdas.Revenue.Features.Levies;
using KotaCerdas.Revenue.Features.Taxpayers;
using KotaCerdas.Revenue.Model.Letters;
using KotaCerdas.Revenue.Model.Returns;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.DependencyInjection;

namespace KotaCerdas.Revenue.Features.Returns;

/// <summary>
/// A return by a link, without an account: who holds the link files for the one object that it names. The page shows nothing of the
/// taxpayer but the name of the object.
/// </summary>
[TakesFiles]
internal sealed class LinkReturnPageModel(IServiceScopeFactory scopes, Texts texts) : ProductPage
{
    public Region Region { get; private set; } = null!;

    public KindObjectFile Known { get; private set; } = null!;

    public DateOnly Today { get; private set; }

    public DateOnly Month { get; private set; }

    public Charge? Before { get; private set; }

    public ReturnForm? Form { get; private set; }

    public Problem? NoRules { get; private set; }

    /// <summary>The receipt, after sending.</summary>
    public Charge? Sent { get; private set; }

    public string CheckPath { get; private set; } = string.Empty;

    [BindProperty]
    public string? Reason { get; set; }

    public Task<IActionResult> OnGetAsync(string region, string token, string? masa, Guid? terima, CancellationToken cancel) =>
        AsHolderAsync(async services =>
        {
            if (!await LoadAsync(services, (region, token, masa), cancel))
            {
                return NotFound();
            }

            if (terima is { } id && await services.GetRequiredService<ChargeReading>().FindAsync(Region.Code, new ChargeId(id), cancel) is
                { } file && file.Current.ObjectId == Known.Current.ObjectId)
            {
                Sent = file.Current;
                var document = await services.GetRequiredService<DocumentRegister>()
                    .FindAsync(Region.Code, file.Current.DocumentId!.Value, cancel);
                CheckPath = DocumentSurroundings.CheckPath + document!.CheckCode;
            }

            return Page();
        });

    public Task<IActionResult> OnPostAsync(string region, string token, string? masa, CancellationToken cancel) =>
        AsHolderAsync(async services =>
        {
            if (!await LoadAsync(services, (region, token, masa), cancel) || Form is null)
            {
                return NotFound();
            }

            var file = services.GetRequiredService<FileReturn>();
            var input = new ReturnInput
            {
                Object = Known.Current.ObjectId, Month = Month, Facts = Form.Facts(Request.Form), Channel = ReturnChannel.Link,
                Reason = (Reason ?? string.Empty).Trim(),
            };
            var preview = await file.PreviewAsync(Region, input, cancel);
            if (preview.Failed)
            {
                return this.Invalid(preview.Problems);
            }

            Form.Preview = preview.Value;
            return ReturnForm.Sends(Request.Form) ? await SendAsync(services, file, input, $"/lapor/{region}/{token}", cancel) : Page();
        });

    private async Task<IActionResult> SendAsync(
        IServiceProvider services, FileReturn file, ReturnInput input, string path, CancellationToken cancel)
    {
        var taken = await ReturnForm.TakeAsync(
            services.GetRequiredService<FileStore>(), services.GetRequiredService<Actor>(), Region.Code, Request.Form.Files, cancel);
        if (taken.Failed)
        {
            return this.Invalid(taken.Problems);
        }

        var sent = await file.SendAsync(Region, input with { Files = taken.Value }, ReturnForm.SeenOf(Request.Form), cancel);
        return sent.Failed ? this.Invalid(sent.Problems) : this.SeeOther($"{path}?terima={sent.Value.ChargeId}");
    }

    /// <summary>Runs as who holds the link: nobody with an account, but not nameless in the trail.</summary>
    private async Task<IActionResult> AsHolderAsync(Func<IServiceProvider, Task<IActionResult>> run)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentActor>().Value = new(null, texts["Revenue.Return.Holder"], []);
        return await run(scope.ServiceProvider);
    }

    private async Task<bool> LoadAsync(
        IServiceProvider services, (string Region, string Token, string? Month) address, CancellationToken cancel)
    {
        var links = services.GetRequiredService<ReturnLinks>();
        if (await links.OpenAsync(address.Region, address.Token, cancel) is not { } opened)
        {
            return false;
        }

        Region = opened.Region;
        Today = services.GetRequiredService<RegisterDesk>().Today(Region);
        Month = ReturnForm.MonthOf(address.Month) ?? new DateOnly(Today.Year, Today.Month, 1).AddMonths(-1);
        var (objects, to) = (services.GetRequiredService<KindObjectReading>(), Month.AddMonths(1).AddDays(-1));
        if (await objects.FindAsync(Region.Code, opened.Object, to, cancel) is not { } found
            || LetterRules.ReturnOf(found.Kind) is not { } letter)
        {
            return false;
        }

        Known = found;
        var topic = new ChargeTopic(found.Kind, found.Owner, found.Current, found.Current.Number, Month, to);
        Before = await services.GetRequiredService<ChargeReading>()
            .FindAsync(Region.Code, FileReturn.ReferenceOf(letter, topic), cancel);
        var rules = await objects.RulesAsync(Region.Code, found.Current.Kind, to, cancel);
        NoRules = rules.Failed ? rules.Problem : null;
        Form = rules.Failed ? null : new(rules.Value, Region.Slug, texts) { Standing = Facts.Read(Before?.Facts ?? found.Current.Facts) };
        return true;
    }
}
