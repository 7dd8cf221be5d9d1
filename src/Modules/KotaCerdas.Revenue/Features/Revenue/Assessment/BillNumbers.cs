using KotaCerdas.Platform;

namespace KotaCerdas.Revenue.Features.Assessment;

/// <summary>
/// Numbers of bills within region and year. They have no gap, because only one write at a time gives them and all of it or nothing becomes
/// durable.
/// </summary>
internal static class BillNumbers
{
    /// <summary>
    /// The last number that was given, 0 for none. Waits for other writes that give some, and keeps them out until the end of this one.
    /// </summary>
    public static async Task<long> LastAsync(KotaDb db, RegionCode region, int year, CancellationToken cancel)
    {
        var connection = await db.SqlAsync(RegionScope.Of(region), cancel);
        await BillYears.LockAsync(connection, region, year, cancel);
        return await connection.Make(
            "select max(number) from revenue_bill where region_code = @region and tax_year = @year", ("region", region.Value),
            ("year", year)).Patient().NumberAsync(cancel);
    }
}
