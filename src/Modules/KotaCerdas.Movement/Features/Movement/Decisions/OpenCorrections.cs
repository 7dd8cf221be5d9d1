using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Model.Deciding;
using KotaCerdas.Platform;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Movement.Features.Decisions;

/// <summary>A correcting decision that waits for approvals or its announcement.</summary>
/// <param name="AfterObjection">True where an answer to an objection made it; else it fills a place.</param>
internal sealed record OpenCorrection(Decision Decision, bool AfterObjection);

/// <summary>
/// Reads which correcting decisions of a call are under way. Those after objections concern one region each and stand beside each other;
/// of those that fill a place a later draft replaces an earlier one. What an approver returned is under way no more.
/// </summary>
internal static class OpenCorrections
{
    public static async Task<IReadOnlyList<OpenCorrection>> OfAsync(KotaDb db, CallId call, CancellationToken cancel)
    {
        var all = await db.Shared<Decision>().AsNoTracking().Where(d => d.CallId == call && d.CorrectsId != null).ToListAsync(cancel);
        if (all.Count == 0)
        {
            return [];
        }

        var announced = await db.Shared<Announcement>().Where(a => a.CallId == call).Select(a => a.DecisionId).ToListAsync(cancel);
        var ids = all.ConvertAll(d => (Guid?)d.Id);
        var answers = await db.In<ObjectionAnswer>(AssessmentDesk.AllRegions).Where(a => ids.Contains(a.NewDecisionId))
            .Select(a => a.NewDecisionId).ToListAsync(cancel);
        var returned = await db.Shared<DecisionApproval>().Where(a => ids.Contains(a.DecisionId) && a.ReturnReason != null)
            .Select(a => a.DecisionId).ToListAsync(cancel);
        var last = all.Where(d => !answers.Contains(d.Id)).MaxBy(d => d.Number);
        return
        [
            .. all.Where(d => !announced.Contains(d.Id) && !returned.Contains(d.Id) && (answers.Contains(d.Id) || d == last))
                .OrderBy(d => d.Number)
                .Select(d => new OpenCorrection(d, answers.Contains(d.Id))),
        ];
    }
}
