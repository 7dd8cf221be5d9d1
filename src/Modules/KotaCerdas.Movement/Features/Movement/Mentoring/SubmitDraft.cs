using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Model.Mentoring;
using KotaCerdas.Platform;

namespace KotaCerdas.Movement.Features.Mentoring;

/// <summary>The region hands in the newest version of a deliverable.</summary>
internal sealed class SubmitDraft(KotaDb db, MentoringDesk desk, MentoringRecords records, Actor actor)
{
    /// <returns>The number handed in.</returns>
    public async Task<Outcome<int>> RunAsync(RegionCode region, CallId call, string code, CancellationToken cancel)
    {
        if (actor.User is not { } user || actor.Refuse(MentoringPermissions.Edit, region) is not null)
        {
            return new Problem("Platform.Access.NotAllowed");
        }

        await using var write = await db.BeginWriteAsync(RegionScope.Of(region), cancel);
        var read = await desk.ReadAsync(region, call, cancel);
        if (read.Failed)
        {
            return read.Problem;
        }

        var today = records.TodayIn(read.Value.Region);
        if (DraftRules.Refuse(read.Value, code, today) is { } refused)
        {
            return refused;
        }

        if (read.Value.StateOf(code) is not { } deliverable)
        {
            return new Problem("Movement.Mentoring.NothingToSubmit");
        }

        if (deliverable.Submitted == deliverable.Latest || deliverable.Accepted == deliverable.Latest)
        {
            return deliverable.Latest;
        }

        deliverable.Submit(today);
        db.Add(Rulings.Of(deliverable, deliverable.Latest, RulingKind.Submitted, string.Empty, (records, user, actor.Name)));
        records.Note("Movement.Trail.DraftSubmitted", region, call, new { code, deliverable.Latest });
        records.Tell(new DeliverableSubmitted(region, call.Value, code, deliverable.Latest));
        return await write.TryCommitAsync(MentoringRecords.Raced, cancel) is { } raced ? raced : deliverable.Latest;
    }
}

/// <summary>Makes the facts of what was done with a version.</summary>
internal static class Rulings
{
    public static DraftRuling Of(
        Deliverable of, int number, RulingKind kind, string reason, (MentoringRecords Records, UserId User, string Name) by) => new()
    {
        RegionCode = of.RegionCode,
        Id = by.Records.NewId(),
        CallId = of.CallId,
        Deliverable = of.Code,
        Number = number,
        Kind = kind,
        Reason = reason,
        At = by.Records.Now,
        ByUser = by.User,
        ByName = by.Name,
    };
}
