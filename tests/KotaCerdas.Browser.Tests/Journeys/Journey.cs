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
    public static async Task<Journey> StartAsync(Chromium chromium, SeededApp seeded, Actor actor, bool script)
    {
        Assert.SkipUnless(Chromium.IsThere, Chromium.Missing);
        var options = seeded.Window(actor);
        options.JavaScriptEnabled = script;
        options.ViewportSize = new() { Width = 360, Height = 740 };
        var window = await chromium.OpenAsync(options);
        return new(window, await window.NewPageAsync());
    }

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
