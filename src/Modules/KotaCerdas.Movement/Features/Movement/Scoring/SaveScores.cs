using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Model;
using KotaCerdas.Movement.Model.Panel;
using KotaCerdas.Platform;
using KotaCerdas.Platform.Instruments;

namespace KotaCerdas.Movement.Features.Scoring;

/// <summary>What stands in the inputs of one question.</summary>
internal sealed record GivenLevel(string Item, int? Level, string Note);

/// <summary>Saves levels and notes as new revisions; only what changed is written, so a repeated save is harmless.</summary>
internal sealed class SaveScores(KotaDb db, Actor actor, AssessmentDesk desk, Scores scores, CallSources sources, Records records)
{
    public const int NoteLength = 2_000;

    /// <returns>The number of revisions written.</returns>
    public async Task<Outcome<int>> RunAsync(CallId callId, RegionCode region, IReadOnlyList<GivenLevel> given, CancellationToken cancel)
    {
        var call = await desk.CallAsync(callId, cancel);
        var own = actor.User is { } user ? await scores.OwnAsync(callId, region, user, cancel) : null;
        if (call.Failed || own is null)
        {
            return new Problem("Movement.Score.NotYours");
        }

        if (own.Sheet.SubmittedAt is not null || call.Value.Status != CallStatus.Assessing)
        {
            return new Problem("Movement.Score.Closed");
        }

        var engine = await sources.AssessmentAsync(call.Value, cancel);
        if (engine.Failed)
        {
            return engine.Problem;
        }

        var problems = Check(engine.Value.Instrument, given).ToList();
        if (problems.Count > 0)
        {
            return problems;
        }

        var changed = given.Where(g => own.ByItem.GetValueOrDefault(g.Item) is { } old
            ? old.Level != g.Level || old.Note != g.Note.Trim()
            : g.Level is not null || g.Note.Trim().Length > 0).ToList();
        if (changed.Count == 0)
        {
            return 0;
        }

        await using var write = await db.BeginWriteAsync(RegionScope.Of(region), cancel);
        foreach (var score in changed)
        {
            db.Add(Revision(own, score));
        }

        if (await write.TryCommitAsync(Records.Raced, cancel) is { } raced)
        {
            return raced;
        }

        return changed.Count;
    }

    private Score Revision(SheetScores own, GivenLevel given) => new()
    {
        RegionCode = own.Sheet.RegionCode,
        CallId = own.Sheet.CallId,
        UserId = own.Sheet.UserId,
        CriterionCode = given.Item,
        Revision = (own.ByItem.GetValueOrDefault(given.Item)?.Revision ?? 0) + 1,
        Level = given.Level,
        Note = given.Note.Trim(),
        At = records.Now,
    };

    private static IEnumerable<Problem> Check(Instrument instrument, IReadOnlyList<GivenLevel> given)
    {
        var items = Scores.ItemsOf(instrument).ToDictionary(i => i.Code, StringComparer.Ordinal);
        foreach (var score in given)
        {
            if (!items.ContainsKey(score.Item))
            {
                yield return new("Movement.Score.UnknownItem", null, score.Item);
            }
            else if (score.Level is { } level && instrument.LevelsOf(score.Item).All(l => l.Value != level))
            {
                yield return new("Movement.Score.UnknownLevel", SheetFields.Level(score.Item), level);
            }
            else if (score.Note.Length > NoteLength)
            {
                yield return new("Movement.Score.NoteTooLong", SheetFields.Note(score.Item), NoteLength);
            }
        }
    }
}

/// <summary>Names of the inputs of a score sheet.</summary>
internal static class SheetFields
{
    public static string Level(string item) => "level_" + item;

    public static string Note(string item) => "note_" + item;
}
