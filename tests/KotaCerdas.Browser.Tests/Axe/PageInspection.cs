using Deque.AxeCore.Commons;
using KotaCerdas.TestKit;
using Microsoft.Playwright;

namespace KotaCerdas.Browser.Tests.Axe;

/// <summary>Opens pages in one browser window and says what is wrong with them.</summary>
internal sealed class PageInspection(IPage page, string language)
{
    private const int Narrow = 360;
    private const int Wide = 1280;

    private const string RunAxe =
        """
        async (colours) => {
          const found = await axe.run(document, {
            runOnly: { type: "tag", values: ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"] },
            rules: { "target-size": { enabled: true }, "color-contrast": { enabled: colours } },
            resultTypes: ["violations"],
          });
          return found.violations.map(v => `${v.id}: ${v.nodes.length} × ${v.nodes.slice(0, 3).map(n =>
            n.html.slice(0, 200) + " (" + n.failureSummary.split("\n").slice(1).join(" ").trim().slice(0, 160) + ")").join(" | ")}`);
        }
        """;

    private const string LookAround =
        """
        () => {
          const wide = document.documentElement.clientWidth;
          const out = [...document.querySelectorAll("body *")].filter(e => e.getBoundingClientRect().right > wide + 1
            && !e.closest("[class*=scroll],.k-table-wrap")).slice(-2).map(e => e.outerHTML.slice(0, 120));
          const found = [];
          if (document.documentElement.scrollWidth > wide) {
            found.push(`scrolls sideways: ${document.documentElement.scrollWidth} > ${wide}, for example ${out.join(" | ")}`);
          }
          const heads = document.querySelectorAll("h1");
          if (heads.length !== 1 || !heads[0].textContent.trim()) { found.push(`has ${heads.length} h1`); }
          if (!document.title.trim()) { found.push("has no title"); }
          const bare = [...document.querySelectorAll("form[method=post]")]
            .filter(f => !f.querySelector("[name=__RequestVerificationToken]")).map(f => f.getAttribute("action") ?? "");
          if (bare.length) { found.push(`has forms without an antiforgery token: ${bare.join(", ")}`); }
          return found;
        }
        """;

    private static readonly string Axe = new BundledAxeScriptProvider().GetScript();

    // The markup and the colours are the same in both languages: on a desk the English words have room, and on a phone they are looked at
    // for what only words can break. Only the full run asks axe for each page in English too.
    private readonly bool _thorough = language == "id" || HowMany.Full;
    private readonly List<string> _errors = [];

    /// <summary>The window, listening for errors of scripts and of the content security policy.</summary>
    public static async Task<PageInspection> InAsync(IBrowserContext window, string language)
    {
        var inspection = new PageInspection(await window.NewPageAsync(), language);
        inspection.Listen();
        return inspection;
    }

    /// <summary>Opens a page and says what is wrong with it.</summary>
    /// <param name="opened">The page.</param>
    /// <param name="showsParts">True for the pages that together show every part: axe judges them in every language and scheme.</param>
    public async Task<List<string>> OfAsync(OpenedPage opened, bool showsParts)
    {
        _errors.Clear();
        List<string> problems = [];
        await page.SetViewportSizeAsync(Narrow, 740);
        if (opened.Cookies.Count > 0)
        {
            await page.Context.AddCookiesAsync(
                opened.Cookies.Select(c => new Cookie { Name = c.Name, Value = c.Value, Domain = "127.0.0.1", Path = "/" }));
        }

        Assert.True(opened.Path is not null, $"No address was seeded for {opened.Route}");
        var answer = await page.GotoAsync(opened.Path);
        var expected = opened.Path.StartsWith("/galat/", StringComparison.Ordinal) ? int.Parse(opened.Path[7..]) : 200;
        if (answer is null || answer.Status != expected || new Uri(page.Url).PathAndQuery != opened.Path)
        {
            return [$"answered {answer?.Status} at {page.Url}"];
        }

        var html = await page.Locator("html").GetAttributeAsync("lang");
        if (html != language)
        {
            problems.Add($"is in {html}, not in {language}");
        }

        problems.AddRange(_errors.Where(e => expected == 200 || !e.Contains("Failed to load resource", StringComparison.Ordinal)));
        problems.AddRange(await page.EvaluateAsync<string[]>(LookAround));
        if (!_thorough && !showsParts)
        {
            return problems;
        }

        await page.EvaluateAsync(Axe);
        problems.AddRange((await page.EvaluateAsync<string[]>(RunAxe, true)).Select(p => $"[{Narrow}] {p}"));
        if (!_thorough)
        {
            return problems;
        }

        await page.SetViewportSizeAsync(Wide, 900);
        // Colours are those of the narrow page and take axe most of its time: on a desk they are judged where all parts are.
        var colours = showsParts || HowMany.Full;
        problems.AddRange((await page.EvaluateAsync<string[]>(RunAxe, colours)).Select(p => $"[{Wide}] {p}"));
        return problems;
    }

    private void Listen()
    {
        page.Console += (_, message) =>
        {
            if (message.Type == "error")
            {
                _errors.Add($"console: {message.Text}");
            }
        };
        page.PageError += (_, error) => _errors.Add($"script: {error}");
    }
}
