using System.Globalization;
using System.Text;
using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Taxpayers;
using KotaCerdas.Revenue.Model;
using KotaCerdas.Revenue.Model.Registers;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Revenue.Features.Objects;

/// <summary>Filters of the list of objects. All of them stand in the address.</summary>
internal sealed record ObjectFilter
{
    /// <summary>Ten digits of a kelurahan, or 0 for all.</summary>
    public long Village { get; init; }

    /// <summary>State by name, or empty for all.</summary>
    public string State { get; init; } = string.Empty;

    /// <summary>A NOP or its beginning, an NPWPD, or the beginning of the owner's name.</summary>
    public string Search { get; init; } = string.Empty;
}

/// <summary>A row of the list of objects.</summary>
internal sealed record ObjectRow
{
    public required long Number { get; init; }

    public required string State { get; init; }

    public required string Address { get; init; }

    public required string Rt { get; init; }

    public required string Rw { get; init; }

    public required int LandArea { get; init; }

    public required string LandZone { get; init; }

    public required int BuildingArea { get; init; }

    public required Guid OwnerId { get; init; }

    public required string Owner { get; init; }

    public required string Npwpd { get; init; }

    public Nop Nop => Nop.Of(Number);
}

/// <summary>The objects of a region as they are on a day, in plain SQL: ordered and paged by NOP.</summary>
internal sealed class ObjectRows(KotaDb db)
{
    public const int PageSize = 50;

    private const string Columns =
        """
        select o.nop as "Number", o.state as "State", o.address as "Address", o.rt as "Rt", o.rw as "Rw", o.land_area as "LandArea",
          o.land_zone as "LandZone", o.building_area as "BuildingArea", t.taxpayer_id as "OwnerId", t.name as "Owner", t.npwpd as "Npwpd"
        """;

    // The version that counts is found for each row by its key, so that a page reads its own rows, however many there are.
    private const string Source =
        """

        from revenue_object o
        left join revenue_taxpayer_merge m on m.region_code = o.region_code and m.from_id = o.taxpayer_id
        join revenue_taxpayer t on t.region_code = o.region_code
          and t.taxpayer_id = case when m.into_id is null then o.taxpayer_id else m.into_id end
          and t.version = (select max(x.version) from revenue_taxpayer x
            where x.region_code = t.region_code and x.taxpayer_id = t.taxpayer_id)
        where o.region_code = {0}
          and o.version = (select x.version from revenue_object x
            where x.region_code = o.region_code and x.nop = o.nop and x.valid_from <= {1}
            order by x.valid_from desc, x.version desc limit 1)
        """;

    /// <summary>One page after, or before, a NOP.</summary>
    /// <param name="region">The region with the day on which objects are seen.</param>
    /// <param name="filter">Which objects.</param>
    /// <param name="cursor">Where the page begins or ends.</param>
    /// <param name="size">Rows a page.</param>
    /// <param name="cancel">Stops.</param>
    public async Task<RegisterRows<ObjectRow>> PageAsync(
        (RegionCode Code, DateOnly Day) region, ObjectFilter filter, (long? After, long? Before) cursor, int size, CancellationToken cancel)
    {
        db.Declare(RegionScope.Of(region.Code));
        var (where, args) = Where(region, filter);
        var counted = $"select count(*) as \"Value\" from (select 1 {Source}{where} limit {TaxpayerRows.MostCounted + 1}) c";
        var total = await db.Database.SqlQueryRaw<long>(counted, [.. args]).SingleAsync(cancel);
        var backwards = cursor.After is null && cursor.Before is not null;
        if ((cursor.After ?? cursor.Before) is { } at)
        {
            where += string.Create(CultureInfo.InvariantCulture, $" and o.nop {(backwards ? "<" : ">")} {{{args.Count}}}");
            args.Add(at);
        }

        var sql = $"{Columns}{Source}{where} order by o.nop {(backwards ? "desc" : "asc")} limit {size + 1}";
        var rows = await db.Database.SqlQueryRaw<ObjectRow>(sql, [.. args]).ToListAsync(cancel);
        return TaxpayerRows.Page(
            rows, size, (backwards, cursor.After is not null), r => r.Number.ToString(CultureInfo.InvariantCulture), total);
    }

    private static (string Sql, List<object> Args) Where((RegionCode Code, DateOnly Day) region, ObjectFilter filter)
    {
        var sql = new StringBuilder();
        List<object> args = [region.Code.Value, region.Day];
        if (filter.Village > 0)
        {
            var (first, last) = Nop.In(filter.Village);
            Between(sql, args, first.Value, last.Value);
        }

        if (filter.State.Length > 0)
        {
            sql.Append(CultureInfo.InvariantCulture, $" and o.state = {{{args.Count}}}");
            args.Add(filter.State);
        }

        if (filter.Search.Length > 0)
        {
            Search(sql, args, filter.Search);
        }

        return (sql.ToString(), args);
    }

    /// <summary>Digits with nothing but points and dashes are a NOP or its beginning; others with a digit an NPWPD; the rest a
    /// name.</summary>
    private static void Search(StringBuilder sql, List<object> args, string search)
    {
        var digits = string.Concat(search.Where(char.IsAsciiDigit));
        if (digits.Length is >= 4 and <= 18 && search.All(c => char.IsAsciiDigit(c) || c is '.' or '-' or ' '))
        {
            Between(
                sql, args, long.Parse(digits.PadRight(18, '0'), CultureInfo.InvariantCulture),
                long.Parse(digits.PadRight(18, '9'), CultureInfo.InvariantCulture));
        }
        else if (digits.Length > 0)
        {
            sql.Append(CultureInfo.InvariantCulture, $" and t.npwpd = {{{args.Count}}}");
            args.Add(search.ToUpperInvariant());
        }
        else
        {
            TaxpayerRows.AppendName(sql, args, Taxpayer.KeyOf(search));
        }
    }

    private static void Between(StringBuilder sql, List<object> args, long first, long last)
    {
        sql.Append(CultureInfo.InvariantCulture, $" and o.nop between {{{args.Count}}} and {{{args.Count + 1}}}");
        args.AddRange([first, last]);
    }
}
