using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Model.Mentoring;
using KotaCerdas.Platform;

namespace KotaCerdas.Movement.Features.Mentoring;

/// <summary>The mentor or the region comments on a version while it may still be changed.</summary>
internal sealed class CommentOnDraft(KotaDb db, MentoringDesk desk, MentoringRecords records, Actor actor)
{
    public const int BodyLength = 2_000;

    public async Task<Outcome<Nothing>> RunAsync(
        RegionCode region, CallId call, (string Deliverable, int Number) on, string body, CancellationToken cancel)
    {
        await using var write = await db.BeginWriteAsync(RegionScope.Of(region), cancel);
        var read = await desk.ReadAsync(region, call, cancel);
        if (read.Failed)
        {
            return read.Problem;
        }

        var of = read.Value;
        var mentors = actor.Mentors(of.Mentoring);
        if (actor.User is not { } user || !(mentors || actor.May(MentoringPermissions.Edit, region)))
        {
            return new Problem("Platform.Access.NotAllowed");
        }

        var today = records.TodayIn(of.Region);
        if (DraftRules.Refuse(of, on.Deliverable, today) is { } refused)
        {
            return refused;
        }

        if (!(of.StateOf(on.Deliverable)?.Latest >= on.Number && on.Number > 0))
        {
            return new Problem("Movement.Mentoring.NoSuchVersion");
        }

        if (body.Trim().Length is 0 or > BodyLength)
        {
            return new Problem("Movement.Mentoring.CommentLength", "Comment", BodyLength);
        }

        db.Add(new DraftComment
        {
            RegionCode = region,
            Id = records.NewId(),
            CallId = call,
            Deliverable = on.Deliverable,
            Number = on.Number,
            Body = body.Trim(),
            At = records.Now,
            ByUser = user,
            ByName = actor.Name,
        });
        if (mentors)
        {
            of.Mentoring.Contact(today);
        }

        records.Note("Movement.Trail.DraftCommented", region, call, new { on.Deliverable, on.Number });
        return await write.TryCommitAsync(MentoringRecords.Raced, cancel) is { } raced ? raced : Outcome.Done;
    }
}
