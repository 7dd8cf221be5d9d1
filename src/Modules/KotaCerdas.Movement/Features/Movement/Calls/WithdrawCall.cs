using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Model;
using KotaCerdas.Platform;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Movement.Features.Calls;

/// <summary>
/// Withdraws a call whose result is not decided, by a letter and for good. Applications stay as they are; nothing is asked of them any
/// more, and another call of the year and track may be opened.
/// </summary>
internal sealed class WithdrawCall(KotaDb db, Actor actor, Records records)
{
    public async Task<Outcome<Nothing>> RunAsync(CallId id, int version, MinistryReason why, CancellationToken cancel)
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

        if (ChangeReason.Check(why, letterNeeded: true) is { Count: > 0 } problems)
        {
            return problems;
        }

        if (call.Withdraw(actor, records.Now, why) is { } refused)
        {
            return refused;
        }

        records.National(actor, "Movement.Trail.CallWithdrawn", id, new { call.Year, Track = call.Track.ToString() });
        records.Tell(new CallWithdrawn(RegionCode.National, id.Value, call.WithdrawReason));
        return await write.TryCommitAsync(new Problem("Movement.Call.Changed"), cancel) is { } raced ? raced : Outcome.Done;
    }
}
