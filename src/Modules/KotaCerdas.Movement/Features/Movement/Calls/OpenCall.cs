using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Model;
using KotaCerdas.Platform;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Movement.Features.Calls;

/// <summary>Opens a draft call. It refuses with everything that is missing, each by name.</summary>
internal sealed class OpenCall(KotaDb db, Actor actor, CallSources sources, Trail trail, Outbox outbox, TimeProvider clock)
{
    public async Task<Outcome<Nothing>> RunAsync(CallId id, int version, CancellationToken cancel)
    {
        if (actor.Refuse(CallPermissions.Open, RegionCode.National) is { } refusal)
        {
            return refusal;
        }

        var call = await db.Shared<Call>().SingleOrDefaultAsync(c => c.Id == id, cancel);
        if (call is null || call.Version != version)
        {
            return new Problem(call is null ? "Movement.Call.NotFound" : "Movement.Call.Changed");
        }

        var missing = await MissingAsync(call, cancel);
        if (missing.Count > 0)
        {
            return missing;
        }

        await using var write = await db.BeginWriteAsync(RegionScope.Of(RegionCode.National), cancel);
        if (call.Advance(CallStatus.Open, actor, clock.GetUtcNow().UtcDateTime) is { } problem)
        {
            return problem;
        }

        trail.Add(actor, "Movement.Trail.CallOpened", CallSubject.Of(id));
        outbox.Add(new CallOpened(RegionCode.National, id.Value, call.Year, call.SubmitBy));
        var raced = new Problem("Movement.Call.YearTaken", null, call.Year.ToString());
        return await write.TryCommitAsync(raced, cancel) is { } lost ? lost : Outcome.Done;
    }

    /// <summary>What keeps the call from opening; empty where nothing does.</summary>
    public async Task<List<Problem>> MissingAsync(Call call, CancellationToken cancel)
    {
        var taken = await db.Shared<Call>().AnyAsync(
            c => c.Id != call.Id && c.Year == call.Year && c.Track == call.Track
                && c.Status != CallStatus.Draft && c.Status != CallStatus.Withdrawn, cancel);
        var readiness = new CallReadiness(
            (await sources.InstrumentAsync(call.ApplicationInstrument, call.ApplicationVersion, cancel))?.Instrument,
            (await sources.InstrumentAsync(call.AssessmentInstrument, call.AssessmentVersion, cancel))?.Instrument,
            await sources.CalendarAsync(cancel),
            taken);
        return readiness.Missing(call);
    }
}
