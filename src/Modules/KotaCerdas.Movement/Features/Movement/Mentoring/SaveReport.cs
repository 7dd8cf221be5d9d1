using System.Text.Json;
using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Model.Mentoring;
using KotaCerdas.Platform;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Movement.Features.Mentoring;

/// <summary>The mentor's report of a stage, by the fields of the guide. A change is a new revision.</summary>
internal sealed class SaveReport(KotaDb db, MentoringDesk desk, MentoringRecords records, Actor actor)
{
    /// <summary>The newest report of a stage, or null.</summary>
    public Task<MentorReport?> NewestAsync(RegionCode region, CallId call, string stage, CancellationToken cancel) =>
        db.In<MentorReport>(RegionScope.Of(region)).AsNoTracking()
            .Where(r => r.RegionCode == region && r.CallId == call && r.Stage == stage)
            .OrderByDescending(r => r.Revision).FirstOrDefaultAsync(cancel);

    /// <returns>The revision; the same where nothing changed.</returns>
    public async Task<Outcome<int>> RunAsync(
        RegionCode region, CallId call, string stage, IReadOnlyDictionary<string, string> fields, CancellationToken cancel)
    {
        await using var write = await db.BeginWriteAsync(RegionScope.Of(region), cancel);
        var read = await desk.ReadAsync(region, call, cancel);
        if (read.Failed)
        {
            return read.Problem;
        }

        var of = read.Value;
        if (actor.User is not { } user || !actor.Mentors(of.Mentoring))
        {
            return new Problem("Platform.Access.NotAllowed");
        }

        if (of.RefuseStage(stage) is { } closed)
        {
            return closed;
        }

        var problems = of.Guide.Report.Select(f => Check(f, Value(fields, f.Code))).OfType<Problem>().ToList();
        if (problems.Count > 0)
        {
            return problems;
        }

        var text = JsonSerializer.Serialize(of.Guide.Report.ToDictionary(f => f.Code, f => Value(fields, f.Code)));
        var newest = await NewestAsync(region, call, stage, cancel);
        if (newest?.Fields == text)
        {
            return newest.Revision;
        }

        var revision = (newest?.Revision ?? 0) + 1;
        db.Add(new MentorReport
        {
            RegionCode = region,
            CallId = call,
            Stage = stage,
            Revision = revision,
            Fields = text,
            At = records.Now,
            ByUser = user,
            ByName = actor.Name,
        });
        of.Mentoring.Contact(records.TodayIn(of.Region));
        records.Note("Movement.Trail.ReportSaved", region, call, new { stage, revision });
        return await write.TryCommitAsync(MentoringRecords.Raced, cancel) is { } raced ? raced : revision;
    }

    /// <summary>What a stored report says, by field.</summary>
    public static IReadOnlyDictionary<string, string> Read(MentorReport? report) =>
        report is null ? new Dictionary<string, string>() : JsonSerializer.Deserialize<Dictionary<string, string>>(report.Fields)!;

    private static string Value(IReadOnlyDictionary<string, string> fields, string code) =>
        fields.TryGetValue(code, out var value) ? value.Trim() : string.Empty;

    private static Problem? Check(ReportField field, string value)
    {
        if (value.Length == 0)
        {
            return field.Required ? new Problem("Movement.Mentoring.FieldNeeded", field.Code, field.Name.In()) : null;
        }

        var fits = field.Choices.Count > 0 ? field.Choices.Any(c => c.Code == value) : value.Length <= field.MaxLength;
        return fits ? null : new Problem("Movement.Mentoring.FieldLong", field.Code, field.Name.In(), field.MaxLength);
    }
}
