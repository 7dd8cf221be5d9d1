using KotaCerdas.TestKit;
using Microsoft.Playwright;

namespace KotaCerdas.Browser.Tests.Journeys;

public sealed class CeremonyJourneys(Chromium chromium, SeededApp seeded)
{
    [Fact]
    public async Task A_room_that_lost_its_connection_says_so_and_comes_back_by_itself_with_what_happened_meanwhile()
    {
        Assert.SkipUnless(Chromium.IsThere, Chromium.Missing);
        await using var relay = await Relay.ToAsync(seeded.App, seeded.Officer);
        await using var window = await chromium.OpenAsync(new() { BaseURL = relay.Address, Locale = "id-ID" });
        var page = await window.NewPageAsync();
        await page.GotoAsync($"/upacara/{seeded.Ceremony}/ruang");
        var (state, row) = (page.Locator("[data-live-state]"), page.Locator("tbody tr", new() { HasText = "Bandung" }));
        await Assertions.Expect(state).ToContainTextAsync("mengikuti keadaan ruang");

        relay.Cut();
        await Assertions.Expect(state).ToContainTextAsync("Sambungan terputus");
        await seeded.SignWhileCutAsync();
        await Assertions.Expect(row).Not.ToContainTextAsync("Menunggu kementerian");

        relay.Restore();
        await Assertions.Expect(state).ToContainTextAsync("mengikuti keadaan ruang");
        await Assertions.Expect(row).ToContainTextAsync("Menunggu kementerian");
    }

    [Theory]
    [InlineData(true, "73.71")]
    [InlineData(false, "16.71")]
    public async Task A_head_of_region_signs_in_the_room_and_the_ministry_sees_it(bool script, string region)
    {
        await using var ministry = await Journey.StartAsync(chromium, seeded, seeded.Officer, script);
        await ministry.Page.GotoAsync($"/upacara/{seeded.Signed}/ruang");
        await using var head = await Journey.StartAsync(chromium, seeded, TestPeople.Office("region-head", region), script);
        await head.Page.GotoAsync($"/upacara/{seeded.Signed}/daerah/{region}");
        if (script)
        {
            await PressWhileTheRoomMovesAsync(head.Page);
        }
        else
        {
            await head.Page.Locator("form[action*=Sign] button").ClickAsync();
        }

        await Assertions.Expect(head.Page.Locator("form[action*=Sign]")).ToHaveCountAsync(0);
        if (!script)
        {
            await ministry.Page.ReloadAsync();
        }

        var row = ministry.Page.Locator("tbody tr", new() { HasText = region == "73.71" ? "Makassar" : "Palembang" });
        await Assertions.Expect(row).ToContainTextAsync("Menunggu kementerian");
        await Assertions.Expect(row).ToContainTextAsync("Hadir");
    }

    /// <summary>
    /// Something happens in the room, the page reads itself anew, and the head presses while that is under way: what is being sent is not
    /// swapped away behind the question.
    /// </summary>
    private async Task PressWhileTheRoomMovesAsync(IPage page)
    {
        var (asked, go) = (new TaskCompletionSource(), new TaskCompletionSource());
        await page.RouteAsync(url => url.EndsWith("/daerah/73.71", StringComparison.Ordinal), async route =>
        {
            if (route.Request.Headers.ContainsKey("x-requested-with"))
            {
                asked.TrySetResult();
                await go.Task;
            }

            await route.ContinueAsync();
        });
        using var other = seeded.App.Client(TestPeople.Office("region-head", "16.71"));
        (await other.GetAsync($"/upacara/{seeded.Signed}/daerah/16.71")).Dispose();
        await asked.Task.WaitAsync(TimeSpan.FromSeconds(60));
        await page.Locator("form[action*=Sign] button").ClickAsync();
        var read = page.WaitForResponseAsync(r => r.Request.Headers.ContainsKey("x-requested-with"));
        go.SetResult();
        await (await read).FinishedAsync();
        await page.WaitForTimeoutAsync(300);
        await page.Locator("dialog [value=ya]").ClickAsync();
    }
}
