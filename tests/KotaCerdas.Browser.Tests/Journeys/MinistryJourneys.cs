using Microsoft.Playwright;

namespace KotaCerdas.Browser.Tests.Journeys;

public sealed class MinistryJourneys(Chromium chromium, SeededApp seeded)
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_officer_makes_a_draft_call_and_a_refusal_keeps_what_was_typed(bool script)
    {
        await using var journey = await Journey.StartAsync(chromium, seeded, seeded.Officer, script);
        var page = journey.Page;
        await page.GotoAsync("/panggilan/baru");
        var title = script ? "Panggilan dengan skrip" : "Panggilan tanpa skrip";
        await journey.FillAsync(
            ("Call.Year", "dua ribu"), ("Call.TitleId", title), ("Call.TitleEn", "Call"), ("Call.LegalBasis", "PP 59/2022"));
        await journey.SendAsync();

        await Assertions.Expect(page.Locator(".govuk-error-summary a[href='#Call_Year']")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("[name='Call.Year']")).ToHaveValueAsync("dua ribu");
        await Assertions.Expect(page.Locator("[name='Call.TitleId']")).ToHaveValueAsync(title);

        await FillTheRestAsync(journey);
        await journey.SendAsync();

        await page.WaitForURLAsync("**/panggilan/0*");
        await Assertions.Expect(page.Locator("h1")).ToContainTextAsync(title);
    }

    private static async Task FillTheRestAsync(Journey journey)
    {
        await journey.FillAsync(
            ("Call.Year", "2028"), ("Call.ReturnDays", "5"), ("Call.ObjectionDays", "5"), ("Call.Quota", "50"), ("Call.ReserveSize", "10"),
            ("Call.LoadCap", "8"), ("Call.ModerationGap", "15"));
        await journey.FillDateAsync("Call.OpensOn", new(2028, 3, 1));
        await journey.FillDateAsync("Call.SubmitBy", new(2028, 3, 31));
        await journey.FillDateAsync("Call.AssessFrom", new(2028, 4, 17));
        await journey.FillDateAsync("Call.AssessTo", new(2028, 4, 19));
        foreach (var list in new[] { "Call.Application", "Call.Assessment" })
        {
            await journey.Page.Locator($"[name='{list}']").SelectOptionAsync(new SelectOptionValue { Index = 1 });
        }
    }
}
