using System.Globalization;
using System.Text;
using KotaCerdas.Platform;
using KotaCerdas.Revenue.Model.Registers;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Revenue.Features.Taxpayers;

/// <summary>A row of the list of taxpayers.</summary>
internal sealed record TaxpayerRow
{
    public required Guid Id { get; init; }

    public required string Name { get; init; }

    public required string NameKey { get; init; }

    public required string Kind { get; init; }

    public required string Npwpd { get; init; }

    public required string Address { get; init; }

    public required string Place { get; init; }

    public string Cursor => $"{NameKey}~{Id}";
}

/// <summary>One page of a keyset-paged list.</summary>
internal sealed record RegisterRows<T>(IReadOnlyList<T> Rows, long? Total, string? Before, string? After);

/// <summary>The taxpayers of a region as they are now, in plain SQL: ordered and paged by name.</summary>
internal sealed class TaxpayerRows(KotaDb db)
{
    public const int PageSize = 50;

    /// <summary>More rows than these are not counted.</summary>
    public const int MostCounted = 10_000;

    private const string Columns =
        """
        select t.taxpayer_id as "Id", t.name as "Name", t.name_key as "NameKey", t.kind as "Kind", t.npwpd as "Npwpd",
          t.address as "Address", t.place as "Place"
        """;

    private const string Source =
        """

        from revenue_taxpayer t
        where t.region_code = {0}
          and t.version = (select max(x.version) from revenue_taxpayer x
            where x.region_code = t.region_code and x.taxpayer_id = t.taxpayer_id)
          and not exists (select 1 from revenue_taxpayer_merge m where m.region_code = t.region_code and m.from_id = t.taxpayer_id)
        """;

    /// <summary>One page after, or before, a cursor.</summary>
    /// <param name="region">The region.</param>
    /// <param name="filter">Kind by name or empty; beginning of a name, or an NPWPD, or empty.</param>
    /// <param name="cursor">Where the page begins or ends.</param>
    /// <param name="size">Rows a page.</param>
    /// <param name="cancel">Stops.</param>
    public async Task<RegisterRows<TaxpayerRow>> PageAsync(
        RegionCode region, (string Kind, string Search) filter, (string? After, string? Before) cursor, int size, CancellationToken cancel)
    {
        db.Declare(RegionScope.Of(region));
        var (where, args) = Where(region, filter);
        var counted = $"select count(*) as \"Value\" from (select 1 {Source}{where} limit {MostCounted + 1}) c";
        var total = await db.Database.SqlQueryRaw<long>(counted, [.. args]).SingleAsync(cancel);
        var backwards = cursor.After is null && cursor.Before is not null;
        if (Read(cursor.After ?? cursor.Before) is { } at)
        {
            where += string.Create(CultureInfo.InvariantCulture,
                $" and (t.name_key, t.taxpayer_id) {(backwards ? "<" : ">")} ({{{args.Count}}}, {{{args.Count + 1}}})");
            args.AddRange([at.Name, at.Id]);
        }

        var order = backwards ? "desc" : "asc";
        var sql = $"{Columns}{Source}{where} order by t.name_key {order}, t.taxpayer_id {order} limit {size + 1}";
        var rows = await db.Database.SqlQueryRaw<TaxpayerRow>(sql, [.. args]).ToListAsync(cancel);
        return Page(rows, size, (backwards, cursor.After is not null), r => r.Cursor, total);
    }

    /// <summary>Cuts the one row too many and finds where the neighbours begin.</summary>
    public static RegisterRows<T> Page<T>(
        List<T> rows, int size, (bool Backwards, bool HasBefore) at, Func<T, string> cursor, long total)
    {
        var more = rows.Count > size;
        var page = rows.Take(size).ToList();
        if (at.Backwards)
        {
            page.Reverse();
        }

        var before = at.Backwards ? more : at.HasBefore;
        var after = at.Backwards || more;
        return new(
            page, total > MostCounted ? null : total, before && page.Count > 0 ? cursor(page[0]) : null,
            after && page.Count > 0 ? cursor(page[^1]) : null);
    }

    /// <summary>Text for <c>like … escape '!'</c>.</summary>
    public static string Escaped(string text) => text
        .Replace("!", "!!", StringComparison.Ordinal)
        .Replace("%", "!%", StringComparison.Ordinal)
        .Replace("_", "!_", StringComparison.Ordinal);

    /// <summary>Adds the condition that a name begins so; the two bounds let the index find the place.</summary>
    public static void AppendName(StringBuilder sql, List<object> args, string name)
    {
        sql.Append(CultureInfo.InvariantCulture,
            $" and t.name_key >= {{{args.Count}}} and t.name_key like {{{args.Count + 1}}} escape '!'");
        args.AddRange([name, Escaped(name) + "%"]);
        if (name.Length == 0)
        {
            // Signs alone name nobody.
            sql.Append(" and 1 = 0");
        }

        if (Above(name) is { } above)
        {
            sql.Append(CultureInfo.InvariantCulture, $" and t.name_key < {{{args.Count}}}");
            args.Add(above);
        }
    }

    /// <summary>The smallest beginning above all names that begin so, in any collation; null where there is none.</summary>
    private static string? Above(string name)
    {
        var stem = name.TrimEnd('Z');
        return stem.Length == 0 ? null : stem[..^1] + stem[^1] switch
        {
            ' ' => '0',
            '9' => 'A',
            var last => (char)(last + 1),
        };
    }

    private static (string Name, Guid Id)? Read(string? cursor)
    {
        var cut = cursor?.LastIndexOf('~') ?? -1;
        return cut >= 0 && Guid.TryParse(cursor![(cut + 1)..], out var id) ? (cursor[..cut], id) : null;
    }

    private static (string Sql, List<object> Args) Where(RegionCode region, (string Kind, string Search) filter)
    {
        var sql = new StringBuilder();
        List<object> args = [region.Value];
        if (filter.Kind.Length > 0)
        {
            sql.Append(CultureInfo.InvariantCulture, $" and t.kind = {{{args.Count}}}");
            args.Add(filter.Kind);
        }

        if (filter.Search.Any(char.IsAsciiDigit))
        {
            sql.Append(CultureInfo.InvariantCulture, $" and (t.npwpd = {{{args.Count}}}");
            sql.Append(CultureInfo.InvariantCulture, $" or t.name_key like {{{args.Count + 1}}} escape '!')");
            args.AddRange([filter.Search.ToUpperInvariant(), Escaped(Taxpayer.KeyOf(filter.Search)) + "%"]);
        }
        else if (filter.Search.Length > 0)
        {
            AppendName(sql, args, Taxpayer.KeyOf(filter.Search));
        }

        return (sql.ToString(), args);
    }
}
