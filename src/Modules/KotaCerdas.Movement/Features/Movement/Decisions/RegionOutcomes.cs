using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Features.Objections;
using KotaCerdas.Movement.Model.Deciding;
using KotaCerdas.Platform;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Movement.Features.Decisions;

/// <summary>What was announced about a region, and how its right to object stands.</summary>
/// <param name="ObjectBy">Last day on which an objection counts.</param>
internal sealed record RegionOutcome(DecisionRow Row, DateOnly ObjectBy, Objection? Objection, StandingAnswer? Answer)
{
    public SelectionResult Result => Row.Line.Result;

    public bool MayObjectOn(DateOnly today) => Objection is null && today <= ObjectBy;
}

/// <summary>Reads the announced results of one region, for itself.</summary>
internal sealed class RegionOutcomes(KotaDb db)
{
    /// <summary>By call; a correction replaces what it corrects.</summary>
    public async Task<IReadOnlyDictionary<CallId, RegionOutcome>> OfAsync(Region region, CancellationToken cancel)
    {
        var (scope, code) = (RegionScope.Of(region.Code), region.Code);
        var lines = await db.In<DecisionLine>(scope).AsNoTracking().Where(l => l.RegionCode == code).ToListAsync(cancel);
        var drafts = lines.ConvertAll(l => l.DecisionId);
        var announced = await db.Shared<Announcement>().AsNoTracking().Where(a => drafts.Contains(a.DecisionId)).ToListAsync(cancel);
        var newest = announced.GroupBy(a => a.CallId).ToDictionary(g => g.Key, g => g.MaxBy(a => a.At)!.DecisionId);
        var windows = await db.In<ObjectionWindow>(scope).AsNoTracking().Where(w => w.RegionCode == code).ToListAsync(cancel);
        var objections = await db.In<Objection>(scope).AsNoTracking().Where(o => o.RegionCode == code).ToListAsync(cancel);
        var answers = await ObjectionAnswers.OfAsync(db, scope, objections.ConvertAll(o => o.Id), cancel);
        return newest.ToDictionary(n => n.Key, n =>
        {
            var line = lines.Find(l => l.DecisionId == n.Value)!;
            var objection = objections.Where(o => o.CallId == n.Key).MaxBy(o => o.FiledAt);
            return new RegionOutcome(
                new DecisionRow(region, line, LineReasons.Read(line.Reasons), string.Empty),
                windows.Find(w => w.DecisionId == n.Value)!.LastOn,
                objection,
                objection is null ? null : answers.GetValueOrDefault(objection.Id));
        });
    }
}

/// <summary>Says what was announced, what one can do about it and what comes next.</summary>
internal static class OutcomeTexts
{
    public static string Result(RegionOutcome outcome, int quota, Texts texts) => ReasonTexts.Sentence(outcome.Row, quota, texts);

    /// <summary>Where the right to object stands.</summary>
    public static string Objection(RegionOutcome outcome, DateOnly today, Texts texts) => outcome switch
    {
        { Answer.Answer.Result: ObjectionResult.Upheld } => texts["Movement.Outcome.Upheld"],
        { Answer.Proposed: true } => texts["Movement.Outcome.Proposed"],
        { Answer.Announced: true } => texts["Movement.Outcome.Changed"],
        { Objection: { } filed } => texts["Movement.Outcome.Filed", filed.FiledOn],
        _ when outcome.MayObjectOn(today) =>
            texts["Movement.Outcome.MayObject", outcome.ObjectBy, States.DaysLeft(outcome.ObjectBy, today, texts).Text],
        _ => texts["Movement.Outcome.ObjectionOver", outcome.ObjectBy],
    };

    /// <summary>What follows from the result.</summary>
    public static string Next(RegionOutcome outcome, Texts texts) => outcome.Result switch
    {
        _ when outcome.Answer is { Proposed: true } => texts["Movement.Outcome.NextProposed"],
        SelectionResult.Selected => texts["Movement.Outcome.NextSelected"],
        SelectionResult.Reserve when outcome.Row.Line.ReservePlace is > 0 and var place => texts["Movement.Outcome.NextReserve", place],
        SelectionResult.Reserve => texts["Movement.Outcome.NextReserveUnplaced"],
        _ => texts["Movement.Outcome.NextRejected"],
    };
}
