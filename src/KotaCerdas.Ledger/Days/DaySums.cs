using System.Data.Common;
using KotaCerdas.Platform;

namespace KotaCerdas.Ledger;

/// <summary>The sums of closed days: derived from entries, and made again whenever that is wanted.</summary>
public sealed class DaySums
{
    private readonly KotaDb _db;
    private readonly LedgerGate _gate;

    internal DaySums(KotaDb db, LedgerGate gate) => (_db, _gate) = (db, gate);

    /// <summary>Makes the sums that journals lack and those of all closed days again, region by region.</summary>
    /// <param name="region">One region, or null for all.</param>
    /// <param name="cancel">Stops; the region at hand keeps the sums it had.</param>
    /// <returns>How many days.</returns>
    public async Task<int> RebuildAsync(RegionCode? region, CancellationToken cancel)
    {
        var days = 0;
        foreach (var one in region is { } code ? [code] : await LedgerRegions.AllAsync(_db, cancel))
        {
            days += await RebuildOneAsync(one, cancel);
        }

        return days;
    }

    /// <summary>Adds the sums of a day inside the caller's write.</summary>
    internal static Task<int> AddAsync(DbConnection connection, RegionCode region, DateOnly day, CancellationToken cancel) =>
        connection.Make(Sql(Movements.MonthOf(connection, "a.posted_on")), ("region", region.Value), ("day", day)).Patient()
            .RunAsync(cancel);

    private static string Sql(string month) =>
        $"""
        insert into ledger_day_sum (region_code, booked_on, book, account, month, entry_count, debit, credit)
        select a.region_code, a.booked_on, a.book, a.account, {month} as month, cast(sum(a.entry_count) as bigint),
            cast(sum(a.debit) as bigint), cast(sum(a.credit) as bigint)
        from ledger_account_sum a where a.region_code = @region and a.booked_on = @day
        group by a.region_code, a.booked_on, a.book, a.account, {month}
        """;

    private async Task<int> RebuildOneAsync(RegionCode region, CancellationToken cancel)
    {
        var scope = RegionScope.Of(region);
        await using var write = await _db.BeginWriteAsync(scope, cancel);
        await _gate.HoldAsync(write, region, cancel);
        var connection = await _db.SqlAsync(scope, cancel);
        await AccountSumRecord.InsertMissingAsync(connection, region, cancel);
        await connection.Make("delete from ledger_day_sum where region_code = @region", ("region", region.Value)).RunAsync(cancel);
        var days = await connection.Make(
            "select booked_on from ledger_day where region_code = @region order by number", ("region", region.Value))
            .ReadAsync(r => r.GetFieldValue<DateOnly>(0), cancel);
        foreach (var day in days)
        {
            await AddAsync(connection, region, day, cancel);
        }

        await write.CommitAsync(cancel);
        return days.Count;
    }
}
