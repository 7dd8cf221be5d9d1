using System.Globalization;
using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Taxpayers;
using KotaCerdas.Revenue.Model;
using KotaCerdas.Revenue.Model.Letters;
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

    /// <summary>The day from which the right to collect runs after the last thing that happened; null where nothing did.</summary>
    public DateOnly? ExpiresFrom { get; init; }

    /// <summary>The day by which it was to be paid at first.</summary>
    public required DateOnly FirstDueOn { get; init; }

    /// <summary>True for a bill of this system, which can be explained.</summary>
    public required bool Own { get; init; }

    public Nop Nop => Nop.Of(Number);

    /// <summary>True where the right to collect it has ended by a day.</summary>
    public bool IsExpired(DateOnly day) => BillExpiry.IsOver(BillExpiry.Since(ExpiresFrom, TaxYear, FirstDueOn), day);

    public string Cursor => string.Create(CultureInfo.InvariantCulture, $"{Number}~{TaxYear}");
}

/// <summary>Which arrears are listed.</summary>
/// <param name="Village">Ten digits of a village, or 0 for all.</param>
/// <param name="Years">Whole years since the due day, the last one for more, too; null for any.</param>
/// <param name="Least">What is open at least, rupiah.</param>
internal sealed record ArrearsFilter(long Village = 0, int? Years = null, long Least = 1);

/// <summary>Arrears of one age.</summary>
internal sealed record ArrearsByAge
{
    /// <summary>Whole years since the due day; the last one stands for more, too.</summary>
    public required int Years { get; init; }

    public required long Bills { get; init; }

    /// <summary>Open principal, rupiah.</summary>
    public required long Open { get; init; }
}

/// <summary>
/// Arrears of both systems, by object and year, paged by their key. A page reads no more of either than it shows, and what is paid in
/// between.
/// </summary>
internal sealed class ArrearsRows(KotaDb db)
{
    public const int PageSize = 25;

    /// <summary>Whole years since the due day from which arrears are no longer told apart.</summary>
    public const int Oldest = 5;

    private const string Legacy =
        $$"""
        select l.nop as "Number", l.tax_year as "TaxYear", l.name as "Owner", l.amount - cast(coalesce((
            select sum(p.amount - p.penalty) from revenue_legacy_payment p
            where p.region_code = l.region_code and p.nop = l.nop and p.tax_year = l.tax_year), 0) as bigint) as "Open",
          cast(0 as bigint) as "Paid", l.due_on as "DueOn", cast(null as text) as "Plan",
          (select max(x.expires_from) from revenue_assessment_event x
            where x.region_code = l.region_code and x.nop = l.nop and x.tax_year = l.tax_year) as "ExpiresFrom",
          l.due_on as "FirstDueOn", {6} as "Own"
        from revenue_legacy_bill l
        where l.region_code = {0} and (l.nop, l.tax_year) > ({1}, {2}) and l.nop <= {3} and l.due_on < {4} and l.due_on >= {5}
          and l.amount - coalesce((select sum(p.amount - p.penalty) from revenue_legacy_payment p
            where p.region_code = l.region_code and p.nop = l.nop and p.tax_year = l.tax_year), 0) >= {8}
          and not exists (select 1 from revenue_bill b where b.region_code = l.region_code and b.nop = l.nop and b.tax_year = l.tax_year)
        {{BillSql.LegacyStands}}
        """;

    private const string Own =
        $$"""
        select b.nop as "Number", b.tax_year as "TaxYear", t.name as "Owner", coalesce(e.open_after, b.amount) as "Open",
          coalesce(e.paid_after - e.over_after, 0) as "Paid", coalesce(e.due_on, d.due_on) as "DueOn", e.plan as "Plan",
          e.expires_from as "ExpiresFrom", d.due_on as "FirstDueOn", {7} as "Own"
        from revenue_bill b
        join revenue_dispatch d on d.region_code = b.region_code and d.batch_id = b.batch_id and d.tax_code = b.nop / 100000000
        join revenue_taxpayer t on t.region_code = b.region_code and t.taxpayer_id = b.taxpayer_id and t.version = b.taxpayer_version
        {{BillSql.LastEvent}}
        where b.region_code = {0} and (b.nop, b.tax_year) > ({1}, {2}) and b.nop <= {3} and coalesce(e.due_on, d.due_on) < {4}
          and coalesce(e.due_on, d.due_on) >= {5} and coalesce(e.open_after, b.amount) >= {8}
        {{BillSql.Counts}}
        """;

