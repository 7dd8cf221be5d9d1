using KotaCerdas.Platform.Instruments;
using KotaCerdas.TestKit;

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
    public async Task A_region_cannot_load_instruments(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var region = TestPeople.Office("diskominfo", "16.72");
        Assert.Equal("Platform.Access.NotAllowed", (
            await RunAsync(database, s => s.LoadDraftAsync(region, Sample(), default))).Problem.Code);
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
