using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Model;
using KotaCerdas.Movement.Model.Panel;
using KotaCerdas.Platform;
using KotaCerdas.Platform.Instruments;

namespace KotaCerdas.Movement.Features.Scoring;

/// <summary>
/// Hands in a complete score sheet. It cannot be changed afterwards; when the whole panel has handed in, the scores open to the panel.
/// </summary>
internal sealed class SubmitSheet(KotaDb db, Actor actor, AssessmentDesk desk, Scores scores, CallSources sources, Records records)
{
    /// <returns>True where the region's panel is now complete.</returns>
    public async Task<Outcome<bool>> RunAsync(CallId callId, RegionCode region, CancellationToken cancel)
    {
        var call = await desk.CallAsync(callId, cancel);
        var own = actor.User is { } user ? await scores.OwnAsync(callId, region, user, cancel) : null;
        if (call.Failed || own is null)
        {
            return new Problem("Movement.Score.NotYours");
        }

        var seats = call.Value.Assessors.PerRegion;
        if (own.Sheet.SubmittedAt is not null)
        {
            return Scores.IsComplete(await desk.SheetsAsync(callId, RegionScope.Of(region), cancel), seats);
        }

        var engine = await sources.AssessmentAsync(call.Value, cancel);
        var problems = call.Value.Status != CallStatus.Assessing ? [new Problem("Movement.Score.Closed")]
            : engine.Failed ? [.. engine.Problems]
            : Lacking(engine.Value.Instrument, own).ToList();
        if (problems.Count > 0)
        {
            return problems;
        }

        var panel = await desk.SheetsAsync(callId, RegionScope.Of(region), cancel);
        await using var write = await db.BeginWriteAsync(RegionScope.Of(region), cancel);
        own.Sheet.SubmittedAt = records.Now;
        var complete = Scores.IsComplete(panel, seats);
        records.Of(actor, "Movement.Trail.SheetSubmitted", region, callId);
        records.Tell(new SheetSubmitted(region, callId.Value, complete));
        if (await write.TryCommitAsync(Records.Raced, cancel) is { } raced)
        {
            return raced;
        }

        return complete;
    }

    /// <summary>
    /// What keeps a sheet from being handed in: questions without a level, and extreme levels without the note that the instrument asks.
    /// </summary>
    public static IEnumerable<Problem> Lacking(Instrument instrument, SheetScores own)
    {
        foreach (var item in Scores.ItemsOf(instrument))
        {
            var score = own.ByItem.GetValueOrDefault(item.Code);
            if (score?.Level is not { } level)
            {
                yield return new("Movement.Score.LevelMissing", SheetFields.Level(item.Code), item.Text.In());
            }
            else if (NeedsNote(instrument, item, level) && score.Note.Length == 0)
            {
                yield return new("Movement.Score.NoteMissing", SheetFields.Note(item.Code), item.Text.In());
            }
        }
    }

    /// <summary>The instrument asks for evidence on the question, and the level is the lowest or the highest of its ladder.</summary>
    public static bool NeedsNote(Instrument instrument, Item item, int level)
    {
        var ladder = instrument.LevelsOf(item.Code).Select(l => l.Value).ToList();
        return item.Evidence == EvidenceRule.Required && (level == ladder.Min() || level == ladder.Max());
    }
}
