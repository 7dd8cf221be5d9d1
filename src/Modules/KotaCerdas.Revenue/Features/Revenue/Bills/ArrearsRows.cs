using System.Globalization;
using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Taxpayers;
using KotaCerdas.Revenue.Model;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Revenue.Features.Bills;

/// <summary>A year of an object that is not paid although its due day is over.</summary>
internal sealed record ArrearsRow
{
    public required long Number { get; init; }

    public required int TaxYear { get; init; }

    public required string Owner { get; init; }

    /// <summary>Open principal, rupiah.</summary>
    public required long Open { get; init; }

    /// <summary>Principal that was paid, rupiah.</summary>
    public required long Paid { get; init; }

    /// <summary>The day that is over; of a consent to pay in parts that of the first part that is not paid.</summary>
    public required DateOnly DueOn { get; init; }

    /// <summary>Terms of a consent to pay later, or null.</summary>
    public string? Plan { get; init; }

    /// <summary>True for a bill of this system, which can be explained.</summary>
    public required bool Own { get; init; }

    public Nop Nop => Nop.Of(Number);

    public string Cursor => string.Create(CultureInfo.InvariantCulture, $"{Number}~{TaxYear}");
}

/// <summary>
/// Arrears of both systems, by object and year, paged by their key. A page reads no more of either than it shows, and what is paid in
/// between.
/// </summary>
internal sealed class ArrearsRows(KotaDb db)
{
    public const int PageSize = 50;

    private const string Sql =
        $$"""
        select * from (
          select l.nop as "Number", l.tax_year as "TaxYear", l.name as "Owner", l.amount - cast(coalesce((
              select sum(p.amount - p.penalty) from revenue_legacy_payment p
              where p.region_code = l.region_code and p.nop = l.nop and p.tax_year = l.tax_year), 0) as bigint) as "Open",
            cast(0 as bigint) as "Paid", l.due_on as "DueOn", cast(null as text) as "Plan", {6} as "Own"
          from revenue_legacy_bill l
          where l.region_code = {0} and (l.nop, l.tax_year) > ({1}, {2}) and l.nop <= {3} and l.due_on < {4} and l.tax_year <= {5}
            and l.amount > coalesce((select sum(p.amount - p.penalty) from revenue_legacy_payment p
              where p.region_code = l.region_code and p.nop = l.nop and p.tax_year = l.tax_year), 0)
            and not exists (select 1 from revenue_bill b where b.region_code = l.region_code and b.nop = l.nop and b.tax_year = l.tax_year)
          {{BillSql.LegacyStands}}
          order by l.nop, l.tax_year limit {7}) legacy
        union all
        select * from (
          select b.nop as "Number", b.tax_year as "TaxYear", t.name as "Owner", coalesce(e.open_after, b.amount) as "Open",
            coalesce(e.paid_after - e.over_after, 0) as "Paid", coalesce(e.due_on, d.due_on) as "DueOn", e.plan as "Plan", {8} as "Own"
          from revenue_bill b
          join revenue_dispatch d on d.region_code = b.region_code and d.batch_id = b.batch_id and d.tax_code = b.nop / 100000000
          join revenue_taxpayer t on t.region_code = b.region_code and t.taxpayer_id = b.taxpayer_id and t.version = b.taxpayer_version
          {{BillSql.LastEvent}}
          where b.region_code = {0} and (b.nop, b.tax_year) > ({1}, {2}) and b.nop <= {3} and coalesce(e.due_on, d.due_on) < {4}
            and b.tax_year <= {5} and coalesce(e.open_after, b.amount) > 0
          {{BillSql.Counts}}
          order by b.nop, b.tax_year limit {7}) own
        order by "Number", "TaxYear" limit {7}
        """;

    /// <summary>One page after a row.</summary>
    /// <param name="region">The region with the legal date.</param>
    /// <param name="filter">Ten digits of a village or 0 for all; last tax year that is listed.</param>
    /// <param name="after">Cursor of the row before the page, or null at the start.</param>
    /// <param name="size">Rows a page.</param>
    /// <param name="cancel">Stops.</param>
    public async Task<RegisterRows<ArrearsRow>> PageAsync(
        (RegionCode Code, DateOnly Day) region, (long Village, int UpTo) filter, string? after, int size, CancellationToken cancel)
    {
        db.Declare(RegionScope.Of(region.Code));
        var (first, last) = filter.Village == 0 ? (0L, long.MaxValue) : (Nop.In(filter.Village).First.Value - 1,
            Nop.In(filter.Village).Last.Value);
        var (nop, year) = Read(after) ?? (first, int.MaxValue);
        var rows = await db.Database.SqlQueryRaw<ArrearsRow>(
            Sql, region.Code.Value, nop, year, last, region.Day, filter.UpTo, false, size + 1, true).ToListAsync(cancel);
        return TaxpayerRows.Page(rows, size, (false, after is not null), r => r.Cursor, TaxpayerRows.MostCounted + 1);
    }

    private static (long Nop, int Year)? Read(string? cursor) =>
        cursor?.Split('~') is [var nop, var year] && long.TryParse(nop, CultureInfo.InvariantCulture, out var at)
            && int.TryParse(year, CultureInfo.InvariantCulture, out var of) ? (at, of) : null;
}
