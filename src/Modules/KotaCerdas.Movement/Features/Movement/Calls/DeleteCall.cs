using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Model;
using KotaCerdas.Platform;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Movement.Features.Calls;

/// <summary>Deletes a draft: nobody was invited to it. A call that was opened is withdrawn instead.</summary>
internal sealed class DeleteCall(KotaDb db, Actor actor, Records records)
{
    public async Task<Outcome<Nothing>> RunAsync(CallId id, int version, CancellationToken cancel)
    {
        if (actor.Refuse(CallPermissions.Manage, RegionCode.National) is { } refusal)
        {
            return refusal;
        }

        await using var write = await db.BeginWriteAsync(RegionScope.Of(RegionCode.National), cancel);
        var call = await db.Shared<Call>().SingleOrDefaultAsync(c => c.Id == id, cancel);
        if (call is null || call.Version != version)
        {
            return new Problem(call is null ? "Movement.Call.NotFound" : "Movement.Call.Changed");
        }

        if (call.Status != CallStatus.Draft)
        {
            return new Problem("Movement.Call.DeleteOpened");
        }

        db.Remove(call);
        records.National(actor, "Movement.Trail.CallDeleted", id, new { call.Year, Track = call.Track.ToString(), call.TitleId });
        return await write.TryCommitAsync(new Problem("Movement.Call.Changed"), cancel) is { } raced ? raced : Outcome.Done;
    }
}
