using KotaCerdas.Movement.Model.Agreeing;
using KotaCerdas.Platform;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Movement.Features.Agreements;

/// <summary>Which obligations a due list shows.</summary>
internal enum DueWhen
{
    /// <summary>Everything that is open.</summary>
    Open,

    /// <summary>Past its last day.</summary>
    Late,

    /// <summary>In the next fourteen days.</summary>
    Soon,

    /// <summary>Handed in and waiting for an answer.</summary>
    Reported,
}

/// <summary>Who owes an obligation.</summary>
internal enum DueOwner
{
    /// <summary>The region whose agreement it is.</summary>
    Region,

    /// <summary>The party on the other side.</summary>
    Other,
}

/// <summary>Filters of the due list.</summary>
/// <param name="Promise">What was promised, word for word, or empty for all.</param>
internal sealed record DueFilter(DueWhen When = DueWhen.Open, string Name = "", DueOwner? Owner = null, string Promise = "");

/// <summary>Obligations about the same.</summary>
internal sealed record DueKindRow
{
    public required string Title { get; init; }

    public required long Count { get; init; }

    public required DateOnly Oldest { get; init; }
}

/// <summary>An obligation of an agreement in force.</summary>
internal sealed record DueRow
{
    public required Guid Id { get; init; }

    public required Guid Agreement { get; init; }

    public required string Region { get; init; }

    public required string RegionName { get; init; }

    public required string Title { get; init; }

    public required string Owner { get; init; }

    public required string PartyName { get; init; }

    public required string State { get; init; }

    public required DateOnly StartsOn { get; init; }

    public required DateOnly DueOn { get; init; }

    public required int Zone { get; init; }

    public ObligationState StateValue => Enum.Parse<ObligationState>(State);

    public string Href => $"{AgreementPaths.List}/{Region}/{Agreement}/kewajiban/{Id}";
}

/// <summary>One page of the due list, the nearest last day first.</summary>
internal sealed record DuePage(IReadOnlyList<DueRow> Rows, long Total, string? Before, string? After);

/// <summary>What of obligations a first screen shows.</summary>
internal sealed record DueSummary(IReadOnlyList<DueRow> Rows, long Late, long Soon, long Reported)
{
    /// <summary>Late ones by what was promised; empty where all of them stand in the rows.</summary>
    public IReadOnlyList<DueKindRow> LateKinds { get; init; } = [];
}

/// <summary>Obligations across agreements, narrowed to what the reader may see.</summary>
internal sealed class ObligationRows(KotaDb db, Actor actor, TimeProvider clock)
{
    public const int PageSize = 25;
    private const int SoonDays = 14;
    private const int First = 5;
    private const int Kinds = 50;

    private const string Columns =
        """
        select o.id as "Id", o.agreement_id as "Agreement", o.region_code as "Region", r.name as "RegionName", o.title as "Title",
          o.owner as "Owner", q.name as "PartyName", o.state as "State", o.starts_on as "StartsOn", o.due_on as "DueOn",
          case r.zone when 'WIT' then 9 when 'WITA' then 8 else 7 end as "Zone"
        """;

    private const string Source =
        """

        from movement_obligation o
        join movement_agreement a on a.region_code = o.region_code and a.id = o.agreement_id and a.state = 'InForce'
        join movement_agreement_party p on p.region_code = o.region_code and p.agreement_id = o.agreement_id
          and p.party_region <> p.region_code
        join movement_agreement_party q on q.region_code = o.region_code and q.agreement_id = o.agreement_id and q.number = o.party
        join platform_region r on r.code = o.region_code
        """;

    private static readonly RegionScope Scope = RegionScope.National("obligations that fall due, narrowed to what the reader may see");

    /// <summary>The legal date in the west: a day that is over there is over everywhere.</summary>
    public DateOnly Today => RegionZone.WIB.DateAt(clock.GetUtcNow());

