using KotaCerdas.Movement.Model;
using KotaCerdas.Movement.Model.Panel;
using KotaCerdas.Platform;

namespace KotaCerdas.Movement.Features.Assignments;

/// <summary>Writes an assignment or its removal into the open write: the fact and the sheet that is in force.</summary>
internal sealed class AssignmentFacts(KotaDb db, Actor actor, Records records)
{
    /// <param name="sheet">The sheet of an earlier assignment that was withdrawn, or null.</param>
    public void Assign(Call call, ScoreSheet? sheet, (RegionCode Region, UserId User) pair, Guid? run, string reason = "")
    {
        if (sheet is null)
        {
            db.Add(new ScoreSheet
            {
                RegionCode = pair.Region,
                CallId = call.Id,
                UserId = pair.User,
                AssignedAt = records.Now,
                DueOn = call.AssessTo,
            });
        }
        else
        {
            (sheet.AssignedAt, sheet.DueOn, sheet.SubmittedAt, sheet.WithdrawnAt) = (records.Now, call.AssessTo, null, null);
        }

        Fact(call, pair, AssignmentKind.Assigned, run, reason);
    }

    public void Remove(Call call, ScoreSheet sheet, string reason)
    {
        sheet.WithdrawnAt = records.Now;
        Fact(call, (sheet.RegionCode, sheet.UserId), AssignmentKind.Removed, null, reason);
    }

    private void Fact(Call call, (RegionCode Region, UserId User) pair, AssignmentKind kind, Guid? run, string reason) =>
        db.Add(new AssignmentFact
    {
        RegionCode = pair.Region,
        Id = records.NewId(),
        CallId = call.Id,
        UserId = pair.User,
        Kind = kind,
        RunId = run,
        Reason = reason,
        At = records.Now,
        ByName = actor.Name,
    });
}
