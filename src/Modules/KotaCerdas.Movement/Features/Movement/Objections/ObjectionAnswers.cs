using KotaCerdas.Movement.Model.Deciding;
using KotaCerdas.Platform;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Movement.Features.Objections;

/// <summary>The latest answer to an objection, and what became of the change it proposes.</summary>
/// <param name="Announced">True where the changed decision is public.</param>
/// <param name="Returned">The approver's refusal of the change, or null: with it the objection waits for another answer.</param>
internal sealed record StandingAnswer(ObjectionAnswer Answer, bool Announced, DecisionApproval? Returned)
{
    /// <summary>True while a change is proposed that is not announced: it is no result yet.</summary>
    public bool Proposed => Answer.Result == ObjectionResult.Changed && !Announced && Returned is null;
}

/// <summary>Reads how objections are answered.</summary>
internal static class ObjectionAnswers
{
    /// <summary>By objection, for those that were answered.</summary>
    public static async Task<IReadOnlyDictionary<Guid, StandingAnswer>> OfAsync(
        KotaDb db, RegionScope scope, IReadOnlyCollection<Guid> objections, CancellationToken cancel)
    {
        var answers = await db.In<ObjectionAnswer>(scope).AsNoTracking().Where(a => objections.Contains(a.ObjectionId)).ToListAsync(cancel);
        var latest = answers.GroupBy(a => a.ObjectionId).Select(g => g.MaxBy(a => a.Number)!).ToList();
        var changes = latest.Select(a => a.NewDecisionId).OfType<Guid>().ToList();
        var announced = await db.Shared<Announcement>().AsNoTracking().Where(a => changes.Contains(a.DecisionId))
            .Select(a => a.DecisionId).ToListAsync(cancel);
        var returned = await db.Shared<DecisionApproval>().AsNoTracking()
            .Where(a => changes.Contains(a.DecisionId) && a.ReturnReason != null).ToListAsync(cancel);
        return latest.ToDictionary(a => a.ObjectionId, a => new StandingAnswer(
            a, a.NewDecisionId is { } change && announced.Contains(change), returned.Find(r => r.DecisionId == a.NewDecisionId)));
    }
}
