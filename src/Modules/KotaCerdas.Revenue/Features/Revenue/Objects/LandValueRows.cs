using System.Globalization;
using System.Text;
using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Imports;
using KotaCerdas.Revenue.Features.Taxpayers;
using KotaCerdas.Revenue.Model.Registers;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Revenue.Features.Objects;

/// <summary>Filters of the list of zone values. All of them stand in the address.</summary>
internal sealed record LandValueFilter
{
    /// <summary>Ten digits of a kelurahan, or 0 for all.</summary>
    public long Village { get; init; }

    /// <summary>Tax year, or 0 for all.</summary>
    public int Year { get; init; }

    /// <summary>A zone or its beginning, or empty for all.</summary>
    public string Zone { get; init; } = string.Empty;
}

/// <summary>The value of a zone in a year: the version that counts.</summary>
internal sealed record LandValueRow
{
    public required long TaxCode { get; init; }

    public required string Zone { get; init; }

    public required int TaxYear { get; init; }

    public required int Version { get; init; }

    public required long PerMetre { get; init; }

    public required string Source { get; init; }

    public required DateTime RecordedAt { get; init; }

    public required string RecordedBy { get; init; }

    /// <summary>Where a page begins or ends.</summary>
    public string Cursor => string.Create(CultureInfo.InvariantCulture, $"{TaxCode}.{TaxYear}.{Zone}");
}

/// <summary>Values of zones as they count now, in plain SQL: ordered and paged by kelurahan, year and zone.</summary>
internal sealed class LandValueRows(KotaDb db)
{
    public const int PageSize = 50;

    private const string Columns =
        """
        select k.tax_code as "TaxCode", k.zone as "Zone", k.tax_year as "TaxYear", k.version as "Version", k.per_metre as "PerMetre",
          k.source as "Source", k.recorded_at as "RecordedAt", k.recorded_by as "RecordedBy"
        """;

    private const string Source = " from revenue_land_value k where k.region_code = {0} and " + SismiopChecks.LatestValue;

    /// <summary>One page after, or before, a row.</summary>
    public async Task<RegisterRows<LandValueRow>> PageAsync(
        RegionCode region, LandValueFilter filter, (string? After, string? Before) cursor, int size, CancellationToken cancel)
    {
        db.Declare(RegionScope.Of(region));
        var (where, args) = Where(region, filter);
        var counted = $"select count(*) as \"Value\" from (select 1{Source}{where} limit {TaxpayerRows.MostCounted + 1}) c";
        var total = await db.Database.SqlQueryRaw<long>(counted, [.. args]).SingleAsync(cancel);
        var backwards = cursor.After is null && cursor.Before is not null;
        if (Read(cursor.After ?? cursor.Before) is { } at)
        {
            where += string.Create(
                CultureInfo.InvariantCulture,
                $" and (k.tax_code, k.tax_year, k.zone) {(backwards ? "<" : ">")} "
                + $"({{{args.Count}}}, {{{args.Count + 1}}}, {{{args.Count + 2}}})");
            args.AddRange([at.TaxCode, at.Year, at.Zone]);
        }

        var order = backwards ? "desc" : "asc";
        var sql = $"{Columns}{Source}{where} order by k.tax_code {order}, k.tax_year {order}, k.zone {order} limit {size + 1}";
        var rows = await db.Database.SqlQueryRaw<LandValueRow>(sql, [.. args]).ToListAsync(cancel);
        return TaxpayerRows.Page(rows, size, (backwards, cursor.After is not null), r => r.Cursor, total);
    }

    /// <summary>All versions of all years of a zone, the newest first.</summary>
    public Task<List<LandValue>> HistoryAsync(RegionCode region, long taxCode, string zone, CancellationToken cancel) =>
        db.In<LandValue>(RegionScope.Of(region)).AsNoTracking().Where(v => v.TaxCode == taxCode && v.Zone == zone)
            .OrderByDescending(v => v.TaxYear).ThenByDescending(v => v.Version).ToListAsync(cancel);

    private static (string Sql, List<object> Args) Where(RegionCode region, LandValueFilter filter)
    {
        var sql = new StringBuilder();
        List<object> args = [region.Value];
        void And(string condition, object value)
        {
            sql.Append(CultureInfo.InvariantCulture, $" and {condition.Replace("?", $"{{{args.Count}}}", StringComparison.Ordinal)}");
            args.Add(value);
        }

        if (filter.Village > 0)
        {
            And("k.tax_code = ?", filter.Village);
        }

        if (filter.Year > 0)
        {
            And("k.tax_year = ?", filter.Year);
        }

        if (filter.Zone.Length > 0)
        {
            And("k.zone like ? escape '!'", TaxpayerRows.Escaped(filter.Zone) + "%");
        }

        return (sql.ToString(), args);
    }

    private static (long TaxCode, int Year, string Zone)? Read(string? cursor)
    {
        var parts = (cursor ?? string.Empty).Split('.', 3);
        return parts.Length == 3 && long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var code)
            && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var year) ? (code, year, parts[2]) : null;
    }
}
