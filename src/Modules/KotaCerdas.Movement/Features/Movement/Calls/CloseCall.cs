using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Model;
using KotaCerdas.Platform;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Movement.Features.Calls;

/// <summary>Closes a call after its last day has ended in every zone. Regions were promised that day, so it cannot be cut short.</summary>
internal sealed class CloseCall(KotaDb db, Actor actor, Trail trail, TimeProvider clock)
{
    public async Task<Outcome<Nothing>> RunAsync(CallId id, int version, CancellationToken cancel)
    {
        if (actor.Refuse(CallPermissions.Open, RegionCode.National) is { } refusal)
        {
            return refusal;
        }

        await using var write = await db.BeginWriteAsync(RegionScope.Of(RegionCode.National), cancel);
        var call = await db.Shared<Call>().SingleOrDefaultAsync(c => c.Id == id, cancel);
        if (call is null || call.Version != version)
        {
            return new Problem(call is null ? "Movement.Call.NotFound" : "Movement.Call.Changed");
        }

        var now = clock.GetUtcNow();
        if (call.Status == CallStatus.Open && !call.SubmissionEnded(now))
        {
            return new Problem("Movement.Call.CloseTooEarly", null, call.SubmitBy);
        }

        if (call.Advance(CallStatus.Closed, actor, now.UtcDateTime) is { } problem)
        {
            return problem;
        }

        trail.Add(actor, "Movement.Trail.CallClosed", CallSubject.Of(id));
        return await write.TryCommitAsync(new Problem("Movement.Call.Changed"), cancel) is { } raced ? raced : Outcome.Done;
    }
}
