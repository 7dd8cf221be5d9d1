using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Letters;
using KotaCerdas.Revenue.Features.Taxpayers;
using KotaCerdas.Revenue.Model.Letters;
using KotaCerdas.Revenue.Model.Returns;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Mvc;

namespace KotaCerdas.Revenue.Features.Returns;

/// <summary>A return of an object and month at the counter: computed, shown, sent. The second one of a month corrects the first.</summary>
[Needs(ChargePermissions.FileCode)]
[TakesFiles]
internal sealed class NewReturnPageModel(RegisterDesk desk, ObjectReturns returns) : RegisterPage(desk)
{
    public ObjectReturn Return { get; private set; } = null!;

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

        var sent = await returns.RunAsync(Region, Return, Request, (ReturnChannel.Counter, Reason), cancel);
        return sent.Failed ? this.Invalid(sent.Problems)
            : sent.Value is { } charge ? this.SeeOther(ChargePaths.Of(Code, charge.ChargeId)) : Page();
    }

    private async Task<IActionResult?> LoadAsync(string region, Guid id, string? month, CancellationToken cancel)
    {
        if (await OpenAsync(region, ChargePermissions.File, cancel) is { } closed)
        {
            return closed;
        }

        if (await returns.OpenAsync(Region, new KindObjectId(id), ObjectReturns.MonthOf(month, Today), cancel) is not { } opened)
        {
            return NotFound();
        }

        Return = opened;
        return null;
    }
}
