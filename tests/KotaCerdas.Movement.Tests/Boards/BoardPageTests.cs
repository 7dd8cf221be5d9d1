using KotaCerdas.Movement.Features.Applications;
using KotaCerdas.Movement.Tests.Calls;
using KotaCerdas.Platform;
using KotaCerdas.TestKit;

namespace KotaCerdas.Movement.Tests.Boards;

public sealed class BoardPageTests
{
    [Theory, OnEachDatabase]
    public async Task What_waits_for_verification_stands_on_the_board_of_who_verifies_only(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        var season = await Season.OpenAsync(app.Database, app.Services);
        await season.SaveAsync(season.Head, Season.Complete);
        Assert.False((await season.SubmitAsync(season.Head)).Failed);
        await ReadAsync(app, "Pendaftaran menunggu verifikasi");

        Assert.False((await season.AsAsync(season.Ministry, (CheckApplication check) => check.ReturnAsync(
            Season.PagarAlam, season.Call, new Dictionary<string, string> { ["visi"] = "terlalu singkat" }, default))).Failed);
        app.Database.Clock.Advance(TimeSpan.FromDays(20));
        await ReadAsync(app, "Waktu perbaikan habis");
    }

    private static async Task ReadAsync(TestApp app, string row)
    {
        (string, bool)[] readers = [("ministry-officer", true), ("ministry-director", false), ("ministry-director-general", false)];
        foreach (var (office, sees) in readers)
        {
            using var client = app.Client(TestPeople.Office(office));
            var main = (await client.PageAsync("/papan")).QuerySelector("main")!;
            Assert.Equal(sees, main.TextContent.Contains(row, StringComparison.Ordinal));
        }
    }
}
