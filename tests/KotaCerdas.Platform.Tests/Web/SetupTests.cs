using System.Net;
using KotaCerdas.Platform.Instruments;
using KotaCerdas.TestKit;

namespace KotaCerdas.Platform.Tests.Web;

/// <summary>The first page of an administrator says what is missing, and nothing that is there.</summary>
public sealed class SetupTests
{
    private static readonly Actor Administrator = TestPeople.Office("administrator");

    [Theory, OnEachDatabase]
    public async Task A_new_installation_names_what_it_lacks_until_it_is_there(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        Assert.Equal(["Alamat situs", "Surel", "Pemindai berkas", "Instrumen", "Orang"], await MissingAsync(database, []));

        // Terms in working days reach into a year whose holidays nobody has loaded.
        database.Clock.Set(new DateTimeOffset(2026, 9, 1, 5, 0, 0, TimeSpan.Zero));
        Assert.Contains("Kalender hari kerja", await MissingAsync(database, []));

        await database.WithAsync(async (InstrumentStore store) =>
        {
            var sheet = InstrumentStore.EngineOf((await store.FindAsync("penilaian-contoh", 1, default))!).Instrument;
            var actor = Actor.Platform("test");
            Assert.False((await store.TryOutAsync(actor, sheet.Code, 1, SampleAnswers.Of(sheet), default)).Failed);
            Assert.False((await store.PublishAsync(actor, sheet.Code, 1, default)).Failed);
        });
        Assert.Equal(["Kalender hari kerja", "Orang"], await MissingAsync(database, new(StringComparer.Ordinal)
        {
            ["Site:Address"] = "https://kotacerdas.contoh.example", ["Smtp:Host"] = "127.0.0.1", ["Smtp:From"] = "kota@contoh.example",
            ["Files:Clamd"] = "127.0.0.1:3310",
        }));
    }

    [Theory, OnEachDatabase]
    public async Task Only_the_administrator_of_the_platform_sees_it_and_begins_there(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        using var client = app.Client(Administrator);
        Assert.NotNull((await client.PageAsync("/")).QuerySelector("header a[href='/persiapan']"));
        foreach (var role in new[] { "ministry-officer", "ministry-director" })
        {
            using var other = app.Client(TestPeople.Office(role));
            using var refused = await other.GetAsync("/persiapan");
            Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        }
    }

    private static async Task<IReadOnlyList<string>> MissingAsync(TestDatabase database, Dictionary<string, string?> settings)
    {
        await using var app = await TestApp.OverAsync(database, settings);
        using var client = app.Client(Administrator);
        return [.. (await client.PageAsync("/persiapan")).QuerySelectorAll("main tbody tr")
            .Where(r => r.TextContent.Contains("Belum", StringComparison.Ordinal))
            .Select(r => r.QuerySelector("th")!.TextContent.Trim())];
    }
}
