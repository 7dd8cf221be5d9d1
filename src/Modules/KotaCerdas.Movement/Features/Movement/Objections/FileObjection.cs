using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Model.Deciding;
using KotaCerdas.Platform;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Movement.Features.Objections;

/// <summary>An objection as a region files it.</summary>
internal sealed record ObjectionInput(CallId Call, RegionCode Region, string Grounds)
{
    /// <summary>A document that supports it, or null.</summary>
    public (Stream Content, string Name)? File { get; init; }
}

/// <summary>A region objects to the announced decision about itself, once, while its window is open.</summary>
internal sealed class FileObjection(KotaDb db, Actor actor, FileStore files, Records records)
{
    public const int GroundsLength = 4_000;

    public async Task<Outcome<Guid>> RunAsync(ObjectionInput input, CancellationToken cancel)
    {
        if (actor.User is not { } user || actor.Refuse(AssessmentPermissions.FileObjection, input.Region) is not null)
        {
            return new Problem("Platform.Access.NotAllowed");
        }

        var open = await OpenAsync(input, cancel);
        if (open.Failed)
        {
            return open.Problem;
        }

        Outcome<TakenFile>? taken = null;
        if (input.File is { } file)
        {
            taken = await files.TakeAsync(actor, input.Region, file.Content, file.Name, cancel);
        }

        if (taken is { Failed: true } refused)
        {
            return refused.Problem.On("Upload");
        }

        var (window, today) = open.Value;
        var objection = new Objection
        {
            RegionCode = input.Region,
            Id = records.NewId(),
            CallId = input.Call,
            DecisionId = window.DecisionId,
            Grounds = input.Grounds.Trim(),
            FiledAt = records.Now,
            FiledOn = today,
            FiledBy = user,
            FiledByName = actor.Name,
        };
        await using var write = await db.BeginWriteAsync(RegionScope.Of(input.Region), cancel);
        db.Add(objection);
        if (taken is { } kept)
        {
            db.Add(kept.Value.File);
            db.Add(FileOf(objection, kept.Value.File));
        }

        records.Of(actor, "Movement.Trail.ObjectionFiled", input.Region, input.Call);
        records.Tell(new ObjectionFiled(input.Region, input.Call.Value, objection.Id));
        return await write.TryCommitAsync(Records.Raced, cancel) is { } raced ? raced : objection.Id;
    }

    /// <summary>The window in which the objection falls and today in the region, or why there can be none.</summary>
    private async Task<Outcome<(ObjectionWindow Window, DateOnly Today)>> OpenAsync(ObjectionInput input, CancellationToken cancel)
    {
        var scope = RegionScope.Of(input.Region);
        var windows = await db.In<ObjectionWindow>(scope).AsNoTracking().Where(w => w.CallId == input.Call).ToListAsync(cancel);
        if (windows.MaxBy(w => w.DecisionId) is not { } window)
        {
            return new Problem("Movement.Objection.NoWindow");
        }

        var zone = await db.Shared<Region>().Where(r => r.Code == input.Region).Select(r => r.Zone).SingleAsync(cancel);
        var today = records.Today(zone);
        if (today > window.LastOn)
        {
            return new Problem("Movement.Objection.Late", null, window.LastOn);
        }

        if (await db.In<Objection>(scope).AnyAsync(o => o.CallId == input.Call && o.DecisionId == window.DecisionId, cancel))
        {
            return new Problem("Movement.Objection.Already");
        }

        return input.Grounds.Trim().Length is < 30 or > GroundsLength
            ? new Problem("Movement.Objection.GroundsLength", "Grounds", 30, GroundsLength)
            : (window, today);
    }

    private static ObjectionFile FileOf(Objection objection, StoredFile file) => new()
    {
        RegionCode = objection.RegionCode,
        ObjectionId = objection.Id,
        FileId = file.Id.Value,
        Name = file.Name,
        Sha256 = file.Sha256,
        AddedAt = objection.FiledAt,
    };
}
