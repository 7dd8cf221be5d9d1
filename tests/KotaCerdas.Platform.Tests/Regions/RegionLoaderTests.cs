using KotaCerdas.TestKit;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Platform.Tests.Regions;

public sealed class RegionLoaderTests
{
    [Theory, OnEachDatabase]
    public async Task The_country_is_loaded_whole(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await database.WithAsync<KotaDb>(async db =>
        {
            Assert.Equal(38, await db.Shared<Region>().CountAsync(r => r.Kind == RegionKind.Province));
            Assert.Equal(514, await db.Shared<Region>().CountAsync(r => r.Kind != RegionKind.Province));
            var reference = RegionReference.Open(Platform.ShippedData.PathOf("regions"));
            Assert.Equal(reference.Districts().Count(), await db.Shared<District>().CountAsync());
            Assert.Equal(reference.Villages().Count(), await db.Shared<Village>().CountAsync());
            var pagarAlam = await db.Shared<Region>().SingleAsync(r => r.Slug == "kota-pagar-alam");
            Assert.Equal(("16.72", RegionZone.WIB, "Kota Pagar Alam"), (pagarAlam.Code.Value, pagarAlam.Zone, pagarAlam.Name));
            Assert.Contains(await db.Shared<RegionChange>().ToListAsync(), c => c.NewCode == "93" && c.Kind == CodeChangeKind.Split);
        });
    }

    [Theory, OnEachDatabase]
    public async Task Loading_again_changes_nothing(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        Assert.Equal(0, await database.WithAsync<RegionLoader, long>(l => l.RunAsync(Platform.ShippedData.PathOf("regions"), default)));
    }
}
