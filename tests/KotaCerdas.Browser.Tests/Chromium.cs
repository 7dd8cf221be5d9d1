using KotaCerdas.Browser.Tests;
using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(Chromium))]
[assembly: AssemblyFixture(typeof(SeededApp))]

namespace KotaCerdas.Browser.Tests;

/// <summary>
/// The installed Chromium, started once for all tests; nothing is downloaded. Where there is none, tests are skipped and ./test says so.
/// </summary>
public sealed class Chromium : IAsyncLifetime
{
    /// <summary>Why tests are skipped.</summary>
    public const string Missing = "No Chromium: install it or set KOTACERDAS_TEST_CHROMIUM";

    private static readonly string[] Arguments =
    [
        "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update",
        "--disable-sync",
    ];

    /// <summary>How long an action or an expectation may take, in milliseconds: a busy machine is slow, never wrong.</summary>
    private const float Patience = 60_000;

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    /// <summary>True where a Chromium is installed.</summary>
    public static bool IsThere => Executable is not null;

    private static string? Executable { get; } = Find();

    public async ValueTask InitializeAsync()
    {
        Assertions.SetDefaultExpectTimeout(Patience);
        if (IsThere)
        {
            _playwright = await Playwright.CreateAsync();
            _browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = Executable, Args = Arguments });
        }
    }

    /// <summary>A browser window of its own, with its own cookies.</summary>
    /// <param name="options">How it is set; the patience is set here.</param>
    public async Task<IBrowserContext> OpenAsync(BrowserNewContextOptions options)
    {
        var context = await _browser!.NewContextAsync(options);
        context.SetDefaultTimeout(Patience);
        return context;
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
    }

    private static string? Find()
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(Path.PathSeparator);
        return new[] { "chromium-headless-shell", "chromium" }.SelectMany(n => folders.Select(f => Path.Combine(f, n)))
            .Prepend(Environment.GetEnvironmentVariable("KOTACERDAS_TEST_CHROMIUM"))
            .FirstOrDefault(File.Exists);
    }
}
