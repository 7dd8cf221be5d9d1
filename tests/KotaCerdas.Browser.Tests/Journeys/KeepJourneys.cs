using KotaCerdas.Platform;
using Microsoft.Playwright;

namespace KotaCerdas.Browser.Tests.Journeys;

/// <summary>Forms that do not save by themselves keep what was typed on the device until the server has taken it.</summary>
public sealed class KeepJourneys(Chromium chromium, SeededApp seeded)
{
    private string Draft => $"/pendampingan/{seeded.Done.Call}/{SeededApp.Begun}/luaran/vision-draft";

    private string Clause => $"/kesepakatan/{SeededApp.Begun}/{seeded.Negotiated}/naskah/biaya";

    [Fact]
    public async Task A_comment_sent_without_a_connection_comes_back_and_is_dropped_once_it_is_taken()
    {
        await using var journey = await Journey.StartAsync(chromium, seeded, seeded.Mentor, script: true);
        var page = journey.Page;
        await page.GotoAsync(Draft);
        await page.Context.SetOfflineAsync(true);
        await journey.FillAsync(("Comment", "Perjelas sasaran"));
        await journey.SendAsync();
        await journey.FailsAsync();
        await page.Context.SetOfflineAsync(false);

        await page.GotoAsync(Draft);
        await Assertions.Expect(page.Locator("[name=Comment]")).ToHaveValueAsync("Perjelas sasaran");
        await Assertions.Expect(page.Locator("p[data-saved]")).ToContainTextAsync("dikembalikan");
        await journey.SendAsync();

        await Assertions.Expect(page.Locator("section.k-card", new() { HasText = "Perjelas sasaran" })).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("[name=Comment]")).ToHaveValueAsync(string.Empty);
        await journey.KeepsNothingAsync();
    }

    [Fact]
    public async Task A_proposed_wording_sent_after_signing_out_elsewhere_comes_back()
    {
        await using var journey = await Journey.StartAsync(chromium, seeded, seeded.Head, script: true);
        var page = journey.Page;
        await page.GotoAsync(Clause);
        await journey.SitsAsync(seeded, Actor.Visitor);
        await journey.FillAsync(("Body", "Biaya ditanggung bersama."), ("Note", "Lebih singkat"));
        await page.Locator("form[action$=Propose] button").ClickAsync();
        await Assertions.Expect(page.Locator("[name=Body]")).ToHaveCountAsync(0);

        await journey.SitsAsync(seeded, seeded.Head);
        await page.GotoAsync(Clause);

        await Assertions.Expect(page.Locator("[name=Body]")).ToHaveValueAsync("Biaya ditanggung bersama.");
        await Assertions.Expect(page.Locator("[name=Note]")).ToHaveValueAsync("Lebih singkat");
    }

    [Fact]
    public async Task What_is_taken_back_by_hand_and_what_is_old_is_not_kept()
    {
        await using var journey = await Journey.StartAsync(chromium, seeded, seeded.Mentor, script: true);
        var page = journey.Page;
        await page.GotoAsync(Draft);
        await journey.FillAsync(("Comment", "Dibatalkan"));
        await page.WaitForFunctionAsync("() => Object.keys(localStorage).some((key) => key.startsWith('isian:'))");
        await journey.FillAsync(("Comment", string.Empty));
        await journey.KeepsNothingAsync();

        await journey.FillAsync(("Comment", "Sudah lama"));
        await page.EvaluateAsync("""
            const key = Object.keys(localStorage).find((k) => k.startsWith("isian:"));
            const copy = JSON.parse(localStorage.getItem(key));
            localStorage.setItem(key, JSON.stringify({ ...copy, at: Date.now() - 8 * 24 * 3600 * 1000 }));
            """);
        await page.ReloadAsync();

        await journey.KeepsNothingAsync();
        await Assertions.Expect(page.Locator("[name=Comment]")).ToHaveValueAsync(string.Empty);
    }

    [Fact]
    public async Task A_refused_form_keeps_its_copy_and_shows_the_page_as_the_server_knows_it()
    {
        await using var journey = await Journey.StartAsync(chromium, seeded, seeded.Mentor, script: true);
        var page = journey.Page;
        await page.GotoAsync(Draft);
        await journey.FillAsync(("Comment", new string('x', 2001)));
        await Assertions.Expect(page.Locator("#Comment-count")).ToContainTextAsync("1 ");
        await journey.SendAsync();
        await Assertions.Expect(page.Locator(".govuk-error-summary")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("p[data-saved]")).ToHaveCountAsync(0);

        await page.GotoAsync(Draft);

        await Assertions.Expect(page.Locator("[name=Comment]")).ToHaveValueAsync(new string('x', 2001));
    }

    [Fact]
    public async Task The_counter_writes_numbers_as_the_language_does()
    {
        await using var journey = await Journey.StartAsync(chromium, seeded, seeded.Mentor, script: true);
        await journey.Page.GotoAsync(Draft);
        await journey.FillAsync(("Comment", new string('x', 644)));
        await Assertions.Expect(journey.Page.Locator("#Comment-count")).ToContainTextAsync("1.356");
        await journey.Page.GotoAsync(Draft + "?bahasa=en");
        await Assertions.Expect(journey.Page.Locator("#Comment-count")).ToContainTextAsync("1,356");
    }
}
