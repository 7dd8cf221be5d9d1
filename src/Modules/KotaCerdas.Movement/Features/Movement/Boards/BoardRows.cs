using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Model;
using KotaCerdas.Platform;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Movement.Features.Boards;

/// <summary>Something that waits for the ministry.</summary>
internal sealed record Waiting
{
    public required Guid CallId { get; init; }

    public required string Region { get; init; }

    public required string Name { get; init; }

    /// <summary>Since when, UTC.</summary>
    public required DateTime Since { get; init; }

    /// <summary>Last date to submit again; set for returned applications only.</summary>
    public DateOnly? Deadline { get; init; }
}

/// <summary>How many applications of a call have how much of their answers.</summary>
internal sealed record Completeness(int NotStarted, int UnderHalf, int OverHalf, int Complete, int Handed)
{
    /// <summary>The same as counts of a call, without what the board lists one by one.</summary>
    public Calls.CallCounts Counts => Calls.CallCounts.None with { Invited = NotStarted + UnderHalf + OverHalf + Complete + Handed };
}

/// <summary>What the ministry's board shows.</summary>
internal sealed class BoardRows(KotaDb db)
{
    // Both tracks of the season that was announced last.
    private const int MostAnnounced = 2;

    private static readonly RegionScope Scope = RegionScope.National("season board of the ministry");

    /// <summary>Submitted applications that nobody has verified, oldest first.</summary>
    public Task<List<Waiting>> ToVerifyAsync(CancellationToken cancel) => WaitingAsync(
        """
        select a.call_id as "CallId", a.region_code as "Region", r.name as "Name", a.submitted_at as "Since",
            a.return_deadline as "Deadline"
        from movement_application a join platform_region r on r.code = a.region_code join movement_call c on c.id = a.call_id
        where a.status = 'Submitted' and c.status in ('Open', 'Closed') order by a.submitted_at, a.region_code
        """,
        cancel);

    /// <summary>Volunteers who wait for an answer, oldest first.</summary>
    public Task<List<Waiting>> VolunteersAsync(CancellationToken cancel) => WaitingAsync(
        """
        select i.call_id as "CallId", i.region_code as "Region", r.name as "Name", i.invited_at as "Since", null as "Deadline"
        from movement_invitation i join platform_region r on r.code = i.region_code join movement_call c on c.id = i.call_id
        where i.status = 'Requested' and c.status = 'Open' order by i.invited_at, i.region_code
        """,
        cancel);

    /// <summary>Returned applications, the nearest deadline first.</summary>
    public Task<List<Waiting>> ReturnedAsync(CancellationToken cancel) => WaitingAsync(
        """
        select a.call_id as "CallId", a.region_code as "Region", r.name as "Name", a.returned_at as "Since", a.return_deadline as "Deadline"
        from movement_application a join platform_region r on r.code = a.region_code join movement_call c on c.id = a.call_id
        where a.status = 'Returned' and c.status in ('Open', 'Closed') order by a.return_deadline, a.region_code
        """,
        cancel);

    /// <summary>Calls that are under way.</summary>
    public Task<List<Call>> RunningAsync(CancellationToken cancel) => db.Shared<Call>().AsNoTracking()
        .Where(c => c.Status != CallStatus.Draft && c.Status != CallStatus.Announced && c.Status != CallStatus.Withdrawn)
        .OrderBy(c => c.SubmitBy).ToListAsync(cancel);

    /// <summary>Calls that may wait for the ministry: those not announced, and the newest announced, whose objections come in.</summary>
    public async Task<IReadOnlyList<Call>> SteppingAsync(CancellationToken cancel)
    {
        var calls = db.Shared<Call>().AsNoTracking();
        var open = await calls.Where(c => c.Status != CallStatus.Announced && c.Status != CallStatus.Withdrawn).OrderBy(c => c.SubmitBy)
            .ToListAsync(cancel);
        var announced = await calls.Where(c => c.Status == CallStatus.Announced).OrderByDescending(c => c.AssessTo).Take(MostAnnounced)
            .ToListAsync(cancel);
        return [.. announced.AsEnumerable().Reverse(), .. open];
    }

    /// <summary>Completeness of the running calls, on the counts that each save keeps; earlier years are not read.</summary>
    public async Task<IReadOnlyDictionary<CallId, Completeness>> CompletenessAsync(CancellationToken cancel)
    {
        db.Declare(Scope);
        var rows = await db.Database.SqlQueryRaw<CompletenessRow>(
            """
            select i.call_id as "CallId",
              sum(case when a.status is null then 1 else 0 end) as "NotStarted",
              sum(case when a.status in ('Draft', 'Returned') and a.answered_count * 2 < a.required_count then 1 else 0 end) as "UnderHalf",
              sum(case when a.status in ('Draft', 'Returned') and a.answered_count * 2 >= a.required_count
                and a.answered_count < a.required_count
                then 1 else 0 end) as "OverHalf",
              sum(case when a.status in ('Draft', 'Returned') and a.answered_count >= a.required_count then 1 else 0 end) as "Complete",
              sum(case when a.status in ('Submitted', 'Verified') then 1 else 0 end) as "Handed"
            from movement_call c cross join platform_region r cross join movement_invitation i
            left join movement_application a on a.region_code = i.region_code and a.call_id = i.call_id
            where c.status not in ('Draft', 'Announced', 'Withdrawn') and i.region_code = r.code and i.call_id = c.id
                and i.status = 'Invited'
            group by i.call_id
            """).ToListAsync(cancel);
        return rows.ToDictionary(
            r => new CallId(r.CallId), r =>
                new Completeness((int)r.NotStarted, (int)r.UnderHalf, (int)r.OverHalf, (int)r.Complete, (int)r.Handed));
    }

    private Task<List<Waiting>> WaitingAsync(string sql, CancellationToken cancel)
    {
        db.Declare(Scope);
        return db.Database.SqlQueryRaw<Waiting>(sql).ToListAsync(cancel);
    }

    private sealed record CompletenessRow(Guid CallId, long NotStarted, long UnderHalf, long OverHalf, long Complete, long Handed);
}
