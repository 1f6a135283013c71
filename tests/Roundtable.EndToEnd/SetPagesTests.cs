using Microsoft.Playwright;

namespace Roundtable.EndToEnd;

/// <summary>The page of training sets in a browser; what a set's pages show is tested over HTTP.</summary>
public sealed class SetPagesTests(Chromium chromium) : BrowserTest(chromium)
{
    [Theory]
    [InlineData(ColorScheme.Light, 1100)]
    [InlineData(ColorScheme.Dark, 360)]
    public async Task The_list_says_how_a_set_is_made(ColorScheme scheme, int width)
    {
        await using var site = await SiteProcess.StartAsync();
        var page = await OpenAsync($"{site.Address}/sets", scheme: scheme, width: width);
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("No training set was made yet");
        await AccessibleAsync(page, "training sets");
        var overflow = await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - document.documentElement.clientWidth");
        Assert.True(overflow <= 0, $"It is {overflow} pixels wider than its window.");
    }
}
