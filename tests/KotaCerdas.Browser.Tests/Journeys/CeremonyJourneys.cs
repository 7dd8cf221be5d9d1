using KotaCerdas.TestKit;
using Microsoft.Playwright;

namespace KotaCerdas.Browser.Tests.Journeys;

public sealed class CeremonyJourneys(Chromium chromium, SeededApp seeded)
{
    [Theory]
    [InlineData(true, "73.71")]
    [InlineData(false, "16.71")]
    public async Task A_head_of_region_signs_in_the_room_and_the_ministry_sees_it(bool script, string region)
    {
        await using var ministry = await Journey.StartAsync(chromium, seeded, seeded.Officer, script);
        await ministry.Page.GotoAsync($"/upacara/{seeded.Signed}/ruang");
        await using var head = await Journey.StartAsync(chromium, seeded, TestPeople.Office("region-head", region), script);
        await head.Page.GotoAsync($"/upacara/{seeded.Signed}/daerah/{region}");
        await head.Page.Locator("form[action*=Sign] button").ClickAsync();
        if (script)
        {
            await head.Page.Locator("dialog [value=ya]").ClickAsync();
        }

        await Assertions.Expect(head.Page.Locator("form[action*=Sign]")).ToHaveCountAsync(0);
        if (!script)
        {
            await ministry.Page.ReloadAsync();
        }

        var row = ministry.Page.Locator("tbody tr", new() { HasText = region == "73.71" ? "Makassar" : "Palembang" });
        await Assertions.Expect(row).ToContainTextAsync("Menunggu kementerian", new() { Timeout = 20_000 });
        await Assertions.Expect(row).ToContainTextAsync("Hadir");
    }
}
