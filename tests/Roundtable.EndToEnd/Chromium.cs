using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(Roundtable.EndToEnd.Chromium))]

namespace Roundtable.EndToEnd;

/// <summary>Debian's Chromium, one for all tests; each test has contexts of its own.</summary>
public sealed class Chromium : IAsyncLifetime
{
    // Without windows, bars and menus, a third less of the processor's time; the whole browser does as well.
    private static readonly string[] _paths = ["/usr/bin/chromium-headless-shell", "/usr/bin/chromium"];

    private IPlaywright? _playwright;

    /// <summary>The browser.</summary>
    public IBrowser Browser { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Assertions.SetDefaultExpectTimeout(90_000); // a busy machine is slow, not wrong
        _playwright = await Playwright.CreateAsync();
        Browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Environment.GetEnvironmentVariable("ROUNDTABLE_CHROMIUM") ?? Array.Find(_paths, File.Exists) ?? _paths[^1],

            // No script runs for long enough to be worth optimising: that took a fifth of the browser's time.
            Args = ["--no-sandbox", "--disable-dev-shm-usage", "--js-flags=--no-opt --no-maglev"],
        });
    }

    public async ValueTask DisposeAsync()
    {
        await Browser.DisposeAsync();
        _playwright?.Dispose();
    }
}
