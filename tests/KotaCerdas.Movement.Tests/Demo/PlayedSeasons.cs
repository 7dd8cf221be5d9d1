using System.Collections.Concurrent;
using KotaCerdas.Demo;
using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Tests.Demo;
using KotaCerdas.People.Contracts;
using KotaCerdas.Platform;
using KotaCerdas.TestKit;

[assembly: AssemblyFixture(typeof(PlayedSeasons))]

namespace KotaCerdas.Movement.Tests.Demo;

/// <summary>What was played, and what stood in the database before it.</summary>
internal sealed record PlayedSeason(TestDatabase Database, DemoFigures Figures, IReadOnlyList<string> Before, string Digest);

/// <summary>
/// A small season beside a real account, played once on each engine that is asked for as <c>serve --demo</c> has it done: by a process of
/// its own. Every test gets a database of its own with it.
/// </summary>
public sealed class PlayedSeasons : IAsyncDisposable
{
    /// <summary>The name of the account that was there before the demo.</summary>
    internal const string RealPerson = "Petugas";

    private readonly ConcurrentDictionary<DatabaseEngine, Lazy<Task<PlayedSeason>>> _played = new();
    private readonly SemaphoreSlim _cloning = new(1, 1);

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        foreach (var played in _played.Values)
        {
            await (await played.Value).Database.DisposeAsync();
        }

        _cloning.Dispose();
    }

    internal Task<PlayedSeason> OnAsync(DatabaseEngine engine) =>
        _played.GetOrAdd(engine, e => new Lazy<Task<PlayedSeason>>(() => PlayAsync(e))).Value;

    /// <summary>A database of one's own in which the season is played.</summary>
    internal async Task<TestDatabase> CloneAsync(DatabaseEngine engine)
    {
        var played = await OnAsync(engine);
        await _cloning.WaitAsync();
        try
        {
            return await played.Database.CloneAsync();
        }
        finally
        {
            _cloning.Release();
        }
    }

    private static async Task<PlayedSeason> PlayAsync(DatabaseEngine engine)
    {
        var database = await TestDatabase.CreateAsync(engine);
        await RealAccountAsync(database);
        var before = await DemoDigest.TablesAsync(database);
        database.Settings[PlayDemo.ApartSetting] = "true";
        var figures = await DemoTests.PlayAsync(database, DemoTests.Small);
        return new(database, figures, before, await DemoDigest.OfAsync(database));
    }

    private static Task RealAccountAsync(TestDatabase database) => database.WithAsync(async (IPeopleSetup people) =>
    {
        var actor = Actor.Platform("test");
        var account = new NewAccount("", "petugas@contoh.go.id", RealPerson, "");
        var made = await people.CreateAccountAsync(actor, account, CancellationToken.None);
        var holding = new NewHolding(made.Value, "ministry-officer", RegionCode.National, new DateOnly(2025, 1, 1));
        await people.GrantAsync(actor, holding, CancellationToken.None);
    });
}
