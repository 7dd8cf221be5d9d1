using KotaCerdas.Platform;
using Microsoft.Playwright;

namespace KotaCerdas.Browser.Tests.Journeys;

public sealed class VisitorJourneys(Chromium chromium, SeededApp seeded)
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_visitor_chooses_language_and_theme_and_both_stay(bool script)
    {
        await using var journey = await Journey.StartAsync(chromium, seeded, Actor.Visitor, script);
        var page = journey.Page;
        await page.GotoAsync("/panggilan");
        await Assertions.Expect(page.Locator("html")).ToHaveAttributeAsync("lang", "id");

        await page.Locator(".k-top a[hreflang=en]").ClickAsync();
        await page.Locator(".k-foot a[href*='tema=gelap']").ClickAsync();
        await page.GotoAsync("/panggilan");

        await Assertions.Expect(page.Locator("html")).ToHaveAttributeAsync("lang", "en");
        await Assertions.Expect(page.Locator("html")).ToHaveAttributeAsync("data-theme", "gelap");
    }

    [Fact]
    public async Task A_visitor_reads_why_a_region_was_selected_without_a_script()
    {
        await using var journey = await Journey.StartAsync(chromium, seeded, Actor.Visitor, script: false);
        var page = journey.Page;
        await page.GotoAsync($"/panggilan/{seeded.Done.Call}/hasil");

        await page.Locator("main a[href$='/hasil/kota-pagar-alam']").First.ClickAsync();

        await Assertions.Expect(page.Locator("h1")).ToContainTextAsync("Pagar Alam");
    }

    [Fact]
    public async Task The_question_mark_opens_the_help_of_keys_and_escape_closes_it()
    {
        await using var journey = await Journey.StartAsync(chromium, seeded, Actor.Visitor, script: true);
        var page = journey.Page;
        await page.GotoAsync("/galeri/kantor");
        var help = page.Locator("dialog#tombol");
        await Assertions.Expect(help).ToBeHiddenAsync();

        await page.Keyboard.PressAsync("?");
        await Assertions.Expect(help).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Escape");

        await Assertions.Expect(help).ToBeHiddenAsync();
    }

    [Fact]
    public async Task A_dangerous_button_asks_first_and_cancelling_gives_the_focus_back()
    {
        await using var journey = await Journey.StartAsync(chromium, seeded, Actor.Visitor, script: true);
        var page = journey.Page;
        await page.GotoAsync("/galeri");
        var danger = page.Locator("main button[data-confirm]").First;
        var question = page.Locator("dialog#yakin");

        await danger.ClickAsync();
        await Assertions.Expect(question).ToContainTextAsync((await danger.GetAttributeAsync("data-confirm"))!);
        await question.Locator("button:not([value=ya])").ClickAsync();

        await Assertions.Expect(question).ToBeHiddenAsync();
        await Assertions.Expect(danger).ToBeFocusedAsync();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Details_open_with_and_without_a_script(bool script)
    {
        await using var journey = await Journey.StartAsync(chromium, seeded, Actor.Visitor, script);
        await journey.Page.GotoAsync("/galeri");
        var details = journey.Page.Locator("main details:not([open])").First;
        var handle = await details.ElementHandleAsync();

        await details.Locator("summary").ClickAsync();

        Assert.NotNull(await handle.GetAttributeAsync("open"));
    }
}
