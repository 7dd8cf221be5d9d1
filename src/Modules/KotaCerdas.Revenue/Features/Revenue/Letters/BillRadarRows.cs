using System.Globalization;
using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Bills;
using KotaCerdas.Revenue.Features.Taxpayers;
using KotaCerdas.Revenue.Model;
using KotaCerdas.Revenue.Model.Letters;
using KotaCerdas.Revenue.Model.Rules;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Revenue.Features.Letters;

/// <summary>Open bills of a tax year, and how many of them are endangered or expired.</summary>
internal sealed record BillRadarYear
{
    public required int TaxYear { get; init; }

    public required long Bills { get; init; }

    public required long Amount { get; init; }

    public required long Endangered { get; init; }

    public required long EndangeredAmount { get; init; }

    public required long Expired { get; init; }

    public required long ExpiredAmount { get; init; }
}

/// <summary>An open bill with the day from which the right to collect it runs.</summary>
internal sealed record BillRadarRow
{
    public required long Number { get; init; }

    public required int TaxYear { get; init; }

    public required string Owner { get; init; }

    public required long Open { get; init; }

    public required DateOnly Since { get; init; }

    /// <summary>True where a letter began the clock anew.</summary>
    public required bool Interrupted { get; init; }

    public Nop Nop => Nop.Of(Number);

    public string Cursor => string.Create(CultureInfo.InvariantCulture, $"{TaxYear}~{Number}");
}

/// <summary>The days that decide: what began to run on or before them is endangered, or has expired.</summary>
internal sealed record BillClock(int Years, DateOnly Endangered, DateOnly Expired)
{
    /// <summary>The clock of property tax on a day.</summary>
    public static BillClock On(DateOnly today)
    {
        var rule = LetterRules.ExpiryOf(RevenueKinds.Find(RevenueKinds.Pbb)!);
        return new(
            rule.Years, Last(today, d => d.AddYears(rule.Years).AddMonths(-rule.WarnMonths) <= today),
            Last(today, d => d.AddYears(rule.Years) < today));
    }

    /// <summary>The last day on which something may have begun that holds today; months of unequal length move it by a few days.</summary>
    private static DateOnly Last(DateOnly today, Func<DateOnly, bool> holds)
    {
        var (low, high) = (0, today.DayNumber);
        while (low < high)
        {
            var middle = (low + high + 1) >> 1;
            (low, high) = holds(DateOnly.FromDayNumber(middle)) ? (middle, high) : (low, middle - 1);
        }

        return DateOnly.FromDayNumber(low);
    }
}

/// <summary>
/// Open PBB-P2 bills of both systems by the end of the right to collect them, in plain SQL: counted by tax year, listed page by page in the
/// order of year and object, which is an index of either system. What a letter interrupted before its end begins anew with it.
/// </summary>
internal sealed class BillRadarRows(KotaDb db)
{
    public const int PageSize = 25;

    /// <summary>The day on which the year of a bill began: liable from then on.</summary>
    private string Liable => db.Engine == DatabaseEngine.Postgres ? "make_date(b.tax_year, 1, 1)" : "printf('%04d-01-01', b.tax_year)";

    /// <summary>One page of what is endangered, or has expired, after a row.</summary>
    /// <param name="region">The region.</param>
    /// <param name="which">What began to run on or before a day; ten digits of a village, or 0 for all.</param>
    /// <param name="after">Cursor of the row before the page, or null at the start.</param>
    /// <param name="size">Rows a page.</param>
    /// <param name="cancel">Stops.</param>
    public async Task<RegisterRows<BillRadarRow>> PageAsync(
        RegionCode region, (DateOnly Since, long Village) which, string? after, int size, CancellationToken cancel)
    {
        db.Declare(RegionScope.Of(region));
        var (first, last) = which.Village == 0 ? (0L, long.MaxValue)
            : (Nop.In(which.Village).First.Value, Nop.In(which.Village).Last.Value);
        var (year, nop) = Read(after) ?? (0, 0L);
        const string Due = "\"Since\" <= {5} and \"Open\" > 0 order by \"TaxYear\", \"Number\" limit {7}";
        const string Where = "(b.tax_year, b.nop) > ({1}, {2}) and b.nop >= {3} and b.nop <= {4} and b.tax_year <= {6}";
        var sql =
            $$"""
            select * from (select * from ({{Legacy(Where)}}) l where {{Due}}) legacy
            union all
            select * from (select * from ({{Own(Where)}}) o where {{Due}}) own
            order by "TaxYear", "Number" limit {7}
            """;
        var rows = await db.Database.SqlQueryRaw<BillRadarRow>(
            sql, region.Value, year, nop, first, last, which.Since, which.Since.Year, size + 1).ToListAsync(cancel);
        return TaxpayerRows.Page(rows, size, (false, after is not null), r => r.Cursor, TaxpayerRows.MostCounted + 1);
    }

