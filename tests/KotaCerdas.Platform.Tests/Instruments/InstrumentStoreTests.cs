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

        Assert.False((await RunAsync(database, s => s
            .TryOutAsync(Officer, "contoh", 1, new Dictionary<string, Value>(StringComparer.Ordinal), default))).Failed);
        Assert.False((await RunAsync(database, Publish)).Failed);
        Assert.False((await InForceAsync(database, Day)).Failed);
        Assert.Equal("Platform.InstrumentStore.NotInForce", (await InForceAsync(database, Day.AddYears(-20))).Problem.Code);
        Assert.Equal("Platform.InstrumentStore.AlreadyPublished",
            (await RunAsync(database, s => s.LoadDraftAsync(Officer, instrument, default))).Problem.Code);
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
