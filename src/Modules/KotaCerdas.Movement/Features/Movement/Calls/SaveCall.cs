using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Model;
using KotaCerdas.Platform;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Movement.Features.Calls;

/// <summary>Writes a draft call, or changes it while it is a draft.</summary>
internal sealed class SaveCall(KotaDb db, Actor actor, CallRows rows, Trail trail, TimeProvider clock)
{
    public async Task<Outcome<CallId>> CreateAsync(CallInput input, bool generated, CancellationToken cancel)
    {
        if (await RefusedAsync(input, cancel) is { } refused)
        {
            return refused;
        }

        var now = clock.GetUtcNow().UtcDateTime;
        var call = New(input, now, generated);
        await using var write = await db.BeginWriteAsync(RegionScope.Of(RegionCode.National), cancel);
        db.Add(call);
        trail.Add(actor, "Movement.Trail.CallDrafted", CallSubject.Of(call.Id), new { call.Year, Track = call.Track.ToString() });
        await write.CommitAsync(cancel);
        return call.Id;
    }

    public async Task<Outcome<CallId>> UpdateAsync(CallId id, int version, CallInput input, CancellationToken cancel)
    {
        if (await RefusedAsync(input, cancel) is { } refused)
        {
            return refused;
        }

        await using var write = await db.BeginWriteAsync(RegionScope.Of(RegionCode.National), cancel);
        var call = await db.Shared<Call>().SingleOrDefaultAsync(c => c.Id == id, cancel);
        if (call is null || call.Status != CallStatus.Draft)
        {
            return new Problem(call is null ? "Movement.Call.NotFound" : "Movement.Call.NotDraft");
        }

        if (call.Version != version)
        {
            return new Problem("Movement.Call.Changed");
        }

        input.ApplyTo(call);
        call.Touch();
        trail.Add(actor, "Movement.Trail.CallChanged", CallSubject.Of(id));
        return await write.TryCommitAsync(new Problem("Movement.Call.Changed"), cancel) is { } raced ? raced : id;
    }

    private async Task<List<Problem>?> RefusedAsync(CallInput input, CancellationToken cancel)
    {
        var problems = actor.Refuse(CallPermissions.Manage, RegionCode.National) is { } refusal ? [refusal]
            : input.Check(await rows.AdmittedAsync(cancel));
        return problems.Count > 0 ? problems : null;
    }

    private Call New(CallInput input, DateTime now, bool generated)
    {
        var call = new Call
        {
            Id = Ids.New<CallId>(clock),
            Year = input.Year,
            Track = input.Track,
            TitleId = input.TitleId,
            TitleEn = input.TitleEn,
            ApplicationInstrument = input.Application.Code,
            ApplicationVersion = input.Application.Version,
            AssessmentInstrument = input.Assessment.Code,
            AssessmentVersion = input.Assessment.Version,
            LegalBasis = input.LegalBasis,
            LetterNumber = input.LetterNumber,
            OpensOn = input.OpensOn,
            SubmitBy = input.SubmitBy,
            ReturnDays = input.ReturnDays,
            AssessFrom = input.AssessFrom,
            AssessTo = input.AssessTo,
            ObjectionDays = input.ObjectionDays,
            ObjectionInWorkingDays = input.ObjectionInWorkingDays,
            Quota = input.Quota,
            ReserveSize = input.ReserveSize,
            Generated = generated,
            CreatedBy = actor.User,
            CreatedAt = now,
        };
        input.ApplyTo(call);
        return call;
    }
}

/// <summary>A call as the subject of the trail.</summary>
internal static class CallSubject
{
    public static Subject Of(CallId id) => new(RegionCode.National, "movement.call", id.ToString());
}
