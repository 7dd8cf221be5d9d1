using System.Data.Common;
using KotaCerdas.Platform;
using Microsoft.Extensions.DependencyInjection;

namespace KotaCerdas.Ledger;

/// <summary>
/// Closes days: first the gate, so that nothing more is booked on them, then each day in turn gets its hash, its sums and its fact in the
/// transparency log. After a crash it goes on where it stopped.
/// </summary>
internal sealed class DayClosing(KotaDb db, LedgerGate gate, TransparencyLog log, TimeProvider clock)
{
    /// <summary>Closes every day of a region that is over.</summary>
    /// <returns>How many days got their hash.</returns>
    public async Task<int> RunAsync(RegionCode region, CancellationToken cancel)
    {
        await SealAsync(region, cancel);
        var closed = 0;
        while (await NextAsync(region, cancel) is { } next)
        {
            closed += await CloseAsync(region, next, cancel) ? 1 : 0;
            db.ChangeTracker.Clear();
        }

        return closed;
    }

    private async Task SealAsync(RegionCode region, CancellationToken cancel)
    {
        var scope = RegionScope.Of(region);
        await using var write = await db.BeginWriteAsync(scope, cancel);
        var open = await gate.HoldAsync(write, region, cancel);
        var yesterday = open.Today.AddDays(-1);
        if (open.ClosedDay is { } closed && closed >= yesterday)
        {
            return;
        }

        var connection = await db.SqlAsync(scope, cancel);
        await connection.Make(
            "update ledger_gate set closed_day = @day where region_code = @region", ("day", yesterday), ("region", region.Value))
            .RunAsync(cancel);
        await write.CommitAsync(cancel);
    }

    /// <summary>The first day behind the gate that has no hash yet, or null.</summary>
    private async Task<Next?> NextAsync(RegionCode region, CancellationToken cancel)
    {
        var connection = await db.SqlAsync(RegionScope.Of(region), cancel);
        var last = await connection.Make(
            "select number, booked_on, hash from ledger_day where region_code = @region order by number desc limit 1",
            ("region", region.Value))
            .ReadAsync(r => (Number: r.GetInt32(0), Day: r.GetFieldValue<DateOnly>(1), Hash: r.GetFieldValue<byte[]>(2)), cancel);
        var (number, after, previous) = last is [var one] ? one : (0, DateOnly.MinValue, new byte[32]);
        var days = await connection.Make(
            "select min(j.booked_on) from ledger_journal j join ledger_gate g on g.region_code = j.region_code "
                + "where j.region_code = @region and j.booked_on > @after and j.booked_on <= g.closed_day",
            ("region", region.Value), ("after", after)).ReadAsync(r => r.Day(0), cancel);
        return days[0] is { } day ? new Next(number + 1, day, previous) : null;
    }

    private async Task<bool> CloseAsync(RegionCode region, Next next, CancellationToken cancel)
    {
        var scope = RegionScope.Of(region);
        var connection = await db.SqlAsync(scope, cancel);
        using var hash = new DayHash(region, next.Number, next.Day, next.Previous);
        await foreach (var (journal, line) in DayStream.ReadAsync(connection, region, next.Day, cancel))
        {
            hash.Add(journal, line);
        }

        var record = new DayRecord
        {
            RegionCode = region,
            Number = next.Number,
            BookedOn = next.Day,
            JournalCount = hash.Journals,
            EntryCount = hash.Lines,
            PreviousHash = next.Previous,
            Hash = hash.End(),
            ClosedAt = clock.GetUtcNow().UtcDateTime,
        };
        await using var write = await db.BeginWriteAsync(scope, cancel);
        connection = await db.SqlAsync(scope, cancel);
        if (!await InsertAsync(connection, record, cancel))
        {
            return false;
        }

        await DaySums.AddAsync(connection, region, next.Day, cancel);
        log.Add(region, DayFacts.Of(record));
        await write.CommitAsync(cancel);
        return true;
    }

    private static async Task<bool> InsertAsync(DbConnection connection, DayRecord day, CancellationToken cancel) =>
        await connection.Make(
            "insert into ledger_day (region_code, number, booked_on, journal_count, entry_count, previous_hash, hash, closed_at) "
                + "values (@region, @number, @day, @journals, @entries, @previous, @hash, @at) on conflict do nothing",
            ("region", day.RegionCode.Value), ("number", day.Number), ("day", day.BookedOn), ("journals", day.JournalCount),
            ("entries", day.EntryCount), ("previous", day.PreviousHash), ("hash", day.Hash), ("at", day.ClosedAt)).RunAsync(cancel) == 1;

    private sealed record Next(int Number, DateOnly Day, byte[] Previous);
}

/// <summary>What to close: nothing to choose.</summary>
public sealed record CloseDaysInput;

/// <summary>
/// Closes the days that are over in every region that has a ledger, each apart from the others. Running it again changes nothing.
/// </summary>
internal sealed class CloseDays(KotaDb db, OneByOne oneByOne) : IOperation<CloseDaysInput>
{
    public async Task<Outcome<OperationResult>> RunAsync(OperationContext context, CloseDaysInput input, CancellationToken cancel)
    {
        var regions = await LedgerRegions.AllAsync(db, cancel);
        var (days, broke) = (0, 0);
        foreach (var (index, region) in regions.Index())
        {
            context.Report(index, regions.Count);
            var tried = await oneByOne.TryAsync(
                context, (region, region.Value),
                async services => days += await services.GetRequiredService<DayClosing>().RunAsync(region, cancel), cancel);
            broke += tried ? 0 : 1;
        }

        context.Report(regions.Count, regions.Count);
        return broke == 0 ? new OperationResult("Ledger.Days.Closed", null, days) : new Problem("Ledger.Days.Broke", null, days, broke);
    }
}

/// <summary>The regions that have a ledger.</summary>
internal static class LedgerRegions
{
    public static async Task<List<RegionCode>> AllAsync(KotaDb db, CancellationToken cancel)
    {
        var connection = await db.SqlAsync(RegionScope.National("regions with a ledger"), cancel);
        return await connection.Make("select region_code from ledger_gate order by region_code")
            .ReadAsync(r => RegionCode.Parse(r.GetString(0)), cancel);
    }
}
