using System.Globalization;
using System.Text;
using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Model;
using KotaCerdas.Platform;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Movement.Features.Boards;

/// <summary>Filters of the ministry's list. All of them stand in the address.</summary>
internal sealed record ApplicationFilter
{
    public const string NotStarted = "None";

    /// <summary>State by name, <see cref="NotStarted"/>, or empty for all.</summary>
    public string State { get; init; } = string.Empty;

    /// <summary>Island group, or empty.</summary>
    public string Island { get; init; } = string.Empty;

    /// <summary><c>lengkap</c>, <c>belum</c> or empty.</summary>
    public string Complete { get; init; } = string.Empty;

    /// <summary>Part of the region's name, or empty.</summary>
    public string Name { get; init; } = string.Empty;
}

/// <summary>A row of the ministry's list.</summary>
internal sealed record ApplicationRow
{
    public required string Region { get; init; }

    public required string Name { get; init; }

    public required string Island { get; init; }

    public required string Province { get; init; }

    /// <summary>Null where the region was invited and has not begun.</summary>
    public string? Status { get; init; }

    public int Answered { get; init; }

    public int Required { get; init; }

    public DateOnly? SubmittedOn { get; init; }

    public DateOnly? ReturnDeadline { get; init; }

    public DateTime? SavedAt { get; init; }

    /// <summary>Kind of the invitation.</summary>
    public required string Kind { get; init; }

    public required string Reason { get; init; }

    /// <summary>What the rule found, as kept.</summary>
    public required string Basis { get; init; }

    public InvitationKind KindValue => Enum.Parse<InvitationKind>(Kind);

    public ApplicationStatus? State => Status is null ? null : Enum.Parse<ApplicationStatus>(Status);
}

/// <summary>One page of a keyset-paged list.</summary>
internal sealed record ApplicationPage(IReadOnlyList<ApplicationRow> Rows, long Total, string? Before, string? After);

/// <summary>The regions invited to a call with how far they are, in plain SQL: ordered and paged by region code.</summary>
internal sealed class ApplicationRows(KotaDb db)
{
    public const int PageSize = 25;

    private const string Columns =
        """
        select r.code as "Region", r.name as "Name", r.island_group as "Island", p.name as "Province", a.status as "Status",
          coalesce(a.answered_count, 0) as "Answered", coalesce(a.required_count, 0) as "Required", a.submitted_on as "SubmittedOn",
          a.return_deadline as "ReturnDeadline", a.saved_at as "SavedAt", i.kind as "Kind", i.reason as "Reason", i.basis as "Basis"
        """;

    // Regions first, in their order, each finding its row by the whole key: a page reads its own rows whatever the number of years stored.
    private const string Source =
        """

        from platform_region r
        cross join movement_invitation i
        join platform_region p on p.code = r.province_code
        left join movement_application a on a.region_code = i.region_code and a.call_id = i.call_id
        where i.region_code = r.code and i.call_id = {0} and i.status = 'Invited'
        """;

    private static readonly RegionScope Scope = RegionScope.National("list of a call's applications");

    /// <summary>One page after, or before, a region code.</summary>
    public async Task<ApplicationPage> PageAsync(
        CallId call, ApplicationFilter filter, (string? After, string? Before) cursor, CancellationToken cancel)
    {
        db.Declare(Scope);
        var (where, args) = Where(call, filter);
        var count = new List<object>(args);
        var total = await db.Database.SqlQueryRaw<long>($"select count(*) as \"Value\" {Source}{where}", [.. count]).SingleAsync(cancel);
        var backwards = cursor.After is null && cursor.Before is not null;
        if ((cursor.After ?? cursor.Before) is { } code)
        {
            where += $" and r.code {(backwards ? "<" : ">")} {{{args.Count}}}";
            args.Add(code);
        }

        var sql = $"{Columns}{Source}{where} order by r.code {(backwards ? "desc" : "asc")} limit {PageSize + 1}";
        var rows = await db.Database.SqlQueryRaw<ApplicationRow>(sql, [.. args]).ToListAsync(cancel);
        var more = rows.Count > PageSize;
        var page = rows.Take(PageSize).ToList();
        if (backwards)
        {
            page.Reverse();
        }

        var hasBefore = backwards ? more : cursor.After is not null;
        var hasAfter = backwards || more;
        return new(page, total, hasBefore && page.Count > 0 ? page[0].Region : null, hasAfter && page.Count > 0 ? page[^1].Region : null);
    }

    /// <summary>All rows of a filter, for the download of exactly this list.</summary>
    public Task<List<ApplicationRow>> AllAsync(CallId call, ApplicationFilter filter, CancellationToken cancel)
    {
        db.Declare(Scope);
        var (where, args) = Where(call, filter);
        return db.Database.SqlQueryRaw<ApplicationRow>($"{Columns}{Source}{where} order by r.code", [.. args]).ToListAsync(cancel);
    }

    private static (string Sql, List<object> Args) Where(CallId call, ApplicationFilter filter)
    {
        var sql = new StringBuilder();
        List<object> args = [call.Value];
        if (filter.State == ApplicationFilter.NotStarted)
        {
            sql.Append(" and a.status is null");
        }
        else if (filter.State.Length > 0)
        {
            sql.Append(CultureInfo.InvariantCulture, $" and a.status = {{{args.Count}}}");
            args.Add(filter.State);
        }

        if (filter.Island.Length > 0)
        {
            sql.Append(CultureInfo.InvariantCulture, $" and r.island_group = {{{args.Count}}}");
            args.Add(filter.Island);
        }

        if (filter.Complete is "lengkap" or "belum")
        {
            sql.Append(filter.Complete == "lengkap"
                ? " and a.required_count > 0 and a.answered_count >= a.required_count"
                : " and (a.required_count is null or a.answered_count < a.required_count)");
        }

        if (filter.Name.Length > 0)
        {
            sql.Append(CultureInfo.InvariantCulture, $" and lower(r.name) like {{{args.Count}}} escape '!'");
            args.Add($"%{Escaped(filter.Name.ToLowerInvariant())}%");
        }

        return (sql.ToString(), args);
    }

    private static string Escaped(string text) => text
        .Replace("!", "!!", StringComparison.Ordinal)
        .Replace("%", "!%", StringComparison.Ordinal)
        .Replace("_", "!_", StringComparison.Ordinal);
}
