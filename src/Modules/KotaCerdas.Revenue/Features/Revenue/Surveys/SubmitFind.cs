using System.Globalization;
using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Taxpayers;
using KotaCerdas.Revenue.Model.Registers;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Revenue.Features.Surveys;

/// <summary>What a surveyor sends of an object that has no number yet.</summary>
/// <param name="Id">Made on the phone.</param>
/// <param name="Facts">Fields by name, as typed.</param>
/// <param name="Note">In words, or empty.</param>
/// <param name="At">When it was saved on the phone, or null for now.</param>
internal sealed record FindInput(Guid Id, IReadOnlyDictionary<string, string> Facts, string Note, DateTimeOffset? At)
{
    /// <summary>A photograph with its name, or null.</summary>
    public (Stream Content, string Name)? Photo { get; init; }
}

/// <summary>Takes a find in: once, however often it is sent. It waits for the desk, which alone gives numbers.</summary>
internal sealed class SubmitFind(KotaDb db, RegisterDesk desk, FieldPost post)
{
    public async Task<Outcome<SurveyFind>> RunAsync(RegionCode code, FindInput input, CancellationToken cancel)
    {
        var region = await desk.OpenAsync(code, SurveyPermissions.Report, cancel);
        if (region.Failed)
        {
            return region.Problem;
        }

        var facts = FindFacts.Clean([.. input.Facts]);
        if (input.Id != Guid.Empty && await KnownAsync(code, input.Id, facts, cancel) is { } known)
        {
            return known;
        }

        var problems = FindFacts.Refuse(facts, desk.Today(region.Value));
        if (input.Id == Guid.Empty)
        {
            problems.Add(new("Revenue.Find.NoId"));
        }

        if (!long.TryParse(facts["village"], NumberStyles.None, CultureInfo.InvariantCulture, out var village)
            || !await db.In<TaxVillage>(RegionScope.Of(code)).AnyAsync(v => v.TaxCode == village, cancel))
        {
            problems.Insert(0, new("Revenue.Find.VillageNeeded", "village"));
        }

        if (input.Note.Trim().Length > SurveyTask.NoteLength)
        {
            problems.Add(new("Revenue.Survey.NoteLong", "note", SurveyTask.NoteLength));
        }

        if (problems.Count > 0)
        {
            return problems;
        }

        var photo = await post.PhotoAsync(code, input.Photo, cancel);
        return photo.Failed ? photo.Problem : await RecordAsync(code, input with { Facts = facts }, village, photo.Value?.Id, cancel);
    }

    /// <summary>The find that was taken in under this id; a problem where it said something else; null where there is none.</summary>
    private async Task<Outcome<SurveyFind>?> KnownAsync(
        RegionCode code, Guid id, Dictionary<string, string> facts, CancellationToken cancel)
    {
        var known = await db.In<SurveyFind>(RegionScope.Of(code)).AsNoTracking().SingleOrDefaultAsync(f => f.Id == id, cancel);
        if (known is null)
        {
            return null;
        }

        return known.ReceivedBy == desk.Actor.User && known.Facts == FieldPost.Json(facts)
            ? Outcome.Of(known) : new Problem("Revenue.Survey.IdTaken");
    }

    private async Task<Outcome<SurveyFind>> RecordAsync(
        RegionCode code, FindInput input, long village, FileId? photo, CancellationToken cancel)
    {
        await using var write = await db.BeginWriteAsync(RegionScope.Of(code), cancel);
        var find = new SurveyFind
        {
            RegionCode = code, Id = input.Id, TaxCode = village, Block = FindFacts.BlockOf(input.Facts["block"])!.Value,
            Facts = FieldPost.Json(input.Facts), Note = input.Note.Trim(), PhotoId = photo, FoundAt = post.When(input.At),
            ReceivedAt = desk.Now, ReceivedBy = desk.Actor.User, ReceivedByName = desk.Actor.Name,
        };
        db.Add(find);
        desk.NoteThing("Revenue.Trail.FindReported", FindReading.SubjectOf(find), new { village, find.Block });
        return await RegisterDesk.TryCommitAsync(write, cancel) is { } raced ? raced : find;
    }
}
