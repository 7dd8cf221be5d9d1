using KotaCerdas.Platform;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Mvc;

namespace KotaCerdas.Movement.Features.Applications;

/// <summary>Asks why an application is withdrawn, and withdraws it.</summary>
[Needs("movement.application.withdraw")]
internal sealed class WithdrawModel(ApplicationEntry entry, WithdrawApplication withdraw, Texts texts) : ProductPage
{
    public Dossier Dossier { get; private set; } = null!;

    /// <summary>What one does instead once the selection has begun.</summary>
    public string? TooLate => ApplicationRules.RefuseWithdraw(Dossier.Call) is { } problem ? texts.Of(problem) : null;

    [BindProperty]
    public string? Reason { get; set; }

    public async Task<IActionResult> OnGetAsync(Guid call, string region, CancellationToken cancel) =>
        await OpenAsync(call, region, cancel) ?? Page();

    public async Task<IActionResult> OnPostAsync(Guid call, string region, CancellationToken cancel)
    {
        if (await OpenAsync(call, region, cancel) is { } closed)
        {
            return closed;
        }

        var done = await withdraw.RunAsync(Dossier.Region.Code, Dossier.Call.Id, Reason, cancel);
        return done.Failed ? this.Invalid(done.Problems) : this.SeeOther(Paths.Of(Dossier.Call.Id, Dossier.Region.Code));
    }

    private async Task<IActionResult?> OpenAsync(Guid call, string region, CancellationToken cancel)
    {
        var opened = await entry.OpenAsync(call, region, CallPermissions.Withdraw, cancel);
        if (opened.Failed || opened.Value.Application is null)
        {
            return opened.Failed ? ApplicationEntry.Closed(opened.Problem) : NotFound();
        }

        Dossier = opened.Value;
        return null;
    }
}
