using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Letters;
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

    public ObjectReturn Return { get; private set; } = null!;

    public DateOnly Today { get; private set; }

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
                { } file && file.Current.ObjectId == Return.Known.Current.ObjectId)
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
            if (!await LoadAsync(services, (region, token, masa), cancel))
            {
                return NotFound();
            }

            var sent = await services.GetRequiredService<ObjectReturns>()
                .RunAsync(Region, Return, Request, (ReturnChannel.Link, Reason), cancel);
            return sent.Failed ? this.Invalid(sent.Problems)
                : sent.Value is { } charge ? this.SeeOther($"/lapor/{region}/{token}?terima={charge.ChargeId}") : Page();
        });

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
        if (await services.GetRequiredService<ObjectReturns>()
            .OpenAsync(Region, opened.Object, ObjectReturns.MonthOf(address.Month, Today), cancel) is not { } found)
        {
            return false;
        }

        Return = found;
        return true;
    }
}