    /// <summary>One page after, or before, a place in the list.</summary>
    public async Task<DuePage> PageAsync(DueFilter filter, (string? After, string? Before) cursor, CancellationToken cancel)
    {
        var query = Query(filter);
        var total = await CountAsync(query, cancel);
        var backwards = cursor.After is null && cursor.Before is not null;
        if (Place(cursor.After ?? cursor.Before) is { } place)
        {
            var sign = backwards ? "<" : ">";
            var due = query.Arg(place.Due);
            query.And($"(o.due_on {sign} {due} or (o.due_on = {due} and o.id {sign} {query.Arg(place.Id)}))");
        }

        var order = backwards ? "desc" : "asc";
        var rows = await RowsAsync(query, $" order by o.due_on {order}, o.id {order} limit {PageSize + 1}", cancel);
        var more = rows.Count > PageSize;
        var page = rows.Take(PageSize).ToList();
        if (backwards)
        {
            page.Reverse();
        }

        var hasBefore = (backwards ? more : cursor.After is not null) && page.Count > 0;
        var hasAfter = (backwards || more) && page.Count > 0;
        return new(page, total, hasBefore ? PlaceOf(page[0]) : null, hasAfter ? PlaceOf(page[^1]) : null);
    }

    /// <summary>The nearest last days, and how many are late, due soon and waiting for an answer.</summary>
    public async Task<DueSummary> SummaryAsync(CancellationToken cancel)
    {
        var late = await CountAsync(Query(new(DueWhen.Late)), cancel);
        return new(
            await RowsAsync(Query(new(DueWhen.Open)), $" order by o.due_on, o.id limit {First}", cancel),
            late,
            await CountAsync(Query(new(DueWhen.Soon)), cancel),
            await CountAsync(Query(new(DueWhen.Reported)), cancel))
        {
            LateKinds = late > First ? await KindsAsync(new(DueWhen.Late), cancel) : [],
        };
    }

    /// <summary>What was promised in the obligations of a filter, the most frequent first.</summary>
    public Task<List<DueKindRow>> KindsAsync(DueFilter filter, CancellationToken cancel)
    {
        var query = Query(filter);

        // Every value of the query is an argument; only our own words are joined.
        var sql = $"""
            select o.title as "Title", count(*) as "Count", min(o.due_on) as "Oldest" {Source}{query.Text}
            group by o.title order by count(*) desc, o.title limit {Kinds}
            """;
        return db.Database.SqlQueryRaw<DueKindRow>(sql, query.Args).ToListAsync(cancel);
    }

    private SqlWhere Query(DueFilter filter)
    {
        db.Declare(Scope);
        var query = new SqlWhere();
        AgreementRows.See(query, actor);
        query.And(filter.When switch
        {
            // As Obligation.IsLate has it: what was handed in after its last day is late until it is accepted.
            DueWhen.Late => $"(o.state in ('Running', 'Returned') and o.due_on < {query.Arg(Today)} "
                + "or o.state = 'Reported' and o.reported_on > o.due_on)",
            DueWhen.Soon => $"o.state in ('Running', 'Returned') and o.due_on >= {query.Arg(Today)} "
                + $"and o.due_on <= {query.Arg(Today.AddDays(SoonDays))}",
            DueWhen.Reported => "o.state = 'Reported'",
            _ => "o.state in ('Running', 'Returned', 'Reported')",
        });
        if (filter.Name.Length > 0)
        {
            var like = query.Arg(SqlWhere.Containing(filter.Name));
            query.And($"(lower(r.name) like {like} escape '!' or lower(o.title) like {like} escape '!' "
                + $"or lower(o.owner) like {like} escape '!')");
        }

        if (filter.Promise.Length > 0)
        {
            query.And($"o.title = {query.Arg(filter.Promise)}");
        }

        if (filter.Owner is { } owner)
        {
            query.And($"q.party_region {(owner == DueOwner.Region ? "=" : "<>")} q.region_code");
        }

        return query;
    }

    private Task<long> CountAsync(SqlWhere query, CancellationToken cancel) =>
        db.Database.SqlQueryRaw<long>($"select count(*) as \"Value\" {Source}{query.Text}", query.Args).SingleAsync(cancel);

    private Task<List<DueRow>> RowsAsync(SqlWhere query, string order, CancellationToken cancel)
    {
        // Every value of the query is an argument; only our own words are joined.
        var sql = $"{Columns}{Source}{query.Text}{order}";
        return db.Database.SqlQueryRaw<DueRow>(sql, query.Args).ToListAsync(cancel);
    }

    private static string PlaceOf(DueRow row) => $"{row.DueOn:yyyy-MM-dd}_{row.Id}";

    private static (DateOnly Due, Guid Id)? Place(string? text) =>
        text?.Split('_') is [var due, var id] && DateOnly.TryParseExact(due, "yyyy-MM-dd", out var on) && Guid.TryParse(id, out var guid)
            ? (on, guid)
            : null;
}
