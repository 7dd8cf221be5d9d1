using KotaCerdas.Platform;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Mvc;

namespace KotaCerdas.Movement.Features.Applications;

/// <summary>Says that an application is submitted, what happens next and by when.</summary>
[Needs(CallPermissions.ReadCode)]
internal sealed class SentModel(ApplicationEntry entry) : ProductPage
{
    public Dossier Dossier { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(Guid call, string region, CancellationToken cancel)
    {
        var opened = await entry.OpenAsync(call, region, CallPermissions.Read, cancel);
        if (opened.Failed)
        {
            return ApplicationEntry.Closed(opened.Problem);
        }

        Dossier = opened.Value;
        return Dossier.Application?.SubmittedAt is null ? this.SeeOther(Paths.Of(Dossier.Call.Id, Dossier.Region.Code)) : Page();
    }
}
