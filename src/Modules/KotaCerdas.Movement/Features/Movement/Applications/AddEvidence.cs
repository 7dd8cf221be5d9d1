using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Model;
using KotaCerdas.Platform;
using KotaCerdas.Platform.Instruments;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Movement.Features.Applications;

/// <summary>A document to add to an answer.</summary>
internal sealed record EvidenceInput(string Item, string Title, string PageAnchor, DateOnly? ValidFrom, DateOnly? ValidUntil);

/// <summary>Adds and takes off evidence. A file that the region has already is taken, and the page says where it is used.</summary>
internal sealed class AddEvidence(KotaDb db, Actor actor, ApplicationDesk desk, FileStore files, Trail trail, TimeProvider clock)
{
    public const int TitleLength = 200;
    public const int AnchorLength = 100;

    /// <returns>Name of an earlier file with the same content, or empty.</returns>
    public async Task<Outcome<string>> RunAsync(
        RegionCode region, CallId id, EvidenceInput input, (Stream Content, string Name) file, CancellationToken cancel)
    {
        if (actor.Refuse(CallPermissions.Edit, region) is { } refusal)
        {
            return refusal;
        }

        var before = await desk.ReadAsync(region, id, cancel);
        if (before.Failed)
        {
            return before.Problem;
        }

        if (Check(before.Value, input).Count > 0)
        {
            return Outcome.Fail<string>(await CheckAsync(before.Value, input, file, cancel));
        }

        var taken = await files.TakeAsync(actor, region, file.Content, file.Name, cancel);
        if (taken.Failed)
        {
            return taken.Problem.On("File");
        }

        db.ChangeTracker.Clear();
        await using var write = await db.BeginWriteAsync(RegionScope.Of(region), cancel);
        var read = await desk.ReadAsync(region, id, cancel);
        if (read.Failed || ApplicationRules.RefuseEdit(read.Value, clock.GetUtcNow()) is not null)
        {
            return read.Failed ? read.Problem : ApplicationRules.RefuseEdit(read.Value, clock.GetUtcNow())!;
        }

        var evidence = RowOf(region, id, input, taken.Value.File);
        db.Add(taken.Value.File);
        db.Add(evidence);
        trail.Add(actor, "Movement.Trail.EvidenceAdded", ApplicationSubject.Of(region, id), new { input.Item, taken.Value.File.Sha256 });
        Count(read.Value, [.. read.Value.Evidence.SelectMany(e => e), evidence]);
        var raced = await write.TryCommitAsync(new Problem("Movement.Application.Raced"), cancel);
        return raced is null ? taken.Value.SameContent?.Name ?? string.Empty : raced;
    }

    /// <summary>Takes evidence off an answer. The file stays in the store.</summary>
    public async Task<Outcome<Nothing>> RemoveAsync(RegionCode region, CallId id, Guid evidence, CancellationToken cancel)
    {
        if (actor.Refuse(CallPermissions.Edit, region) is { } refusal)
        {
            return refusal;
        }

        await using var write = await db.BeginWriteAsync(RegionScope.Of(region), cancel);
        var read = await desk.ReadAsync(region, id, cancel);
        if (read.Failed || ApplicationRules.RefuseEdit(read.Value, clock.GetUtcNow()) is not null)
        {
            return read.Failed ? read.Problem : ApplicationRules.RefuseEdit(read.Value, clock.GetUtcNow())!;
        }

        var all = read.Value.Evidence.SelectMany(e => e).ToList();
        if (all.Find(e => e.Id == evidence) is not { } row)
        {
            return Outcome.Done;
        }

        (row.RemovedAt, row.RemovedBy) = (clock.GetUtcNow().UtcDateTime, actor.User);
        trail.Add(actor, "Movement.Trail.EvidenceRemoved", ApplicationSubject.Of(region, id), new { row.ItemCode, row.Sha256 });
        Count(read.Value, all.Where(e => e.Id != evidence));
        return await write.TryCommitAsync(new Problem("Movement.Application.Raced"), cancel) is { } raced ? raced : Outcome.Done;
    }

    /// <summary>Evidence of a region in force, with its stored file; null where the region has no such evidence.</summary>
    public async Task<StoredFile?> FileAsync(RegionCode region, CallId id, Guid evidence, CancellationToken cancel)
    {
        var row = await db.In<Evidence>(RegionScope.Of(region)).AsNoTracking()
            .SingleOrDefaultAsync(e => e.RegionCode == region && e.Id == evidence && e.CallId == id, cancel);
        return row is null ? null : await files.FindAsync(region, new FileId(row.FileId), cancel);
    }

    /// <summary>Everything that is wrong, the file too, where the application is open for it. Nothing is kept.</summary>
    public async Task<IReadOnlyList<Problem>> CheckAsync(
        Dossier of, EvidenceInput input, (Stream Content, string Name)? file, CancellationToken cancel)
    {
        var problems = Check(of, input);
        if (problems.Exists(p => p.Field is null))
        {
            return problems;
        }

        var refused = file is { } given ? (await files.RefuseAsync(given.Content, given.Name, cancel))?.On("File")
            : new Problem("Movement.Evidence.FileNeeded", "File");
        return refused is null ? problems : [refused, .. problems];
    }

    private List<Problem> Check(Dossier file, EvidenceInput input)
    {
        List<Problem> problems = [];
        if (ApplicationRules.RefuseEdit(file, clock.GetUtcNow()) is { } closed)
        {
            problems.Add(closed);
        }

        if (!file.Instrument.Items.Any(i => i.Code == input.Item && i.Evidence != EvidenceRule.None))
        {
            problems.Add(new("Movement.Evidence.NotAsked"));
        }

        if (input.Title.Length is 0 or > TitleLength)
        {
            problems.Add(new("Movement.Evidence.TitleNeeded", "Title", TitleLength));
        }

        if (input.PageAnchor.Length > AnchorLength)
        {
            problems.Add(new("Movement.Evidence.AnchorLong", "PageAnchor", AnchorLength));
        }

        if (input.ValidFrom > input.ValidUntil)
        {
            problems.Add(new("Movement.Evidence.ValidOrder", "ValidUntil"));
        }

        return problems;
    }

    private Evidence RowOf(RegionCode region, CallId id, EvidenceInput input, StoredFile stored) => new()
    {
        RegionCode = region,
        Id = Ids.New(clock),
        CallId = id,
        ItemCode = input.Item,
        FileId = stored.Id.Value,
        Sha256 = stored.Sha256,
        Title = input.Title,
        PageAnchor = input.PageAnchor,
        ValidFrom = input.ValidFrom,
        ValidUntil = input.ValidUntil,
        AddedAt = clock.GetUtcNow().UtcDateTime,
        AddedBy = actor.User,
    };

    private void Count(Dossier file, IEnumerable<Evidence> evidence) =>
        desk.Count(file with { Evidence = evidence.ToLookup(e => e.ItemCode, StringComparer.Ordinal) }, actor, clock);
}
