using KotaCerdas.Platform;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Mvc;
using BackgroundOperations = KotaCerdas.Platform.Operations;

namespace KotaCerdas.Features.Platform.Work;

/// <summary>
/// One background operation: how far, how long left, what came of it. The page loads itself again while the operation is not at its end.
/// </summary>
[Needs]
internal sealed class OperationDetailModel(BackgroundOperations operations, KotaDb db, Actor actor, Texts texts, TimeProvider clock)
    : ProductPage
{
    private const string ReloadAfterSeconds = "3";

    public OperationRow Operation { get; private set; } = null!;

    public RegionTitles Regions { get; private set; } = RegionTitles.None;

    public OperationResult? Result => Operation.Result is { } json ? OperationResult.FromJson(json) : null;

    /// <summary>Whole minutes left at the speed so far, at least one; null where it cannot be told.</summary>
    public int? MinutesLeft
    {
        get
        {
            var (done, total) = (Operation.ProgressDone, Operation.ProgressTotal);
            if (Operation.State != OperationState.Running || done == 0 || total <= done || Operation.StartedAt is not { } started)
            {
                return null;
            }

            return (int)Math.Ceiling((clock.GetUtcNow().UtcDateTime - started).TotalMinutes * (total - done) / done);
        }
    }

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancel)
    {
        if (!await LoadAsync(id, cancel))
        {
            return NotFound();
        }

        if (!Operation.Ended)
        {
            Response.Headers["Refresh"] = ReloadAfterSeconds;
        }

        return Page();
    }

    public Task<IActionResult> OnPostCancelAsync(Guid id, CancellationToken cancel) => ChangeAsync(id, operations.CancelAsync, cancel);

    public Task<IActionResult> OnPostRetryAsync(Guid id, CancellationToken cancel) => ChangeAsync(id, operations.RetryAsync, cancel);

    private async Task<IActionResult> ChangeAsync(
        Guid id, Func<Actor, OperationId, CancellationToken, Task<Outcome<Nothing>>> change, CancellationToken cancel)
    {
        if (!await LoadAsync(id, cancel))
        {
            return NotFound();
        }

        var changed = await change(actor, new OperationId(id), cancel);
        return changed.Failed ? this.Invalid(changed.Problems) : this.SeeOther($"/operasi/{id}");
    }

    private async Task<bool> LoadAsync(Guid id, CancellationToken cancel)
    {
        var found = await operations.FindAsync(actor, new OperationId(id), cancel);
        if (found is null)
        {
            return false;
        }

        (Operation, Regions) = (found, await RegionTitles.OfAsync(db, texts, [found.RegionCode], cancel));
        return true;
    }
}
