using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Model;
using KotaCerdas.Platform;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Movement.Features.Calls;

/// <summary>
/// Moves the last day of an open call later, also after it has passed, and with it the assessment. Regions were promised the earlier day,
/// so it never moves back.
/// </summary>
internal sealed class ExtendCall(KotaDb db, Actor actor, OpenCall open, Records records)
{
    public async Task<Outcome<Nothing>> RunAsync(CallId id, int version, CallDays days, MinistryReason why, CancellationToken cancel)
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

        if (call.Status != CallStatus.Open)
        {
            return new Problem("Movement.Call.ExtendNotOpen");
        }

        List<Problem> problems = [.. CheckDays(call, days), .. ChangeReason.Check(why, letterNeeded: false)];
        if (problems.Count > 0)
        {
            return problems;
        }

        var number = 1 + await db.Shared<CallExtension>().CountAsync(x => x.CallId == id, cancel);
        var extension = call.Extend(number, days, why, (actor, records.Now));

        // The days may reach a year without a calendar, or outlast an instrument.
        if (await open.MissingAsync(call, cancel) is { Count: > 0 } missing)
        {
            return missing;
        }

        await using var write = await db.BeginWriteAsync(RegionScope.Of(RegionCode.National), cancel);
        db.Add(extension);
        records.National(actor, "Movement.Trail.CallExtended", id, new { from = extension.OldSubmitBy, to = extension.NewSubmitBy });
        records.Tell(new CallExtended(RegionCode.National, id.Value, extension.NewSubmitBy, extension.Reason));
        return await write.TryCommitAsync(new Problem("Movement.Call.Changed"), cancel) is { } raced ? raced : Outcome.Done;
    }

    private IEnumerable<Problem> CheckDays(Call call, CallDays days)
    {
        if (days.SubmitBy <= call.SubmitBy)
        {
            yield return new("Movement.Call.ExtendEarlier", nameof(days.SubmitBy), call.SubmitBy);
        }
        else if (days.SubmitBy < records.Today(RegionZone.WIB))
        {
            yield return new("Movement.Call.ExtendPast", nameof(days.SubmitBy), records.Today(RegionZone.WIB));
        }

        foreach (var problem in CallYear.Check(call.Year, days))
        {
            yield return problem;
        }

        if (days.AssessFrom <= days.SubmitBy)
        {
            yield return new("Movement.Call.AssessBeforeSubmit", nameof(days.AssessFrom), days.SubmitBy);
        }

        if (days.AssessTo < days.AssessFrom)
        {
            yield return new("Movement.Call.AssessOrder", nameof(days.AssessTo), days.AssessFrom);
        }
    }
}
