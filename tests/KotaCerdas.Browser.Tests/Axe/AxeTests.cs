using System.Collections.Concurrent;
using KotaCerdas.Platform;
using Microsoft.Playwright;

namespace KotaCerdas.Browser.Tests.Axe;

public sealed class AxeTests(Chromium chromium, SeededApp seeded)
{
    // Colours come from one theme and words from one markup, so the dark and the English are judged on pages that together show every part.
    private static readonly string[] ShowingEveryPart =
    [
        "", "galeri", "galeri/formulir", "galeri/kantor", "galat/{status:int}", "daerah/{slug}", "panggilan", "papan",
        "pendaftaran/{call:guid}/{region}/bagian/{section}", "penilaian/{callId:guid}/{regionCode}",
        "panggilan/{id:guid}/peringkat/{regionCode}",
    ];

    [Theory]
    [InlineData("id", ColorScheme.Light)]
    [InlineData("en", ColorScheme.Light)]
    [InlineData("id", ColorScheme.Dark)]
    public async Task Every_page_meets_WCAG_2_2_AA_on_a_phone_and_a_desk(string language, ColorScheme scheme)
    {
        Assert.SkipUnless(Chromium.IsThere, Chromium.Missing);
        var (pages, listProblems) = await PageList.OfAsync(seeded);
        var problems = new ConcurrentBag<string>(listProblems);
        var opened = pages.Where(p => scheme == ColorScheme.Light || ShowsParts(p));
        await Parallel.ForEachAsync(opened.GroupBy(p => p.Actor), new ParallelOptions { MaxDegreeOfParallelism = 2 }, async (group, _) =>
        {
            await using var window = await WindowAsync(group.Key, language, scheme);
            var inspection = await PageInspection.InAsync(window, language);
            foreach (var page in group)
            {
                foreach (var problem in await inspection.OfAsync(page, ShowsParts(page)))
                {
                    problems.Add($"{page.Path} {problem}");
                }
            }
        });

        var all = string.Join('\n', problems.Order(StringComparer.Ordinal));
        Assert.True(problems.IsEmpty, $"{problems.Count} problems in {language}:\n{all}");
    }

    private static bool ShowsParts(OpenedPage page) => ShowingEveryPart.Contains(page.Route, StringComparer.Ordinal);

    private async Task<IBrowserContext> WindowAsync(Actor actor, string language, ColorScheme scheme)
    {
        var options = seeded.Window(actor);
        options.ColorScheme = scheme;
        options.ReducedMotion = ReducedMotion.Reduce;
        var window = await chromium.OpenAsync(options);
        await window.AddCookiesAsync([new() { Name = "bahasa", Value = language, Url = seeded.App.Address.ToString() }]);
        return window;
    }
}
