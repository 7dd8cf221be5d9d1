using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Features.Decisions;
using KotaCerdas.Movement.Model.Deciding;
using KotaCerdas.Movement.Model.Mentoring;
using KotaCerdas.Platform;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Movement.Features.Mentoring;

/// <summary>Begins the mentoring of a region, in a write that is open.</summary>
internal sealed class StartMentoring(KotaDb db, Guides guides, MentoringRecords records, Actor actor)
{
    /// <summary>Adds the region, the season where it is the first, and the first stage.</summary>
    /// <param name="region">The region.</param>
    /// <param name="call">The call that selected it.</param>
    /// <param name="on">Legal date from which the months count.</param>
    /// <param name="agreement">The agreement whose signing began it, or null where the ministry did.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>False where the region is in mentoring already.</returns>
    public async Task<Outcome<bool>> AddAsync(RegionCode region, CallId call, DateOnly on, Guid? agreement, CancellationToken cancel)
    {
        if (await db.In<RegionMentoring>(RegionScope.Of(region)).SingleOrDefaultAsync(
            m => m.RegionCode == region && m.CallId == call, cancel) is { } begun)
        {
            Bind(begun, on, agreement);
            return false;
        }

        var season = await db.Shared<MentoringSeason>().AsNoTracking().SingleOrDefaultAsync(s => s.CallId == call, cancel);
        var guide = season is null ? guides.InForce(on) : guides.Of(season.Guide);
        if (guide.Failed)
        {
            return guide.Problem;
        }

        if (season is null)
        {
            db.Add(new MentoringSeason { CallId = call, Guide = guide.Value.Version, OpenedAt = records.Now, OpenedBy = actor.User });
        }

        var mentoring = new RegionMentoring
        {
            RegionCode = region,
            CallId = call,
            Guide = guide.Value.Version,
            Start = agreement is null ? MentoringStart.Ministry : MentoringStart.Agreement,
            AgreementId = agreement,
            StartedOn = on,
            DueOn = on.AddMonths(guide.Value.Rules.SeasonMonths),
            OpenedAt = records.Now,
        };
        db.Add(mentoring);
        records.OpenStage(mentoring, guide.Value, guide.Value.First, on);
        records.Note("Movement.Trail.MentoringStarted", region, call, new { on, guide = guide.Value.Version });
        return true;
    }

    private void Bind(RegionMentoring begun, DateOnly signedOn, Guid? agreement)
    {
        if (agreement is { } id && begun is { Start: MentoringStart.Ministry, CompletedOn: null })
        {
            begun.CountFrom(id, signedOn, guides.Of(begun.Guide).Rules.SeasonMonths);
            records.Note("Movement.Trail.MentoringSigned", begun.RegionCode, begun.CallId, new { signedOn, agreement = id });
        }
    }
}

/// <summary>The ministry begins the mentoring of regions that a call selected.</summary>
internal sealed class OpenMentoring(KotaDb db, StartMentoring start, MentoringRecords records, Actor actor)
{
    /// <summary>Regions that a call selected, by the newest announced decision about each, by code; empty before it is announced.</summary>
    public async Task<IReadOnlyList<RegionCode>> SelectedAsync(CallId call, CancellationToken cancel)
    {
        var announced = await db.Shared<Announcement>().AsNoTracking().Where(a => a.CallId == call).OrderBy(a => a.At)
            .Select(a => a.DecisionId).ToListAsync(cancel);
        var lines = await db.In<DecisionLine>(DecisionReader.Public).AsNoTracking()
            .Where(l => l.CallId == call && announced.Contains(l.DecisionId)).ToListAsync(cancel);
        return
        [
            .. lines.GroupBy(l => l.RegionCode).Select(g => g.MaxBy(l => announced.IndexOf(l.DecisionId))!)
                .Where(l => l.Result == SelectionResult.Selected).Select(l => l.RegionCode).Order(),
        ];
    }

    /// <summary>Begins one region's mentoring; a write of its own for each.</summary>
    /// <returns>False where it had begun already.</returns>
    public async Task<Outcome<bool>> RunAsync(RegionCode region, CallId call, DateOnly on, CancellationToken cancel)
    {
        if (actor.Refuse(MentoringPermissions.Open, RegionCode.National) is { } refusal)
        {
            return refusal;
        }

        if (!(await SelectedAsync(call, cancel)).Contains(region))
        {
            return new Problem("Movement.Mentoring.NotSelected", "Region");
        }

        var place = await db.Shared<Region>().AsNoTracking().SingleAsync(r => r.Code == region, cancel);
        if (on > records.TodayIn(place))
        {
            return new Problem("Movement.Mentoring.StartsLater", "StartOn", records.TodayIn(place));
        }

        await using var write = await db.BeginWriteAsync(RegionScope.Of(region), cancel);
        var added = await start.AddAsync(region, call, on, agreement: null, cancel);
        if (added.Failed || !added.Value)
        {
            return added;
        }

        return await write.TryCommitAsync(MentoringRecords.Raced, cancel) is { } raced ? raced : true;
    }
}
