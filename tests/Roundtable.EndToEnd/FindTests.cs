using Microsoft.Playwright;

namespace Roundtable.EndToEnd;

/// <summary>The four doors, the search over everything and the page of words in a browser.</summary>
public sealed class FindTests(Chromium chromium) : BrowserTest(chromium)
{
    [Theory]
    [InlineData(ColorScheme.Light, 1280)]
    [InlineData(ColorScheme.Dark, 320)]
    public async Task From_the_start_page_everything_is_a_key_away(ColorScheme scheme, int width)
    {
        await using var site = await SiteProcess.StartAsync();
        var page = await OpenAsync(site.Address, scheme: scheme, width: width);
        await Assertions.Expect(page.Locator(".door")).ToHaveCountAsync(4);
        await CheckAsync(page, "the start page");

        // While somebody types, the key is a letter like others.
        await page.Locator("#question").FillAsync("and");
        await page.Locator("#question").PressAsync("End");
        await page.Keyboard.TypeAsync("/or");
        await Assertions.Expect(page.Locator("#question")).ToHaveValueAsync("and/or");

        await page.Locator("main").FocusAsync();
        await page.Keyboard.PressAsync("/");
        await Assertions.Expect(page.Locator("#find-all")).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("llama-3.1");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Registry" })).ToBeVisibleAsync();
        await CheckAsync(page, "what was found");
        await page.GetByRole(AriaRole.Link, new() { Name = "meta/llama-3.1", Exact = true }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToContainTextAsync("meta/llama-3.1");
        await Assertions.Expect(page.Locator(".places [aria-current=page]")).ToHaveTextAsync("Registry");

        await page.GetByRole(AriaRole.Link, new() { Name = "Words" }).ClickAsync();
        await Assertions.Expect(page.Locator("#supermajority")).ToBeVisibleAsync();
        await CheckAsync(page, "the page of words");
    }

    private static async Task CheckAsync(IPage page, string what)
    {
        await AccessibleAsync(page, what);
        var overflow = await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - document.documentElement.clientWidth");
        Assert.True(overflow <= 0, $"{what} is {overflow} pixels wider than its window.");
    }
}
