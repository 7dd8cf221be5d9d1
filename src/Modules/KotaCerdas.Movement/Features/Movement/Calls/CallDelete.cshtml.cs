using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Model;
using KotaCerdas.Platform;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Mvc;

namespace KotaCerdas.Movement.Features.Calls;

/// <summary>Asks once more before a draft is deleted.</summary>
[Needs(CallPermissions.ManageCode)]
internal sealed class CallDeleteModel(CallRows rows, DeleteCall delete) : ProductPage
{
    public Call Call { get; private set; } = null!;

    /// <summary>Version of the draft that the page shows.</summary>
    public int Version { get; private set; }

    public Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancel) => LoadAsync(id, null, cancel);

    public async Task<IActionResult> OnPostAsync(Guid id, int version, CancellationToken cancel)
    {
        var done = await delete.RunAsync(new CallId(id), version, cancel);
        return done.Failed ? await LoadAsync(id, done.Problems, cancel) : this.SeeOther(Paths.Calls);
    }

    private async Task<IActionResult> LoadAsync(Guid id, IReadOnlyList<Problem>? problems, CancellationToken cancel)
    {
        if (await rows.FindAsync(new CallId(id), cancel) is not { } call || (problems is null && call.Status != CallStatus.Draft))
        {
            return NotFound();
        }

        (Call, Version) = (call, call.Version);
        return problems is null ? Page() : this.Invalid(problems);
    }
}
