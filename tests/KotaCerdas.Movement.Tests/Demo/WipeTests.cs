using KotaCerdas.Demo;
using KotaCerdas.Movement.Contracts;
using KotaCerdas.People.Contracts;
using KotaCerdas.Platform;
using KotaCerdas.TestKit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace KotaCerdas.Movement.Tests.Demo;

public sealed class WipeTests
{
    private static readonly DemoSeason Small = new(7, 12, 8, 6, 3);

    [Theory, OnEachDatabase]
    public async Task A_wipe_leaves_every_table_as_it_was_before_the_demo(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await RealAccountAsync(database);
        var before = await TablesAsync(database);
        await DemoTests.PlayAsync(database, Small);
        Assert.NotEqual(before, await TablesAsync(database));
        Assert.NotEmpty(Directory.GetFiles(Path.Combine(database.Folder, "files"), "*", SearchOption.AllDirectories));
        var removed = await database.WithAsync((DemoWipe wipe) => wipe.RunAsync(PlayDemo.Kind.Name, CancellationToken.None));
        Assert.True(removed > 500);
        Assert.Equal(before, await TablesAsync(database));
        Assert.Empty(Directory.GetFiles(Path.Combine(database.Folder, "files"), "*", SearchOption.AllDirectories));
    }

    [Theory, OnEachDatabase]
    public async Task Facts_are_protected_again_after_a_wipe(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await RealAccountAsync(database);
        await database.WithAsync((DemoWipe wipe) => wipe.RunAsync(null, CancellationToken.None));
        await using var scope = database.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<KotaDb>();
        db.Declare(RegionScope.National("test of append-only tables"));
        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(
            () => db.Database.ExecuteSqlRawAsync("delete from platform_trail"));
    }

    private static Task RealAccountAsync(TestDatabase database) => database.WithAsync(async (IPeopleSetup people) =>
    {
        var actor = Actor.Platform("test");
        var account = new NewAccount("", "petugas@contoh.go.id", "Petugas", "");
        var made = await people.CreateAccountAsync(actor, account, CancellationToken.None);
        var holding = new NewHolding(made.Value, "ministry-officer", RegionCode.National, new DateOnly(2025, 1, 1));
        await people.GrantAsync(actor, holding, CancellationToken.None);
    });

    /// <summary>Every table with all that its rows say.</summary>
    private static async Task<List<string>> TablesAsync(TestDatabase database)
    {
        var names = await DemoDigest.RowsAsync(database, database.Engine == DatabaseEngine.Postgres
            ? "select table_name from information_schema.tables where table_schema = 'public' order by 1"
            : "select name from sqlite_master where type = 'table' and name not like 'sqlite_%' order by 1");
        var all = new List<string>();
        foreach (var name in names.Where(n => n is not ("platform_village" or "platform_district")))
        {
            var rows = await DemoDigest.RowsAsync(database, $"select * from {name}");
            all.Add($"{name}: {string.Join('\n', rows.Order(StringComparer.Ordinal))}");
        }

        return all;
    }
}
