using System.Globalization;
using System.Text;
using KotaCerdas.Movement.Model.Agreeing;
using KotaCerdas.Platform;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Movement.Features.Agreements;

/// <summary>Filters of the register. All of them stand in the address; empty means all.</summary>
internal sealed record AgreementFilter
{
    /// <summary>Kind of the other party.</summary>
    public string Kind { get; init; } = string.Empty;

    public string State { get; init; } = string.Empty;

    public string Year { get; init; } = string.Empty;

    /// <summary>Part of a party's name or of the region's.</summary>
    public string Name { get; init; } = string.Empty;
}

/// <summary>A row of the register.</summary>
internal sealed record AgreementRow
{
    public required Guid Id { get; init; }

    public required string Region { get; init; }

    public required string RegionName { get; init; }

    public required string Title { get; init; }

    public required string Vehicle { get; init; }

    public required string With { get; init; }

    public required string State { get; init; }

    public required int Year { get; init; }

    public DateOnly? SignedOn { get; init; }

    public DateOnly? EndsOn { get; init; }

    public AgreementState StateValue => Enum.Parse<AgreementState>(State);
}

/// <summary>One page of the register.</summary>
internal sealed record AgreementPage(IReadOnlyList<AgreementRow> Rows, long Total, Guid? Before, Guid? After);

/// <summary>The register in plain SQL, newest first, with what the reader may see as part of the query.</summary>
internal sealed class AgreementRows(KotaDb db, Actor actor)
{
    public const int PageSize = 25;

    private const string Columns =
        """
        select a.id as "Id", a.region_code as "Region", r.name as "RegionName", a.title as "Title", a.vehicle as "Vehicle",
          p.name as "With", a.state as "State", a.year as "Year", a.signed_on as "SignedOn", a.ends_on as "EndsOn"
        """;

    private const string Source =
        """

        from movement_agreement a
        join platform_region r on r.code = a.region_code
        join movement_agreement_party p on p.region_code = a.region_code and p.agreement_id = a.id and p.party_region <> p.region_code
        """;

    private static readonly RegionScope Scope = RegionScope.National("register of agreements, narrowed to what the reader may see");

    public async Task<AgreementPage> PageAsync(AgreementFilter filter, (Guid? After, Guid? Before) cursor, CancellationToken cancel)
    {
        db.Declare(Scope);
        var query = new SqlWhere();
        See(query, actor);
        Narrow(query, filter);
        var total = await db.Database.SqlQueryRaw<long>($"select count(*) as \"Value\" {Source}{query.Text}", query.Args)
            .SingleAsync(cancel);
        var backwards = cursor.After is null && cursor.Before is not null;
        if ((cursor.After ?? cursor.Before) is { } id)
        {
            query.And($"a.id {(backwards ? ">" : "<")} {query.Arg(id)}");
        }

        var order = backwards ? "asc" : "desc";
        var rows = await db.Database.SqlQueryRaw<AgreementRow>(
            $"{Columns}{Source}{query.Text} order by a.id {order} limit {PageSize + 1}", query.Args).ToListAsync(cancel);
        var more = rows.Count > PageSize;
        var page = rows.Take(PageSize).ToList();
        if (backwards)
        {
            page.Reverse();
        }

        var hasBefore = (backwards ? more : cursor.After is not null) && page.Count > 0;
        var hasAfter = (backwards || more) && page.Count > 0;
        return new(page, total, hasBefore ? page[0].Id : null, hasAfter ? page[^1].Id : null);
    }

    /// <summary>
    /// The ministry and auditors see all; who looks after a province's regions theirs; a region or a province's own government its own and
    /// those where it is the other party; a partner those that name its account.
    /// </summary>
    internal static void See(SqlWhere query, Actor actor)
    {
        if (actor.May(AgreementPermissions.Read, RegionCode.National))
        {
            return;
        }

        List<string> ways = [];
        foreach (var (region, own) in actor.Grants.Where(g => g.Permissions.Contains(AgreementPermissions.ReadCode))
            .Select(g => (g.Region, g.Own)).Distinct())
        {
            ways.Add($"a.region_code = {query.Arg(region.Value)}");
            ways.Add($"p.party_region = {query.Arg(region.Value)}");
            if (region.IsProvince && !own)
            {
                ways.Add($"a.region_code like {query.Arg(region.Value + ".%")}");
            }
        }

        if (actor.User is { } user && actor.MayAnywhere(AgreementPermissions.Partner))
        {
            ways.Add($"p.officer_user = {query.Arg(user.Value)}");
        }

        query.And(ways.Count == 0 ? "1 = 0" : $"({string.Join(" or ", ways)})");
    }

    private static void Narrow(SqlWhere query, AgreementFilter filter)
    {
        if (filter.Kind.Length > 0)
        {
            query.And($"p.kind = {query.Arg(filter.Kind)}");
        }

        if (filter.State.Length > 0)
        {
            query.And($"a.state = {query.Arg(filter.State)}");
        }

        if (int.TryParse(filter.Year, NumberStyles.None, CultureInfo.InvariantCulture, out var year))
        {
            query.And($"a.year = {query.Arg(year)}");
        }

        if (filter.Name.Length > 0)
        {
            var like = query.Arg(SqlWhere.Containing(filter.Name));
            query.And($"(lower(r.name) like {like} escape '!' or lower(p.name) like {like} escape '!')");
        }
    }
}

/// <summary>Conditions of a list with their values.</summary>
internal sealed class SqlWhere
{
    private readonly StringBuilder _text = new();
    private readonly List<object> _args = [];

    public string Text => _text.ToString();

    public object[] Args => [.. _args];

    /// <summary>Adds a value; what it gives back stands for it in the SQL.</summary>
    public string Arg(object value)
    {
        _args.Add(value);
        return string.Create(CultureInfo.InvariantCulture, $"{{{_args.Count - 1}}}");
    }

    public void And(string condition) => _text.Append(_text.Length == 0 ? "\nwhere " : " and ").Append(condition);

    /// <summary>A pattern for <c>like … escape '!'</c> on lower-case text.</summary>
    public static string Containing(string text) =>
        $"%{text.ToLowerInvariant().Replace("!", "!!", StringComparison.Ordinal).Replace("%", "!%", StringComparison.Ordinal)
            .Replace("_", "!_", StringComparison.Ordinal)}%";
}
