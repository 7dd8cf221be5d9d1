using KotaCerdas.Platform;
using KotaCerdas.Revenue.Contracts;
using KotaCerdas.Revenue.Features.Taxpayers;
using KotaCerdas.Revenue.Model.Letters;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Revenue.Features.Letters;

/// <summary>
/// Closes requests that nobody has proposed an answer to and that can be answered no more, because what they are about was cancelled or
/// written off: with the decision that does it, and by the nightly run for what was left before. Who asked is told.
/// </summary>
internal sealed class CloseRequests(KotaDb db, RegisterDesk desk, LetterCases cases, ProposalReading reading)
{
    private static readonly ChargeState[] Gone = [ChargeState.Cancelled, ChargeState.WrittenOff];

    /// <summary>Closes those about a charge that a decision has changed, inside the decision's write.</summary>
    /// <param name="at">The case with the charge as it stands after the decision.</param>
    /// <param name="cancel">Ends it.</param>
    public async Task AfterAsync(LetterCase at, CancellationToken cancel)
    {
        if (at.Parent is not { } charge || !Gone.Contains(charge.Standing.State))
        {
            return;
        }

        foreach (var file in await reading.RequestsAsync(charge.Current.RegionCode, charge.Id, cancel))
        {
            if (file.State == RequestState.Received && file.Request.Id != at.Request?.Id)
            {
                Close(at, file.Request);
            }
        }
    }

    /// <summary>Requests of all regions, or of one, that may be such: what they are about was once left with nothing.</summary>
    public async Task<IReadOnlyList<(RegionCode Region, Guid Request)>> LeftAsync(RegionScope scope, CancellationToken cancel)
    {
        var gone = db.In<ChargeEvent>(scope).Where(e => Gone.Contains(e.State)).Select(e => e.ChargeId);
        var proposed = db.In<Proposal>(scope).Where(p => p.RequestId != null).Select(p => p.RequestId!.Value);
        var deemed = db.In<DeemedDecision>(scope).Select(d => d.RequestId);
        var closed = db.In<ClosedRequest>(scope).Select(d => d.RequestId);
        var rows = await db.In<LetterRequest>(scope)
            .Where(r => gone.Contains(r.ChargeId) && !proposed.Contains(r.Id) && !deemed.Contains(r.Id) && !closed.Contains(r.Id))
            .OrderBy(r => r.RegionCode).ThenBy(r => r.Id).Select(r => new { r.RegionCode, r.Id }).ToListAsync(cancel);
        return [.. rows.Select(r => (r.RegionCode, r.Id))];
    }

    /// <summary>Closes one, where nothing can answer it.</summary>
    /// <returns>True where it is closed now.</returns>
    public async Task<Outcome<bool>> RunAsync(RegionCode code, Guid id, CancellationToken cancel)
    {
        var region = await desk.OpenAsync(code, ChargePermissions.Decide, cancel);
        if (region.Failed)
        {
            return region.Problem;
        }

        var request = await db.In<LetterRequest>(RegionScope.Of(code)).AsNoTracking().SingleAsync(r => r.Id == id, cancel);
        var at = await cases.OpenAsync(region.Value, new(request.Letter, request.ChargeId, null, default, default), cancel);
        if (at.Failed)
        {
            return at.Problem;
        }

        await using var write = await db.BeginWriteAsync(RegionScope.Of(code), cancel);
        if (!Gone.Contains(at.Value.Parent!.Standing.State) || !Close(at.Value, request))
        {
            return false;
        }

        return await RegisterDesk.TryCommitAsync(write, cancel) is { } raced ? raced : true;
    }

    /// <summary>True where no answer can follow, so that it is closed in the open write.</summary>
    private bool Close(LetterCase at, LetterRequest request)
    {
        if (LetterOrder.Refuse(at with { Letter = request.Rule }) is null)
        {
            return false;
        }

        if (at.Parent!.Events.LastOrDefault(e => Gone.Contains(e.State) && e.Letter.Length > 0) is not { } cause)
        {
            return false;
        }

        db.Add(new ClosedRequest
        {
            RegionCode = request.RegionCode, RequestId = request.Id, ChargeId = request.ChargeId, ClosedOn = at.On,
            Cause = cause.Letter, DocumentId = cause.DocumentId, RecordedAt = desk.Now, RecordedBy = desk.Actor.User,
            RecordedByName = desk.Actor.Name,
        });
        desk.Tell(new RequestAnswered(request.RegionCode, request.Id, RequestAnswered.Closed));
        desk.NoteThing(
            "Revenue.Trail.RequestClosed", new(request.RegionCode, LetterText.ChargeSubject, request.ChargeId.ToString()),
            new { request.Letter, cause = cause.Letter });
        return true;
    }
}
