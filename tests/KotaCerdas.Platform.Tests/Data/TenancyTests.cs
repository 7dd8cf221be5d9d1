using KotaCerdas.TestKit;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Platform.Tests.Data;

public sealed class TenancyTests
{
    private static readonly RegionCode PagarAlam = RegionCode.Parse("16.72");
    private static readonly RegionCode Sleman = RegionCode.Parse("34.04");

    [Theory, OnEachDatabase]
    public async Task A_scope_sees_only_its_own_rows(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await WriteAsync(database, PagarAlam);
        await WriteAsync(database, Sleman);

        Assert.Equal([PagarAlam], await ReadAsync(database, RegionScope.Of(PagarAlam)));
        Assert.Equal([PagarAlam], await ReadAsync(database, RegionScope.Of(PagarAlam.Province)));
        Assert.Equal([PagarAlam, Sleman], await ReadAsync(database, RegionScope.National("test")));
    }

    [Theory, OnEachDatabase]
    public async Task A_write_outside_its_scope_is_a_bug_and_leaves_nothing(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await Assert.ThrowsAsync<BugException>(() => database.WithAsync<IServiceProvider>(async services =>
        {
            var (db, trail) = (Get<KotaDb>(services), Get<Trail>(services));
            await using var write = await db.BeginWriteAsync(RegionScope.Of(PagarAlam), default);
            trail.Add(Actor.Platform("test"), "Platform.Test", new Subject(Sleman, "test", "1"));
            await write.CommitAsync(default);
        }));

        Assert.Empty(await ReadAsync(database, RegionScope.National("test")));
    }

    [Fact]
    public async Task Row_level_security_hides_what_raw_sql_did_not_declare()
    {
        Assert.SkipUnless(Environment.GetEnvironmentVariable("KOTACERDAS_TEST_PG") is not null,
            "KOTACERDAS_TEST_PG is not set: run ./test");
        await using var database = await TestDatabase.CreateAsync(DatabaseEngine.Postgres);
        await WriteAsync(database, PagarAlam);
        await WriteAsync(database, Sleman);

        var seen = await database.WithAsync<KotaDb, int>(db => CountAsync(db));
        Assert.Equal(0, seen);
        seen = await database.WithAsync<KotaDb, int>(db =>
        {
            db.Declare(RegionScope.Of(Sleman));
            return CountAsync(db);
        });
        Assert.Equal(1, seen);
    }

    [Theory, OnEachDatabase]
    public async Task Facts_can_be_neither_changed_nor_deleted(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await WriteAsync(database, PagarAlam);
        foreach (var sql in new[] { "update platform_trail set actor_name = 'x'", "delete from platform_trail" })
        {
            await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => database.WithAsync<KotaDb>(async db =>
            {
                db.Declare(RegionScope.National("test"));
                await db.Database.ExecuteSqlRawAsync(sql);
            }));
        }
    }

    private static T Get<T>(IServiceProvider services) => (T)services.GetService(typeof(T))!;

    private static Task<int> CountAsync(KotaDb db) =>
        db.Database.SqlQueryRaw<int>("select count(*)::int as \"Value\" from platform_trail").SingleAsync();

    private static Task<List<RegionCode>> ReadAsync(TestDatabase database, RegionScope scope) =>
        database.WithAsync<KotaDb, List<RegionCode>>(db => db.In<TrailEntry>(scope).Where(t => t.SubjectKind == "test")
            .OrderBy(t => t.RegionCode).Select(t => t.RegionCode).ToListAsync());

    private static Task WriteAsync(TestDatabase database, RegionCode region) => database.WithAsync<IServiceProvider>(async services =>
    {
        var (db, trail) = (Get<KotaDb>(services), Get<Trail>(services));
        await using var write = await db.BeginWriteAsync(RegionScope.Of(region), default);
        trail.Add(Actor.Platform("test"), "Platform.Test", new Subject(region, "test", "1"));
        await write.CommitAsync(default);
    });
}
