using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Model;
using KotaCerdas.Platform;
using KotaCerdas.Platform.Instruments;
using KotaCerdas.Ui;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Movement.Features.Scoring;

/// <summary>An assessor's own sheet with everything beside it.</summary>
internal sealed record SheetView(Call Call, Region Region, SheetScores Own, bool PanelDone, IReadOnlyList<ScoreQuestion> Questions);

/// <summary>Reads the score sheet of the person who acts. There is no way to ask for another's.</summary>
internal sealed class SheetReader(KotaDb db, Actor actor, AssessmentDesk desk, Scores scores, CallSources sources,
    BesideAnswers beside)
{
    /// <returns>Null where the person has no sheet in force for the region.</returns>
    public async Task<SheetView?> ReadAsync(CallId callId, RegionCode code, CancellationToken cancel)
    {
        var call = await desk.CallAsync(callId, cancel);
        if (call.Failed || actor.User is not { } user || await scores.OwnAsync(callId, code, user, cancel) is not { } own)
        {
            return null;
        }

        var region = await db.Shared<Region>().AsNoTracking().SingleAsync(r => r.Code == code, cancel);
        var engine = await sources.AssessmentAsync(call.Value, cancel);
        var panel = await desk.SheetsAsync(callId, RegionScope.Of(code), cancel);
        var answers = await beside.OfAsync(call.Value, code, cancel);
        var questions = engine.Failed ? [] : Scores.ItemsOf(engine.Value.Instrument)
            .Select(i => Question(engine.Value.Instrument, i, own, answers)).ToList();
        return new(call.Value, region, own, Scores.IsComplete(panel, call.Value.Assessors.PerRegion), questions);
    }

    private static ScoreQuestion Question(Instrument instrument, Item item, SheetScores own, IReadOnlyList<BesideAnswer> answers)
    {
        var levels = instrument.LevelsOf(item.Code).Select(l => new Choice(Plain(l.Value), $"{l.Value}. {l.Label.In()}", l.Text.In()))
            .ToList();
        var score = own.ByItem.GetValueOrDefault(item.Code);
        return new(item, levels, Related(instrument, item, answers), score?.Level is { } level ? Plain(level) : string.Empty,
            score?.Note ?? string.Empty);
    }

    /// <summary>
    /// The part of the application that has the code of the criterion this question scores; where none has, the whole application.
    /// </summary>
    internal static IReadOnlyList<BesideAnswer> Related(Instrument instrument, Item item, IReadOnlyList<BesideAnswer> answers)
    {
        var criteria = instrument.Criteria.Where(c => c.Score == item.Code).Select(c => c.Code).ToHashSet(StringComparer.Ordinal);
        var related = answers.Where(a => a.Item.Code == item.Code || criteria.Contains(a.Item.Section)).ToList();
        return related.Count > 0 ? related : answers;
    }

    private static string Plain(int number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
