using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Model.Institutions;
using KotaCerdas.Movement.Model.Mentoring;
using KotaCerdas.Platform;
using KotaCerdas.Ui;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Movement.Features.Mentoring;

/// <summary>Versions of a deliverable, newest first, with what was done with each and said of it.</summary>
internal sealed record DraftHistory(
    IReadOnlyList<Draft> Drafts, IReadOnlyList<DraftRuling> Rulings, IReadOnlyList<DraftComment> Comments)
{
    public Draft? Of(int number) => Drafts.FirstOrDefault(d => d.Number == number);

    public IReadOnlyList<Fact> Facts(Draft draft, Region region, Texts texts)
    {
        List<Fact> facts = [new(texts["Movement.Draft.By"], texts["Movement.Draft.ByAt", draft.ByName,
            Formats.Instant(draft.At, region.Zone)])];
        if (draft.FileId is { } file)
        {
            facts.Add(new(texts["Movement.Draft.File"], Cell.Link(draft.FileName, MentoringPaths.File(region.Code, file))));
            facts.Add(new(texts["Movement.Draft.Hash"], Cell.Of(Hash.Render(draft.Sha256))));
            if (Drafts.FirstOrDefault(d => d.Number < draft.Number && d.Sha256 == draft.Sha256) is { } same)
            {
                facts.Add(new(texts["Movement.Draft.SameAsVersion"], Formats.Number(same.Number)));
            }
        }

        if (draft.Note.Length > 0)
        {
            facts.Add(new(texts["Movement.Draft.Note"], draft.Note));
        }

        return facts;
    }

    /// <summary>Hand-in, answers and comments of a version, oldest first.</summary>
    public IReadOnlyList<TimelineEvent> Events(Draft draft, RegionZone zone, Texts texts)
    {
        var rulings = Rulings.Where(r => r.Number == draft.Number).Select(r => (r.At, Event: new TimelineEvent(
            texts[$"Movement.Ruling.{r.Kind}"], Formats.Instant(r.At, zone))
        {
            Text = r.Reason.Length == 0 ? null : r.Reason, By = r.ByName,
        }));
        var comments = Comments.Where(c => c.Number == draft.Number).Select(c => (c.At, Event: new TimelineEvent(
            texts["Movement.Draft.Commented"], Formats.Instant(c.At, zone)) { Text = c.Body, By = c.ByName }));
        return [.. rulings.Concat(comments).OrderBy(e => e.At).Select(e => e.Event)];
    }
}

/// <summary>Reads versions, and finds the files that mentoring and bodies show.</summary>
internal sealed class DraftRows(KotaDb db)
{
    public async Task<DraftHistory> OfAsync(RegionCode region, CallId call, string deliverable, CancellationToken cancel)
    {
        var scope = RegionScope.Of(region);
        return new(
            await db.In<Draft>(scope).AsNoTracking()
                .Where(d => d.RegionCode == region && d.CallId == call && d.Deliverable == deliverable)
                .OrderByDescending(d => d.Number).ToListAsync(cancel),
            await db.In<DraftRuling>(scope).AsNoTracking()
                .Where(r => r.RegionCode == region && r.CallId == call && r.Deliverable == deliverable).ToListAsync(cancel),
            await db.In<DraftComment>(scope).AsNoTracking()
                .Where(c => c.RegionCode == region && c.CallId == call && c.Deliverable == deliverable).ToListAsync(cancel));
    }

    /// <summary>What changed between two versions, or null where one of them is not there.</summary>
    public async Task<DraftChanges?> ChangesAsync(DraftHistory history, int before, int after, CancellationToken cancel)
    {
        if (history.Of(before) is not { } from || history.Of(after) is not { } to)
        {
            return null;
        }

        var files = new[] { from.FileId, to.FileId }.OfType<Guid>().Select(f => new FileId(f)).ToList();
        var sizes = await db.In<StoredFile>(RegionScope.Of(from.RegionCode))
            .Where(f => f.RegionCode == from.RegionCode && files.Contains(f.Id)).Select(f => new { f.Id, f.Size })
            .ToDictionaryAsync(f => f.Id.Value, f => f.Size, cancel);
        return new(from, to, sizes);
    }

    /// <summary>True where a version, a decree or a meeting of the region shows the file.</summary>
    public async Task<bool> ShowsAsync(RegionCode region, Guid file, CancellationToken cancel)
    {
        var scope = RegionScope.Of(region);
        return await db.In<Draft>(scope).AnyAsync(d => d.RegionCode == region && d.FileId == file, cancel)
            || await db.In<Decree>(scope).AnyAsync(d => d.RegionCode == region && d.FileId == file, cancel)
            || await db.In<MeetingFile>(scope).AnyAsync(f => f.RegionCode == region && f.FileId == file, cancel);
    }
}