    /// <summary>Everything that is open by tax year, oldest first.</summary>
    public async Task<IReadOnlyList<BillRadarYear>> YearsAsync(RegionCode region, BillClock clock, CancellationToken cancel)
    {
        db.Declare(RegionScope.Of(region));
        var sql =
            $$"""
            select "TaxYear", count(*) as "Bills", {{Sum("\"Open\"")}} as "Amount",
              {{Sum("case when \"Since\" <= {1} then 1 else 0 end")}} as "Endangered",
              {{Sum("case when \"Since\" <= {1} then \"Open\" else 0 end")}} as "EndangeredAmount",
              {{Sum("case when \"Since\" <= {2} then 1 else 0 end")}} as "Expired",
              {{Sum("case when \"Since\" <= {2} then \"Open\" else 0 end")}} as "ExpiredAmount"
            from ({{Legacy("1 = 1")}} union all {{Own("1 = 1")}}) r
            where "Open" > 0
            group by "TaxYear"
            order by "TaxYear"
            """;
        return await db.Database.SqlQueryRaw<BillRadarYear>(sql, region.Value, clock.Endangered, clock.Expired).ToListAsync(cancel);
    }

    private static string Sum(string what) => $"cast(sum({what}) as bigint)";

    private static (int Year, long Nop)? Read(string? cursor) =>
        cursor?.Split('~') is [var year, var nop] && int.TryParse(year, CultureInfo.InvariantCulture, out var of)
            && long.TryParse(nop, CultureInfo.InvariantCulture, out var at) ? (of, at) : null;

    /// <summary>From which day the right to collect runs before any letter, by the table of letters: the year or the due day.</summary>
    private string StartOf(string due) => LetterRules.BillExpiresFromDue ? due : Liable;

    /// <summary>
    /// From which day it runs: the first one that no letter follows within its years. What came after that did not bring it back.
    /// </summary>
    private string SinceOf(string due)
    {
        const string Events =
            "revenue_assessment_event v where v.region_code = b.region_code and v.nop = b.nop and v.tax_year = b.tax_year";
        return $"""
            case when e.expires_from is null then {StartOf(due)} when e.expires_from <= {Later(StartOf(due))} then e.expires_from
              else (select min(s.since) from (select {StartOf(due)} as since union all select v.expires_from from {Events}) s
                where not exists (select 1 from {Events} and v.expires_from > s.since and v.expires_from <= {Later("s.since")})) end
            """;
    }

    private string Interrupted(string due) => db.Engine == DatabaseEngine.Postgres
        ? $"coalesce({SinceOf(due)} > {StartOf(due)}, false)" : $"coalesce({SinceOf(due)} > {StartOf(due)}, 0)";

    /// <summary>The last day of the years that begin with a day; of 29 February it is the last one of February.</summary>
    private string Later(string day)
    {
        var years = LetterRules.ExpiryOf(RevenueKinds.Find(RevenueKinds.Pbb)!).Years.ToString(CultureInfo.InvariantCulture);
        return db.Engine == DatabaseEngine.Postgres ? $"cast({day} + interval '{years} years' as date)"
            : $"min(date({day}, '+{years} years'), date({day}, 'start of month', '+{years} years', '+1 month', '-1 day'))";
    }

    private string Own(string where) =>
        $$"""
        select b.nop as "Number", b.tax_year as "TaxYear", t.name as "Owner", coalesce(e.open_after, b.amount) as "Open",
          {{SinceOf("d.due_on")}} as "Since", {{Interrupted("d.due_on")}} as "Interrupted"
        from revenue_bill b
        join revenue_dispatch d on d.region_code = b.region_code and d.batch_id = b.batch_id and d.tax_code = b.nop / 100000000
        join revenue_taxpayer t on t.region_code = b.region_code and t.taxpayer_id = b.taxpayer_id and t.version = b.taxpayer_version
        {{BillSql.LastEvent}}
        where b.region_code = {0} and b.cycle = 1 and {{where}}
        """;

    private string Legacy(string where) =>
        $$"""
        select b.nop as "Number", b.tax_year as "TaxYear", b.name as "Owner", case when e.state = 'WrittenOff' then 0 else b.amount
            - cast(coalesce((select sum(p.amount - p.penalty) from revenue_legacy_payment p where p.region_code = b.region_code
              and p.nop = b.nop and p.tax_year = b.tax_year), 0) as bigint) end as "Open",
          {{SinceOf("b.due_on")}} as "Since", {{Interrupted("b.due_on")}} as "Interrupted"
        from revenue_legacy_bill b
        {{BillSql.LastEvent}}
        where b.region_code = {0} and {{where}}
          and not exists (select 1 from revenue_bill n where n.region_code = b.region_code and n.nop = b.nop and n.tax_year = b.tax_year)
        """;
}