    private const string Sql =
        $$"""
        select * from ({{Legacy}} order by l.nop, l.tax_year limit {9}) legacy
        union all
        select * from ({{Own}} order by b.nop, b.tax_year limit {9}) own
        order by "Number", "TaxYear" limit {9}
        """;

    private const string AgesSql =
        $$"""
        select "Years", count(*) as "Bills", cast(sum("Open") as bigint) as "Open" from (
          select "Open", case when "DueOn" >= {9} then 0 when "DueOn" >= {10} then 1 when "DueOn" >= {11} then 2
            when "DueOn" >= {12} then 3 when "DueOn" >= {13} then 4 else 5 end as "Years"
          from (select * from ({{Legacy}}) legacy union all select * from ({{Own}}) own) a) b
        group by "Years" order by "Years"
        """;

    /// <summary>One page after a row.</summary>
    /// <param name="region">The region with the legal date.</param>
    /// <param name="filter">Which of them.</param>
    /// <param name="after">Cursor of the row before the page, or null at the start.</param>
    /// <param name="size">Rows a page.</param>
    /// <param name="cancel">Stops.</param>
    public async Task<RegisterRows<ArrearsRow>> PageAsync(
        (RegionCode Code, DateOnly Day) region, ArrearsFilter filter, string? after, int size, CancellationToken cancel)
    {
        db.Declare(RegionScope.Of(region.Code));
        var (first, last) = Range(filter.Village);
        var (nop, year) = Read(after) ?? (first, int.MaxValue);
        var until = Due(region.Day, filter.Years ?? 0);
        var from = filter.Years is { } years and < Oldest ? Due(region.Day, years + 1) : DateOnly.MinValue;
        var rows = await db.Database.SqlQueryRaw<ArrearsRow>(
            Sql, region.Code.Value, nop, year, last, until, from, false, true, filter.Least, size + 1).ToListAsync(cancel);
        return TaxpayerRows.Page(rows, size, (false, after is not null), r => r.Cursor, TaxpayerRows.MostCounted + 1);
    }

    /// <summary>How many there are and what is open of them, by whole years since the due day; without a village a long read.</summary>
    public async Task<IReadOnlyList<ArrearsByAge>> AgesAsync(
        (RegionCode Code, DateOnly Day) region, long village, CancellationToken cancel)
    {
        db.Declare(RegionScope.Of(region.Code));
        var (first, last) = Range(village);
        object[] values =
        [
            region.Code.Value, first, int.MaxValue, last, region.Day, DateOnly.MinValue, false, true, 1L,
            .. Enumerable.Range(1, Oldest).Select(years => (object)Due(region.Day, years)),
        ];
        var usual = db.Database.GetCommandTimeout();
        db.Database.SetCommandTimeout(0);
        try
        {
            return await db.Database.SqlQueryRaw<ArrearsByAge>(AgesSql, values).ToListAsync(cancel);
        }
        finally
        {
            db.Database.SetCommandTimeout(usual);
        }
    }

    /// <summary>What was due before this day has so many whole years or more.</summary>
    private static DateOnly Due(DateOnly today, int years) => years == 0 ? today : today.AddYears(-years).AddDays(1);

    private static (long First, long Last) Range(long village) => village == 0 ? (0L, long.MaxValue)
        : (Nop.In(village).First.Value - 1, Nop.In(village).Last.Value);

    private static (long Nop, int Year)? Read(string? cursor) =>
        cursor?.Split('~') is [var nop, var year] && long.TryParse(nop, CultureInfo.InvariantCulture, out var at)
            && int.TryParse(year, CultureInfo.InvariantCulture, out var of) ? (at, of) : null;
}
