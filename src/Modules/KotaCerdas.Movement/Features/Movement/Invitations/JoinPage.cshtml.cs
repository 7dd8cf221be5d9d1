using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Features.Calls;
using KotaCerdas.Movement.Model;
using KotaCerdas.Platform;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace KotaCerdas.Movement.Features.Invitations;

/// <summary>A region that was not invited asks to join.</summary>
[Needs("movement.application.submit")]
internal sealed class JoinPageModel(CallRows calls, Volunteer volunteer, Actor actor) : ProductPage
{
    public Call Call { get; private set; } = null!;

    /// <summary>Why the region cannot ask now, or null.</summary>
    public Problem? Refusal { get; private set; }

    /// <summary>What it can take part in instead; looked up where it cannot ask.</summary>
    public IReadOnlyList<Call> Instead { get; private set; } = [];

    [BindProperty]
    public string? Reason { get; set; }

    public async Task<IActionResult> OnGetAsync(Guid id, string region, CancellationToken cancel)
    {
        if (await OpenAsync(id, region, cancel) is { } closed)
        {
            return closed;
        }

        var place = RegionCode.Parse(region);
        Refusal = await volunteer.RefuseAsync(place, Call.Id, cancel);
        Instead = Refusal is null ? [] : [.. (await volunteer.OpenToAsync(place, cancel)).Where(c => c.Id != Call.Id)];
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid id, string region, CancellationToken cancel)
    {
        if (await OpenAsync(id, region, cancel) is { } closed)
        {
            return closed;
        }

        var asked = await volunteer.AskAsync(RegionCode.Parse(region), Call.Id, Reason, cancel);
        return asked.Failed ? this.Invalid(asked.Problems) : this.SeeOther(Paths.Mine);
    }

    private async Task<IActionResult?> OpenAsync(Guid id, string region, CancellationToken cancel)
    {
        if (!RegionCode.TryParse(region, out var code))
        {
            return NotFound();
        }

        if (!actor.May(CallPermissions.Submit, code))
        {
            return new StatusCodeResult(StatusCodes.Status403Forbidden);
        }

        if (await calls.FindAsync(new CallId(id), cancel) is not { } call || call.Status == CallStatus.Draft)
        {
            return NotFound();
        }

        Call = call;
        return null;
    }
}
