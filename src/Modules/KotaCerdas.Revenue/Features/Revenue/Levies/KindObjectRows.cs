using System.Globalization;
using System.Text;
using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Taxpayers;
using KotaCerdas.Revenue.Model.Registers;
using KotaCerdas.Revenue.Model.Returns;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Revenue.Features.Levies;

/// <summary>Filters of the list of objects. All of them stand in the address.</summary>
/// <param name="Kind">Code of a kind, or empty for all.</param>
/// <param name="State">State by name, or empty for all.</param>
/// <param name="Search">NOPD, NPWPD, or the beginning of the object's or the taxpayer's name.</param>
internal sealed record KindObjectFilter(string Kind = "", string State = "", string Search = "");

/// <summary>A row of the list of objects.</summary>
internal sealed record KindObjectRow
{
    public required Guid Id { get; init; }

    public required string Number { get; init; }

    public required string Kind { get; init; }

    public required string State { get; init; }

    public required string Name { get; init; }

    public required string Address { get; init; }

    public DateOnly? ValidTo { get; init; }

    public required Guid OwnerId { get; init; }

    public required string Owner { get; init; }

    public required string Npwpd { get; init; }
}

/// <summary>The objects of a region as they are on a day, in plain SQL: ordered and paged by number.</summary>
internal sealed class KindObjectRows(KotaDb db)
{
    public const int PageSize = 50;

    private const string Columns =
        """
        select o.object_id as "Id", o.number as "Number", o.kind as "Kind", o.state as "State", o.name as "Name", o.address as "Address",
          o.valid_to as "ValidTo", t.taxpayer_id as "OwnerId", t.name as "Owner", t.npwpd as "Npwpd"
        """;

    private const string Source =
        """

        from revenue_kind_object o
        left join revenue_taxpayer_merge m on m.region_code = o.region_code and m.from_id = o.taxpayer_id
        join revenue_taxpayer t on t.region_code = o.region_code
          and t.taxpayer_id = case when m.into_id is null then o.taxpayer_id else m.into_id end
          and t.version = (select max(x.version) from revenue_taxpayer x
            where x.region_code = t.region_code and x.taxpayer_id = t.taxpayer_id)
        where o.region_code = {0}
          and o.version = (select x.version from revenue_kind_object x
            where x.region_code = o.region_code and x.object_id = o.object_id
            order by case when x.valid_from <= {1} then 0 else 1 end, x.valid_from desc, x.version desc limit 1)
        """;

    /// <summary>One page after, or before, a number.</summary>
    /// <param name="region">The region with the day on which objects are seen.</param>
    /// <param name="filter">Which objects.</param>
    /// <param name="cursor">Where the page begins or ends.</param>
    /// <param name="size">Rows a page.</param>
    /// <param name="cancel">Stops.</param>
    public async Task<RegisterRows<KindObjectRow>> PageAsync(
        (RegionCode Code, DateOnly Day) region, KindObjectFilter filter, (string? After, string? Before) cursor, int size,
        CancellationToken cancel)
    {
        db.Declare(RegionScope.Of(region.Code));
        var (where, args) = Where(region, filter);
        var counted = $"select count(*) as \"Value\" from (select 1 {Source}{where} limit {TaxpayerRows.MostCounted + 1}) c";
        var total = await db.Database.SqlQueryRaw<long>(counted, [.. args]).SingleAsync(cancel);
        var backwards = cursor.After is null && cursor.Before is not null;
        if ((cursor.After ?? cursor.Before) is { } at)
        {
            where += string.Create(CultureInfo.InvariantCulture, $" and o.number {(backwards ? "<" : ">")} {{{args.Count}}}");
            args.Add(at);
        }

        var sql = $"{Columns}{Source}{where} order by o.number {(backwards ? "desc" : "asc")} limit {size + 1}";
        var rows = await db.Database.SqlQueryRaw<KindObjectRow>(sql, [.. args]).ToListAsync(cancel);
        return TaxpayerRows.Page(rows, size, (backwards, cursor.After is not null), r => r.Number, total);
    }

    private static (string Sql, List<object> Args) Where((RegionCode Code, DateOnly Day) region, KindObjectFilter filter)
    {
        var sql = new StringBuilder();
        List<object> args = [region.Code.Value, region.Day];
        void Add(string condition, params object[] values)
        {
            sql.Append(" and ").AppendFormat(CultureInfo.InvariantCulture, condition,
                [.. values.Select((_, i) => string.Create(CultureInfo.InvariantCulture, $"{{{args.Count + i}}}"))]);
            args.AddRange(values);
        }

        if (filter.Kind.Length > 0)
        {
            Add("o.kind = {0}", filter.Kind);
        }

        if (filter.State.Length > 0)
        {
            Add("o.state = {0}", filter.State);
        }

        if (filter.Search.Length > 0)
        {
            var upper = filter.Search.ToUpperInvariant();
            Add(
                "(o.number = {0} or t.npwpd = {0} or upper(o.name) like {1} escape '!' or t.name_key like {2} escape '!')",
                upper, TaxpayerRows.Escaped(upper) + "%", TaxpayerRows.Escaped(Taxpayer.KeyOf(filter.Search)) + "%");
        }

        return (sql.ToString(), args);
    }
}
