using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Objects;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Revenue.Features.Decree;

/// <summary>A village of the register.</summary>
/// <param name="TaxCode">Ten digits.</param>
/// <param name="Name">Its name.</param>
/// <param name="Middle">Longitude and latitude of the middle of its objects, null where none of them has a place.</param>
internal sealed record DecreeVillage(long TaxCode, string Name, (decimal Longitude, decimal Latitude)? Middle);

/// <summary>Names of villages, and where they lie as far as points and areas of their objects were imported, typed or surveyed.</summary>
internal sealed class DecreeVillages(KotaDb db, VillageMap map)
{
    private const decimal Micro = 1_000_000m;

    private const string Sql =
        """
        select nop / 100000000 as "TaxCode",
          cast(sum(cast(west_micro as bigint) + east_micro) / (2 * count(*)) as bigint) as "East",
          cast(sum(cast(south_micro as bigint) + north_micro) / (2 * count(*)) as bigint) as "North"
        from (
          select nop, west_micro, east_micro, south_micro, north_micro from revenue_object_shape where region_code = {0}
          union all
          select o.nop, o.longitude_micro, o.longitude_micro, o.latitude_micro, o.latitude_micro
          from revenue_object o
          where o.region_code = {0} and o.latitude_micro is not null
            and o.version = (select max(x.version) from revenue_object x where x.region_code = o.region_code and x.nop = o.nop)
            and not exists (select 1 from revenue_object_shape s where s.region_code = o.region_code and s.nop = o.nop)) p
        group by nop / 100000000
        """;

    public async Task<IReadOnlyList<DecreeVillage>> OfAsync(RegionCode region, CancellationToken cancel)
    {
        db.Declare(RegionScope.Of(region));
        var middles = (await db.Database.SqlQueryRaw<Middle>(Sql, region.Value).ToListAsync(cancel))
            .ToDictionary(m => m.TaxCode, m => (m.East / Micro, m.North / Micro));
        return
        [
            .. (await map.RowsAsync(region, cancel)).Select(v => new DecreeVillage(
                v.TaxCode, v.Name, middles.TryGetValue(v.TaxCode, out var middle) ? middle : null)),
        ];
    }

    private sealed record Middle
    {
        public required long TaxCode { get; init; }

        /// <summary>Millionths of a degree.</summary>
        public required long East { get; init; }

        /// <summary>Millionths of a degree.</summary>
        public required long North { get; init; }
    }
}
