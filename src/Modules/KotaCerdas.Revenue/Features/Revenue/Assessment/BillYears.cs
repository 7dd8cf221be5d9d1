using System.Data.Common;
using KotaCerdas.Platform;

namespace KotaCerdas.Revenue.Features.Assessment;

/// <summary>Who makes bills of a region and year, or takes those of the system before over, does so one after the other.</summary>
internal static class BillYears
{
    /// <summary>Waits for other writes of the year; it is held until the write ends. SQLite has one writer anyhow.</summary>
    public static Task LockAsync(DbConnection connection, RegionCode region, int year, CancellationToken cancel) => LockAsync(
        connection, "pg_advisory_xact_lock(hashtext('revenue_bill' || @region), @year)",
        [("region", region.Value), ("year", year)], cancel);

    /// <summary>The same for who asks for something about one charge.</summary>
    public static Task LockAsync(DbConnection connection, RegionCode region, string charge, CancellationToken cancel) => LockAsync(
        connection, "pg_advisory_xact_lock(hashtext('revenue_request' || @region), hashtext(@charge))",
        [("region", region.Value), ("charge", charge)], cancel);

    private static async Task LockAsync(
        DbConnection connection, string call, (string Name, object? Value)[] values, CancellationToken cancel)
    {
        if (connection is Npgsql.NpgsqlConnection)
        {
            await connection.Make($"select count(*) from (select {call}) l", values).Patient().NumberAsync(cancel);
        }
    }
}
