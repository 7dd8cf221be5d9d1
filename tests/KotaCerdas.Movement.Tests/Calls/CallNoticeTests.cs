using KotaCerdas.Movement.Features.Applications;
using KotaCerdas.Movement.Model;
using KotaCerdas.Platform;
using KotaCerdas.TestKit;

namespace KotaCerdas.Movement.Tests.Calls;

public sealed class CallNoticeTests
{
    [Theory, OnEachDatabase]
    public async Task A_region_is_told_each_step_of_its_way_into_a_call_once(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var notices = new Notices(database);
        var head = await notices.AccountAsync("region-head", "16.72");
        await notices.HoldAsync(head, "bappeda", "16.72");
        var planner = await notices.AccountAsync("bappeda", "16.72");
        var neighbour = await notices.AccountAsync("region-head", "34.04");
        var season = await Season.OpenAsync(database);
        await season.SaveAsync(season.Head, Season.Complete);
        Assert.False((await season.SubmitAsync(season.Head)).Failed);
        Assert.False((await season.AsAsync(season.Ministry, (CheckApplication check) =>
            check.ReturnAsync(Season.PagarAlam, season.Call, new Dictionary<string, string> { ["visi"] = "terlalu singkat" }, default)))
            .Failed);
        Assert.False((await season.SubmitAsync(season.Head)).Failed);
        Assert.False((await season.AsAsync(season.Ministry, (CheckApplication check) =>
            check.VerifyAsync(Season.PagarAlam, season.Call, default))).Failed);

        await notices.DeliverTwiceAsync();

        Assert.Equal(
            ["CallOpenedCities", "Invited", "Returned", "Verified"], (await notices.ToldAsync(head)).Order(StringComparer.Ordinal));
        Assert.Equal(["Invited", "Returned", "Verified"], await notices.ToldAsync(planner));
        Assert.Equal(["CallOpenedCities"], await notices.ToldAsync(neighbour));
        Assert.Contains("Panggilan untuk kabupaten dan kota telah dibuka: Panggilan 2026. Pendaftaran diterima sampai 31 Maret 2026.",
            await notices.SentencesAsync(neighbour, "id"));
        Assert.Contains("A call for kabupaten and kota is open: Call 2026. Applications are taken until 31 March 2026.",
            await notices.SentencesAsync(neighbour, "en"));
    }

    [Theory, OnEachDatabase]
    public async Task The_opening_is_told_to_those_whose_region_fits_the_track_of_the_call(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var notices = new Notices(database);
        var season = await Season.OpenAsync(database);
        var (head, part) = (await notices.AccountAsync("region-head", "16.72"), await notices.AccountAsync("region-head", "31.75"));
        var governor = await notices.AccountAsync("province-head", "16");

        await season.OpenTrackAsync(CallTrack.Province);
        await notices.DeliverTwiceAsync();

        Assert.Equal(["CallOpenedCities"], (await notices.ToldAsync(head)).Where(IsOpening));
        Assert.DoesNotContain(await notices.ToldAsync(part), t => IsOpening(t));
        Assert.Equal(["CallOpenedProvinces"], (await notices.ToldAsync(governor)).Where(IsOpening));
        Assert.Contains("Panggilan untuk provinsi telah dibuka: Panggilan 2026. Pendaftaran diterima sampai 31 Maret 2026.",
            await notices.SentencesAsync(governor, "id"));
        Assert.Contains("A call for provinces is open: Call 2026. Applications are taken until 31 March 2026.",
            await notices.SentencesAsync(governor, "en"));
    }

    [Theory, OnEachDatabase]
    public async Task Who_cannot_ask_to_join_is_told_before_writing_with_what_is_open_instead(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        var season = await Season.OpenAsync(app.Database, app.Services);
        var cities = season.Call;
        await season.OpenTrackAsync(CallTrack.Province);
        using var neighbour = app.Client(TestPeople.Office("region-head", "34.04"));
        using var invited = app.Client(season.Head);
        using var governor = app.Client(TestPeople.Office("province-head", "16"));

        var wrong = (await neighbour.PageAsync($"/panggilan/{season.Call}/ikut/34.04")).QuerySelector("main")!;
        Assert.Null(wrong.QuerySelector("textarea"));
        Assert.Contains("Panggilan ini untuk provinsi. Kabupaten Sleman bukan provinsi", wrong.TextContent, StringComparison.Ordinal);
        Assert.Equal($"/panggilan/{cities}", wrong.QuerySelector("li a")!.GetAttribute("href"));
        Assert.NotNull((await neighbour.PageAsync($"/panggilan/{cities}/ikut/34.04")).QuerySelector("main textarea"));
        var there = (await invited.PageAsync($"/panggilan/{cities}/ikut/16.72")).QuerySelector("main")!;
        Assert.Null(there.QuerySelector("textarea"));
        Assert.Contains("sudah diundang", there.TextContent, StringComparison.Ordinal);
        Assert.NotNull((await governor.PageAsync($"/panggilan/{season.Call}/ikut/16")).QuerySelector("main textarea"));
    }

    private static bool IsOpening(string told) => told.StartsWith("CallOpened", StringComparison.Ordinal);
}
