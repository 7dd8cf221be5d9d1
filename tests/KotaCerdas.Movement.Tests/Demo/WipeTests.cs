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
        await ClaimAsync(database);
        Assert.NotEmpty(Directory.GetFiles(Path.Combine(database.Folder, "files"), "*", SearchOption.AllDirectories));
        var removed = await database.WithAsync((DemoWipe wipe) => wipe.RunAsync(PlayDemo.Kind.Name, CancellationToken.None));
        Assert.True(removed > 500);
        Assert.Equal(before, await DemoDigest.TablesAsync(database));
        Assert.Empty(Directory.GetFiles(Path.Combine(database.Folder, "files"), "*", SearchOption.AllDirectories));
    }

    /// <summary>What a generated account may claim while somebody plays with it.</summary>
    private static Task ClaimAsync(TestDatabase database) => database.WithAsync<KotaDb>(async db =>
    {
        await using var write = await db.BeginWriteAsync(RegionScope.National("claims of a generated account"), CancellationToken.None);
        byte[] hash = [1, 2, 3];
        const string one = "from people_account where is_demo order by id limit 1";
        foreach (var sql in new[]
        {
            "insert into revenue_claim (region_code, id, user_id, kind, taxpayer_id, taxpayer_version, recorded_at) "
                + "select '16.72', id, id, 'Taxpayer', id, 1, created_at " + one,
            "insert into revenue_claim_end (region_code, claim_id, recorded_at, recorded_by) select '16.72', id, created_at, '-' " + one,
            "insert into revenue_connection_code (region_code, id, taxpayer_id, code_hash, expires_at, recorded_at, recorded_by) "
                + "select '16.72', id, id, {0}, created_at, created_at, display_name " + one,
            "insert into revenue_own_place (user_id, place) select id, '16.72' " + one,
        })
        {
            Assert.Equal(1, await db.Database.ExecuteSqlRawAsync(sql, hash));
        }

        await write.CommitAsync(CancellationToken.None);
    });

    /// <summary>The verbs as an operator types them.</summary>
    [Theory, OnEachDatabase]
    public async Task A_demo_is_not_played_over_another_and_its_verb_says_how_to_remove_that_one(DatabaseEngine engine)
    {
        await using var database = await seasons.CloneAsync(engine);
        var again = await ProductVerb.RunAsync(database.Settings, ["demo", "--seed", "7"]);
        Assert.Equal(1, again.Code);
        Assert.Contains("kotacerdas wipe-demo", again.Output, StringComparison.Ordinal);
        var wiped = await ProductVerb.RunAsync(database.Settings, ["wipe-demo"]);
        Assert.Equal(0, wiped.Code);
        Assert.Matches(@"Data buatan dihapus: [1-9][0-9.]* baris\. Data lain\s+tetap\.", wiped.Output);
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
