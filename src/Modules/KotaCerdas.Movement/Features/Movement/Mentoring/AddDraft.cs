using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Model.Mentoring;
using KotaCerdas.Platform;

namespace KotaCerdas.Movement.Features.Mentoring;

/// <summary>A new version of a deliverable.</summary>
/// <param name="Deliverable">Code in the guide.</param>
/// <param name="Body">The text, where the deliverable is one.</param>
/// <param name="Note">What changed.</param>
internal sealed record DraftInput(string Deliverable, string Body, string Note);

/// <summary>What became of an upload.</summary>
/// <param name="Number">Number of the version.</param>
/// <param name="SameAs">Name of an earlier file of the region with the same content, or empty.</param>
internal sealed record AddedDraft(int Number, string SameAs);

/// <summary>
/// The region adds a version. Nothing is overwritten: two people who upload at once get two numbers. A file that the region has already is
/// taken, and the page says so.
/// </summary>
internal sealed class AddDraft(KotaDb db, MentoringDesk desk, MentoringRecords records, FileStore files, Actor actor)
{
    public const int BodyLength = 20_000;
    public const int NoteLength = 500;
    private const int Attempts = 10;

    public async Task<Outcome<AddedDraft>> RunAsync(
        RegionCode region, CallId call, DraftInput input, (Stream Content, string Name)? file, CancellationToken cancel)
    {
        if (actor.User is not { } user || actor.Refuse(MentoringPermissions.Edit, region) is not null)
        {
            return new Problem("Platform.Access.NotAllowed");
        }

        var read = await desk.ReadAsync(region, call, cancel);
        var problems = read.Failed ? [.. read.Problems] : Check(read.Value, input, file is not null).ToList();
        if (problems.Count > 0)
        {
            return problems;
        }

        TakenFile? taken = null;
        if (file is { } upload && !read.Value.Guide.Find(input.Deliverable)!.IsText)
        {
            var took = await files.TakeAsync(actor, region, upload.Content, upload.Name, cancel);
            if (took.Failed)
            {
                return took.Problem.On("Upload");
            }

            taken = took.Value;
        }

        // Whoever commits second takes the next number.
        for (var attempt = 1; attempt <= Attempts; attempt++)
        {
            var number = await WriteAsync((region, call), input, (taken?.File, user), cancel);
            if (!number.Failed || number.Problem != MentoringRecords.Raced)
            {
                return number.Match<Outcome<AddedDraft>>(n => new AddedDraft(n, taken?.SameContent?.Name ?? string.Empty), p => p[0]);
            }
        }

        return MentoringRecords.Raced;
    }

    private async Task<Outcome<int>> WriteAsync(
        (RegionCode Region, CallId Call) of, DraftInput input, (StoredFile? File, UserId User) by, CancellationToken cancel)
    {
        db.ChangeTracker.Clear();
        await using var write = await db.BeginWriteAsync(RegionScope.Of(of.Region), cancel);
        var read = await desk.ReadAsync(of.Region, of.Call, cancel);
        if (read.Failed || Refuse(read.Value, input.Deliverable) is not null)
        {
            return read.Failed ? read.Problem : Refuse(read.Value, input.Deliverable)!;
        }

        var deliverable = read.Value.StateOf(input.Deliverable);
        if (deliverable is null)
        {
            deliverable = new Deliverable
            {
                RegionCode = of.Region, CallId = of.Call, Code = input.Deliverable,
                Stage = read.Value.Guide.Find(input.Deliverable)!.Stage,
            };
            db.Add(deliverable);
        }

        var number = deliverable.TakeVersion();
        if (by.File is not null)
        {
            db.Add(by.File);
        }

        db.Add(new Draft
        {
            RegionCode = of.Region,
            CallId = of.Call,
            Deliverable = input.Deliverable,
            Number = number,
            FileId = by.File?.Id.Value,
            FileName = by.File?.Name ?? string.Empty,
            Sha256 = by.File?.Sha256 ?? string.Empty,
            Body = by.File is null ? input.Body.Trim() : string.Empty,
            Note = input.Note.Trim(),
            At = records.Now,
            ByUser = by.User,
            ByName = actor.Name,
        });
        records.Note("Movement.Trail.DraftAdded", of.Region, of.Call, new { input.Deliverable, number, by.File?.Sha256 });
        return await write.TryCommitAsync(MentoringRecords.Raced, cancel) is { } raced ? raced : number;
    }

    private IEnumerable<Problem> Check(MentoringFile of, DraftInput input, bool hasFile)
    {
        if (Refuse(of, input.Deliverable) is { } refused)
        {
            yield return refused;
            yield break;
        }

        var isText = of.Guide.Find(input.Deliverable)!.IsText;
        if (isText && input.Body.Trim().Length is 0 or > BodyLength)
        {
            yield return new("Movement.Mentoring.BodyNeeded", "Body", BodyLength);
        }

        if (!isText && !hasFile)
        {
            yield return new("Movement.Mentoring.FileNeeded", "Upload");
        }

        if (input.Note.Length > NoteLength)
        {
            yield return new("Movement.Mentoring.NoteLong", "Note", NoteLength);
        }
    }

    private Problem? Refuse(MentoringFile of, string deliverable) => DraftRules.Refuse(of, deliverable, records.TodayIn(of.Region));
}

/// <summary>When a deliverable may be worked on.</summary>
internal static class DraftRules
{
    /// <summary>Why no version and no comment may be added today, or null: its stage is closed, or the days for changes are over.</summary>
    public static Problem? Refuse(MentoringFile of, string code, DateOnly today)
    {
        if (of.Guide.Find(code) is not { } deliverable)
        {
            return new Problem("Movement.Mentoring.UnknownDeliverable");
        }

        if (of.RefuseStage(deliverable.Stage) is { } closed)
        {
            return closed;
        }

        return of.StateOf(code) is { } state && state.ClosedOn(today)
            ? new Problem("Movement.Mentoring.WindowClosed", null, deliverable.Name.In(), state.ChangeUntil!.Value)
            : null;
    }
}
