using KotaCerdas.Demo;
using KotaCerdas.Platform;
using KotaCerdas.TestKit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace KotaCerdas.Movement.Tests.Demo;

public sealed class WipeTests(PlayedSeasons seasons)
{
    [Theory, OnEachDatabase]
    public async Task A_wipe_leaves_every_table_as_it_was_before_the_demo(DatabaseEngine engine)
    {
        await using var database = await seasons.CloneAsync(engine);
        var before = (await seasons.OnAsync(engine)).Before;
        Assert.NotEqual(before, await DemoDigest.TablesAsync(database));
        Assert.NotEmpty(Directory.GetFiles(Path.Combine(database.Folder, "files"), "*", SearchOption.AllDirectories));
        var removed = await database.WithAsync((DemoWipe wipe) => wipe.RunAsync(PlayDemo.Kind.Name, CancellationToken.None));
        Assert.True(removed > 500);
        Assert.Equal(before, await DemoDigest.TablesAsync(database));
        Assert.Empty(Directory.GetFiles(Path.Combine(database.Folder, "files"), "*", SearchOption.AllDirectories));
    }

    [Theory, OnEachDatabase]
    public async Task Facts_are_protected_again_after_a_wipe(DatabaseEngine engine)
    {
        await using var database = await seasons.CloneAsync(engine);
        await database.WithAsync((DemoWipe wipe) => wipe.RunAsync(null, CancellationToken.None));
        await using var scope = database.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<KotaDb>();
        db.Declare(RegionScope.National("test of append-only tables"));
        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(
            () => db.Database.ExecuteSqlRawAsync("delete from platform_trail"));
    }
}
