using KotaCerdas.Platform;
using Microsoft.Playwright;

namespace KotaCerdas.Browser.Tests.Journeys;

/// <summary>One person at one browser window.</summary>
internal sealed class Journey(IBrowserContext window, IPage page) : IAsyncDisposable
{
    public IPage Page => page;

    /// <summary>Opens a phone's browser.</summary>
    /// <param name="chromium">The browser.</param>
    /// <param name="seeded">The product.</param>
    /// <param name="actor">Who sits there; a visitor may sign in.</param>
    /// <param name="script">False: JavaScript is off.</param>
    public static Task<Journey> StartAsync(Chromium chromium, SeededApp seeded, Actor actor, bool script)
    {
        Assert.SkipUnless(Chromium.IsThere, Chromium.Missing);
        return SeatAsync(chromium, seeded.Window(actor), script, actor);
    }

    /// <summary>Opens a phone's browser.</summary>
    /// <param name="chromium">The browser.</param>
    /// <param name="options">Where it goes and who sits there.</param>
    /// <param name="script">False: JavaScript is off.</param>
    public static Task<Journey> StartAsync(Chromium chromium, BrowserNewContextOptions options, bool script) =>
        SeatAsync(chromium, options, script, null);

    private static async Task<Journey> SeatAsync(Chromium chromium, BrowserNewContextOptions options, bool script, Actor? actor)
    {
        options.JavaScriptEnabled = script;
        options.ViewportSize = new() { Width = 360, Height = 740 };
        var window = await chromium.OpenAsync(options);
        return new(window, await window.NewPageAsync()) { Script = script, Actor = actor };
    }

    /// <summary>Who sat down first, where that is known.</summary>
    public Actor? Actor { get; private init; }

    /// <summary>Somebody else sits down at the same browser; a visitor stands for having signed out elsewhere.</summary>
    public Task SitsAsync(SeededApp seeded, Actor actor) =>
        window.SetExtraHTTPHeadersAsync(seeded.Window(actor).ExtraHTTPHeaders ?? []);

    /// <summary>Waits until the browser shows its own page instead; Playwright does not always tell of its address.</summary>
    public Task FailsAsync() => Assertions.Expect(page.Locator("main")).ToHaveCountAsync(0);

    /// <summary>Waits until no copy of a form is left on the device.</summary>
    public Task KeepsNothingAsync() =>
        page.WaitForFunctionAsync("() => !Object.keys(localStorage).some((key) => key.startsWith('isian:'))");

    /// <summary>False where JavaScript is off.</summary>
    public bool Script { get; private init; } = true;

    /// <summary>Follows a link of the page by its words.</summary>
    public Task FollowAsync(string words) => page.Locator("main a", new() { HasText = words }).First.ClickAsync();

    /// <summary>Presses a button of the page by its words; what asks first is answered with yes.</summary>
    /// <param name="words">Words on the button.</param>
    /// <param name="asks">True where the script asks before it sends the form.</param>
    public async Task PressAsync(string words, bool asks = false)
    {
        await page.Locator("main button:not([tabindex='-1'])", new() { HasText = words }).Last.ClickAsync();
        if (asks && Script)
        {
            await page.Locator("dialog[open] [value=ya]").ClickAsync();
        }
    }

    /// <summary>Waits until the page says something.</summary>
    public Task SaysAsync(string words) => Assertions.Expect(page.Locator("main")).ToContainTextAsync(words);

    /// <summary>Types into fields by their names.</summary>
    public async Task FillAsync(params (string Name, string Value)[] fields)
    {
        foreach (var (name, value) in fields)
        {
            await page.Locator($"main [name='{name}']:not([type=hidden])").FillAsync(value);
        }
    }

    /// <summary>Types a date.</summary>
    public Task FillDateAsync(string name, DateOnly day) =>
        FillAsync(($"{name}.Day", $"{day.Day}"), ($"{name}.Month", $"{day.Month}"), ($"{name}.Year", $"{day.Year}"));

    /// <summary>Presses the button that the form is sent with.</summary>
    public Task SendAsync() => page.Locator("main form button:not([tabindex='-1'])").Last.ClickAsync();

    public ValueTask DisposeAsync() => window.DisposeAsync();
}
