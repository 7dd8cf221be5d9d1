using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Objects;
using KotaCerdas.Revenue.Features.Taxpayers;
using KotaCerdas.Revenue.Model.Registers;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Revenue.Features.Surveys;

/// <summary>What a surveyor sends.</summary>
/// <param name="Id">Made on the phone.</param>
/// <param name="Task">The task.</param>
/// <param name="BaseVersion">Version of the object that the form was filled in from.</param>
/// <param name="Facts">Fields by name, as typed.</param>
/// <param name="Note">In words, or empty.</param>
/// <param name="At">When it was saved on the phone, or null for now.</param>
internal sealed record ReportInput(
    Guid Id, Guid Task, int BaseVersion, IReadOnlyDictionary<string, string> Facts, string Note, DateTimeOffset? At)
{
    /// <summary>A photograph with its name, or null.</summary>
    public (Stream Content, string Name)? Photo { get; init; }
}

/// <summary>
/// Takes a report in: once, however often it is sent. Fields that the register did not change meanwhile are recorded as a further version;
/// a field that both changed waits for a decision.
/// </summary>
internal sealed class SubmitReport(
    KotaDb db, RegisterDesk desk, SurveyReading reading, SurveyRecord record, SaveObject save, FieldPost post)
{
    public async Task<Outcome<SurveyReport>> RunAsync(RegionCode code, ReportInput input, CancellationToken cancel)
    {
        var region = await desk.OpenAsync(code, SurveyPermissions.Report, cancel);
        if (region.Failed)
        {
            return region.Problem;
        }

        if (desk.Actor.User is not { } surveyor
            || await reading.VisitAsync(code, input.Task, surveyor, desk.Today(region.Value), cancel) is not { } visit)
        {
            return RegisterDesk.NotFound;
        }

        var facts = SurveyFacts.Clean(input.Facts);
        if (await KnownAsync(code, input, facts, cancel) is { } known)
        {
            return known;
        }

        if (input.Note.Trim().Length > SurveyTask.NoteLength)
        {
            return new Problem("Revenue.Survey.NoteLong", "note", SurveyTask.NoteLength);
        }

        if (visit.File.Versions.FirstOrDefault(v => v.Version == input.BaseVersion) is not { } seen)
        {
            return new Problem("Revenue.Survey.BaseUnknown");
        }

        var photo = await post.PhotoAsync(code, input.Photo, cancel);
        return photo.Failed ? photo.Problem : await RecordAsync(region.Value, (visit, seen), input with { Facts = facts }, photo.Value,
            cancel);
    }

    /// <summary>The report that was taken in under this id; a problem where it said something else; null where there is none.</summary>
    private async Task<Outcome<SurveyReport>?> KnownAsync(
        RegionCode code, ReportInput input, Dictionary<string, string> facts, CancellationToken cancel)
    {
        var known = await db.In<SurveyReport>(RegionScope.Of(code)).AsNoTracking().SingleOrDefaultAsync(r => r.Id == input.Id, cancel);
        if (known is null)
        {
            return null;
        }

        return known.TaskId == input.Task && known.Facts == FieldPost.Json(facts)
            ? Outcome.Of(known) : new Problem("Revenue.Survey.IdTaken");
    }

    private async Task<Outcome<SurveyReport>> RecordAsync(
        Region region, (SurveyVisit Visit, TaxObject Seen) of, ReportInput input, StoredFile? photo, CancellationToken cancel)
    {
        await using var write = await db.BeginWriteAsync(RegionScope.Of(region.Code), cancel);
        var (visit, at) = (of.Visit, post.When(input.At));
        var seen = await reading.FactsAsync(visit.File, of.Seen, cancel);
        var differences = SurveyMerge.Of(seen, SurveyFacts.Whole(seen, input.Facts), visit.Facts);
        var mine = differences.Where(d => d.Change is FieldChange.Report or FieldChange.Conflict).ToList();
        var (outcome, version) = (SurveyOutcome.Unchanged, (int?)null);
        if (mine.Exists(d => d.Change == FieldChange.Conflict))
        {
            outcome = SurveyOutcome.Conflict;
        }
        else if (mine.Count > 0)
        {
            var applied = await ApplyAsync(region, visit, mine, region.Zone.DateAt(new DateTimeOffset(at, TimeSpan.Zero)), cancel);
            if (applied.Failed && applied.Problem.Code != SurveyRecord.Held)
            {
                return Outcome.Fail<SurveyReport>(SurveyFacts.Tie(applied.Problems));
            }

            outcome = applied.Failed ? SurveyOutcome.Held : SurveyOutcome.Applied;
            version = applied.Failed ? null : applied.Value;
        }

        var report = ReportOf(region.Code, visit.Task, input, (at, outcome, version, photo?.Id));
        db.Add(report);
        desk.NoteObject("Revenue.Trail.SurveyReported", region.Code, visit.Task.Nop,
            new { report.Id, outcome = outcome.ToString(), version });
        return await RegisterDesk.TryCommitAsync(write, cancel) is { } raced ? raced : report;
    }

    private async Task<Outcome<int>> ApplyAsync(
        Region region, SurveyVisit visit, List<FieldDifference> mine, DateOnly day, CancellationToken cancel)
    {
        var merged = SurveyMerge.Apply(visit.Facts, mine, _ => true);
        var reason = $"LSPOP {visit.Task.SurveyorName}";
        var input = await record.InputAsync(visit.File, visit.Facts, merged, (day, reason), cancel);
        return input.Failed ? Outcome.Fail<int>(input.Problems)
            : await save.AddChangeAsync(region, visit.Task.Nop, visit.Latest.Version, input.Value, cancel);
    }

    private SurveyReport ReportOf(
        RegionCode code, SurveyTask task, ReportInput input, (DateTime At, SurveyOutcome Outcome, int? Version, FileId? Photo) came) =>
            new()
    {
        RegionCode = code, Id = input.Id, TaskId = task.Id, Nop = task.Nop, BaseVersion = input.BaseVersion,
        Facts = FieldPost.Json(input.Facts), Note = input.Note.Trim(), PhotoId = came.Photo, SurveyedAt = came.At, ReceivedAt = desk.Now,
        ReceivedBy = desk.Actor.User, ReceivedByName = desk.Actor.Name, Outcome = came.Outcome, Version = came.Version,
    };
}
