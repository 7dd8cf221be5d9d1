using KotaCerdas.Platform.Instruments;
using KotaCerdas.TestKit;
using Microsoft.Extensions.DependencyInjection;

namespace KotaCerdas.Platform.Tests.Instruments;

public sealed class InstrumentStoreTests
{
    private static readonly Actor Officer = TestPeople.Office("ministry-officer");
    private static readonly DateOnly Day = new(2026, 3, 2);

    [Theory, OnEachDatabase]
    public async Task A_version_is_used_only_after_it_was_tried_out_and_published_and_never_changes_then(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var instrument = Sample();
        await RunAsync(database, s => s.LoadDraftAsync(Officer, instrument, default));
        Assert.Equal("Platform.InstrumentStore.NotPublished", (await InForceAsync(database, Day)).Problem.Code);
        Assert.Equal("Platform.InstrumentStore.NotTried", (await RunAsync(database, Publish)).Problem.Code);

        var none = new Dictionary<string, Value>(StringComparer.Ordinal);
        var untried = await RunAsync(database, s => s.TryOutAsync(Officer, "contoh", 1, none, default));
        Assert.All(untried.Problems, p => Assert.Equal("Platform.InstrumentStore.NotAnswered", p.Code));
        Assert.Equal(instrument.Untried(none).Select(i => i.Code), untried.Problems.Select(p => p.Field));
        Assert.NotEmpty(untried.Problems);
        Assert.Equal("Platform.InstrumentStore.NotTried", (await RunAsync(database, Publish)).Problem.Code);
        Assert.False((await RunAsync(database, s => s
            .TryOutAsync(Officer, "contoh", 1, SampleAnswers.Of(instrument.Instrument), default))).Failed);
        Assert.False((await RunAsync(database, Publish)).Failed);
        Assert.False((await InForceAsync(database, Day)).Failed);
        Assert.Equal("Platform.InstrumentStore.NotInForce", (await InForceAsync(database, Day.AddYears(-20))).Problem.Code);
        Assert.Equal("Platform.InstrumentStore.AlreadyPublished",
            (await RunAsync(database, s => s.LoadDraftAsync(Officer, instrument, default))).Problem.Code);
    }

    [Theory, OnEachDatabase]
    public async Task Two_versions_do_not_begin_on_the_same_day(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var first = Samples.Small with { Code = "contoh", Version = 1 };
        var later = first with { Version = 3, ValidFrom = first.ValidFrom.AddDays(1) };
        foreach (var version in new[] { first, first with { Version = 2 }, later })
        {
            await RunAsync(database, s => s.LoadDraftAsync(Officer, InstrumentEngine.Compile(version).Value, default));
            await RunAsync(database, s => s.TryOutAsync(Officer, "contoh", version.Version, SampleAnswers.Of(version), default));
            var published = await RunAsync(database, s => s.PublishAsync(Officer, "contoh", version.Version, default));
            var expected = version.Version == 2 ? "Platform.InstrumentStore.SameDay" : null;
            Assert.Equal(expected, published.Failed ? published.Problem.Code : null);
        }
    }

    [Theory, OnEachDatabase]
    public async Task Versions_of_one_day_that_were_published_before_that_was_refused_stay_published(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        foreach (var number in new[] { 1, 2, 3, 4 })
        {
            var version = Samples.Small with { Code = "contoh", Version = number };
            await RunAsync(database, s => s.LoadDraftAsync(Officer, InstrumentEngine.Compile(version).Value, default));
            await RunAsync(database, s => s.TryOutAsync(Officer, "contoh", number, SampleAnswers.Of(version), default));
        }

        Assert.False((await RunAsync(database, Publish)).Failed);
        await using (var owner = await database.OpenOwnerAsync())
        {
            foreach (var sql in new[]
            {
                "drop index platform_instrument_start", "alter table platform_instrument drop column twin",
                "delete from platform_migration where name = 'Platform/0013_instrument_start'",
                "update platform_instrument set state = 'Published', published_at = (select p.published_at from platform_instrument p "
                    + "where p.code = 'contoh' and p.version = 1) where code = 'contoh' and version in (2, 3)",
            })
            {
                await using var command = owner.CreateCommand();
                command.CommandText = sql;
                await command.ExecuteNonQueryAsync();
            }
        }

        await database.Services.GetRequiredService<Migrator>().RunAsync(default);

        var all = (await RunAsync(database, s => s.ListAsync(default))).Where(v => v.Code == "contoh").OrderBy(v => v.Version);
        Assert.Equal([(1, 1), (2, 2), (3, 0)], all.Where(v => v.State == InstrumentState.Published).Select(v => (v.Version, v.Twin)));
        var fourth = await RunAsync(database, s => s.PublishAsync(Officer, "contoh", 4, default));
        Assert.Equal("Platform.InstrumentStore.SameDay", fourth.Problem.Code);
    }

    [Theory, OnEachDatabase]
    public async Task A_region_cannot_load_instruments(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var region = TestPeople.Office("diskominfo", "16.72");
        Assert.Equal("Platform.Access.NotAllowed", (
            await RunAsync(database, s => s.LoadDraftAsync(region, Sample(), default))).Problem.Code);
    }

    [Theory, OnEachDatabase]
    public async Task Of_two_people_who_publish_twins_at_the_same_moment_one_learns_why_not(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        for (var round = 0; round < 8; round++)
        {
            var code = $"contoh-{round}";
            var twins = new[] { 1, 2 }.Select(v => Samples.Small with { Code = code, Version = v }).ToList();
            foreach (var twin in twins)
            {
                await RunAsync(database, s => s.LoadDraftAsync(Officer, InstrumentEngine.Compile(twin).Value, default));
                await RunAsync(database, s => s.TryOutAsync(Officer, code, twin.Version, SampleAnswers.Of(twin), default));
            }

            var ended = await Task.WhenAll(twins.Select(t => Task.Run(() =>
                RunAsync(database, s => s.PublishAsync(Officer, code, t.Version, default)))));

            Assert.Equal("Platform.InstrumentStore.SameDay", Assert.Single(ended, e => e.Failed).Problem.Code);
        }
    }

    [Theory, OnEachDatabase]
    public async Task Of_two_people_who_load_the_same_new_version_at_the_same_moment_nobody_meets_a_failure(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        for (var round = 0; round < 8; round++)
        {
            var draft = InstrumentEngine.Compile(Samples.Small with { Code = $"contoh-{round}", Version = 1 }).Value;
            var ended = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() =>
                RunAsync(database, s => s.LoadDraftAsync(Officer, draft, default)))));
            Assert.Contains(ended, e => !e.Failed);
            Assert.All(ended.SelectMany(e => e.Problems), p => Assert.Equal("Platform.InstrumentStore.Raced", p.Code));
        }
    }

    private static Task<Outcome<InstrumentVersion>> Publish(InstrumentStore store) => store.PublishAsync(Officer, "contoh", 1, default);

    private static Task<Outcome<InstrumentEngine>> InForceAsync(TestDatabase database, DateOnly day) =>
        RunAsync(database, s => s.InForceAsync("contoh", 1, day, default));

    private static Task<T> RunAsync<T>(TestDatabase database, Func<InstrumentStore, Task<T>> run) => database.WithAsync(run);

    private static InstrumentEngine Sample()
    {
        var outcome = InstrumentEngine.Compile(Samples.Small with { Code = "contoh", Version = 1 });
        return outcome.Value;
    }
}
