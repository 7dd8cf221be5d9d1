using System.Text;
using Microsoft.Playwright;

namespace KotaCerdas.Browser.Tests.Journeys;

/// <summary>Fills in forms of any instrument by what kind of fields they have, as someone who answers every question would.</summary>
internal static class SeasonForms
{
    private const string Fields =
        """
        () => [...new Map([...document.querySelectorAll("main form [name^='j.']")]
          .map(e => [e.name, [e.name, e.type, e.inputMode || '']])).values()]
        """;

    /// <summary>Answers what a section of an application asks; yes where it can be said.</summary>
    public static async Task AnswerAsync(IPage page)
    {
        await WholeAsync(page);
        foreach (var field in await page.EvaluateAsync<string[][]>(Fields))
        {
            var inputs = page.Locator($"main form [name='{field[0]}']");
            if (field[1] == "radio")
            {
                var yes = page.Locator($"main form [name='{field[0]}'][value=true]");
                await (await yes.CountAsync() > 0 ? yes : inputs.Last).CheckAsync();
            }
            else if (field[1] == "checkbox")
            {
                await inputs.First.CheckAsync();
            }
            else
            {
                await inputs.FillAsync(field[2].Length > 0 ? "5" : "Kota yang melayani warganya.");
            }
        }
    }

    /// <summary>
    /// Waits until all of a page has arrived, its foot at the end: a script that looks at half of it finds half of its fields. The
    /// event of the browser is no good for it, Playwright sometimes misses it.
    /// </summary>
    public static Task WholeAsync(IPage page) => Assertions.Expect(page.Locator("footer.k-foot")).ToBeAttachedAsync();

    /// <summary>Uploads a document as evidence.</summary>
    public static async Task AddEvidenceAsync(Journey journey, string title)
    {
        await journey.Page.Locator("#tambah input[type=file]").SetInputFilesAsync(new FilePayload
        {
            Name = "bukti.pdf", MimeType = "application/pdf",
            Buffer = Encoding.UTF8.GetBytes($"%PDF-1.4\n%{title}\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"),
        });
        await journey.FillAsync(("Title", title));
        await journey.PressAsync("Tambahkan");
        await Assertions.Expect(journey.Page.Locator("main .k-card")).ToContainTextAsync(title);
    }

    /// <summary>Gives every question of a score sheet the same level.</summary>
    public static async Task ScoreAsync(IPage page, int level)
    {
        await WholeAsync(page);
        foreach (var name in await page.EvaluateAsync<string[]>(
            "() => [...new Set([...document.querySelectorAll('main form input[type=radio]')].map(e => e.name))]"))
        {
            await page.Locator($"[name='{name}'][value='{level}']").CheckAsync();
        }
    }
}
