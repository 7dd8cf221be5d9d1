using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Model.Deciding;
using KotaCerdas.Platform;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Movement.Features.Objections;

/// <summary>A region objects to the announced decision about itself, once, while its window is open.</summary>
internal sealed class FileObjection(KotaDb db, Actor actor, Records records)
{
    public const int GroundsLength = 4_000;

    public async Task<Outcome<Guid>> RunAsync(CallId callId, RegionCode region, string grounds, CancellationToken cancel)
    {
        if (actor.User is not { } user || actor.Refuse(AssessmentPermissions.FileObjection, region) is not null)
        {
            return new Problem("Platform.Access.NotAllowed");
        }

        var scope = RegionScope.Of(region);
        var windows = await db.In<ObjectionWindow>(scope).AsNoTracking().Where(w => w.CallId == callId).ToListAsync(cancel);
        var window = windows.MaxBy(w => w.DecisionId);
        if (window is null)
        {
            return new Problem("Movement.Objection.NoWindow");
        }

        var zone = await db.Shared<Region>().Where(r => r.Code == region).Select(r => r.Zone).SingleAsync(cancel);
        var today = records.Today(zone);
        if (today > window.LastOn)
        {
            return new Problem("Movement.Objection.Late", null, window.LastOn);
        }

        if (await db.In<Objection>(scope).AnyAsync(o => o.CallId == callId && o.DecisionId == window.DecisionId, cancel))
        {
            return new Problem("Movement.Objection.Already");
        }

        if (grounds.Trim().Length is < 30 or > GroundsLength)
        {
            return new Problem("Movement.Objection.GroundsLength", "Grounds", 30, GroundsLength);
        }

        var objection = new Objection
        {
            RegionCode = region,
            Id = records.NewId(),
            CallId = callId,
            DecisionId = window.DecisionId,
            Grounds = grounds.Trim(),
            FiledAt = records.Now,
            FiledOn = today,
            FiledBy = user,
            FiledByName = actor.Name,
        };
        await using var write = await db.BeginWriteAsync(scope, cancel);
        db.Add(objection);
        records.Of(actor, "Movement.Trail.ObjectionFiled", region, callId);
        records.Tell(new ObjectionFiled(region, callId.Value, objection.Id));
        if (await write.TryCommitAsync(Records.Raced, cancel) is { } raced)
        {
            return raced;
        }

        return objection.Id;
    }
}
