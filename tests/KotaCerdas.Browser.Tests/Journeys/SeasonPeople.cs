using KotaCerdas.Platform;
using KotaCerdas.TestKit;

namespace KotaCerdas.Browser.Tests.Journeys;

/// <summary>A product of their own for the people of one season, each at a phone; the day is in the test's hand.</summary>
internal sealed class SeasonPeople : IAsyncDisposable
{
    public const string Officer = "ministry-officer";
    public const string Director = "ministry-director";
    public const string General = "ministry-director-general";

    /// <summary>The regions that come into the season, each with its head.</summary>
    public static readonly string[] Regions = ["16.72", "34.04", "73.71"];

    /// <summary>The least panel: three sectors, two of them for each region.</summary>
    public static readonly string[] Assessors = ["assessor-1", "assessor-2", "assessor-3"];

    private readonly Chromium _chromium;
    private readonly TestApp _app;
    private readonly Dictionary<string, Actor> _people = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Who, bool Script), Journey> _windows = [];

    private SeasonPeople(Chromium chromium, TestApp app) => (_chromium, _app) = (chromium, app);

    public static async Task<SeasonPeople> StartAsync(Chromium chromium)
    {
        var people = new SeasonPeople(chromium, await TestApp.StartAsync(DatabaseEngine.Sqlite));
        foreach (var office in new[] { Officer, Director, General })
        {
            await people.AddAsync(office, office, "00");
        }

        foreach (var region in Regions)
        {
            await people.AddAsync(region, "region-head", region);
        }

        foreach (var assessor in Assessors)
        {
            await people.AddAsync(assessor, "assessor", "00");
        }

        return people;
    }

    /// <summary>The account behind a name, as lists know it.</summary>
    public string AccountOf(string who) => _people[who].User!.Value.ToString();

    /// <summary>The window of someone; an unknown name is a visitor.</summary>
    public async Task<Journey> AsAsync(string who, bool script = true)
    {
        if (!_windows.TryGetValue((who, script), out var window))
        {
            var actor = _people.GetValueOrDefault(who, Actor.Visitor);
            window = await Journey.StartAsync(_chromium, SeededApp.WindowOf(_app, actor), script);
            _windows[(who, script)] = window;
        }

        return window;
    }

    /// <summary>It is nine in the morning of a day, in WIB.</summary>
    public void On(DateOnly day) => _app.Database.Clock.Set(new DateTimeOffset(day, new TimeOnly(2, 0), TimeSpan.Zero));

    /// <summary>Some minutes go by.</summary>
    public void Later() => _app.Database.Clock.Advance(TimeSpan.FromMinutes(5));

    public async ValueTask DisposeAsync()
    {
        foreach (var window in _windows.Values)
        {
            await window.DisposeAsync();
        }

        await _app.DisposeAsync();
    }

    private async Task AddAsync(string who, string role, string region) =>
        _people[who] = TestPeople.Office(role, region) with { User = (await _app.AccountAsync(role, region)).User };
}
