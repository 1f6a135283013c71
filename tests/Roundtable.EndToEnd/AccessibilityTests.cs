using Microsoft.Playwright;

namespace Roundtable.EndToEnd;

/// <summary>Every page, in both themes and at the narrowest width.</summary>
public sealed class AccessibilityTests(Chromium chromium) : BrowserTest(chromium)
{
    [Fact]
    public async Task A_fault_is_found_where_there_is_one()
    {
        var page = await OpenAsync("data:text/html,<html lang='en'><title>Faults</title><main><h1>Faults</h1><img src='x'><p style='color:%23ccc'>Pale</p></main>");
        var found = await Assert.ThrowsAsync<Xunit.Sdk.TrueException>(() => AccessibleAsync(page, "a page with faults"));
        Assert.Contains("image-alt: ", found.Message, StringComparison.Ordinal);
        Assert.Contains("color-contrast: ", found.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Axe_finds_nothing_on_any_page_and_none_is_wider_than_its_window()
    {
        await using var panel = await HeldPanel.VotingAsync();
        await using var site = await SiteProcess.StartAsync(yaml: panel.Yaml);
        var held = await site.AskAsync(new { question = "Should we watch?", options = new[] { "Yes", "No" }, models = HeldPanel.Models });
        var page = await OpenAsync($"{site.Address}/sessions/{held}");
        await page.WaitForSelectorAsync(".seat-card.cast");
        await page.WaitForSelectorAsync(".seat-card.speaking .said:not(:empty)");
        await CheckAsync("live");

        var session = await site.AskAndWaitAsync("Should we watch?");
        await site.AskAndWaitAsync("Which colour suits the longest question that anybody has put to a table so far, and why should it be that colour and no other?", options: ["Red, because it is a colour that everybody can see from afar", "Blue", "Green"]);
        await page.GotoAsync($"{site.Address}/sessions/{session}");
        await page.Locator("#minutes button.cite").First.ClickAsync();
        await CheckAsync("session");
        await page.Keyboard.PressAsync("Escape");
        await page.GotoAsync($"{site.Address}/sessions/{session}?rule=schulze&seat=1");
        await CheckAsync("session, recounted");
        await page.GotoAsync($"{site.Address}/sessions/{session}/ballots/r1.s1");
        await CheckAsync("ballot");
        await page.GotoAsync(site.Address);
        await page.SelectOptionAsync("#panel", "");
        await CheckAsync("ask");
        await page.FillAsync("#question", "Which is better, Rust or Go?");
        await page.SelectOptionAsync("#panel", "rehearsal");
        await page.ClickAsync("button.primary");
        await page.WaitForSelectorAsync(".warning");
        await CheckAsync("ask, warned");
        await page.FillAsync("#option-0", "");
        await page.FillAsync("#option-1", "");
        await page.ClickAsync("button.primary");
        await page.WaitForSelectorAsync("#problems");
        await CheckAsync("ask, with problems");
        await page.GotoAsync($"{site.Address}/sessions?q=watch");
        await CheckAsync("sessions");
        await page.GotoAsync($"{site.Address}/models");
        await CheckAsync("models");
        await page.GotoAsync($"{site.Address}/models/eve");
        await page.ClickAsync("text=The reasons");
        await CheckAsync("a model");
        await page.GotoAsync($"{site.Address}/monoculture");
        await CheckAsync("monoculture");
        await page.GotoAsync($"{site.Address}/sessions/table?sort=-question");
        await page.ClickAsync("summary:text('Columns')");
        await CheckAsync("sessions as a table");
        await page.Locator("table.data tbody a").First.FocusAsync();
        await page.Keyboard.PressAsync("ArrowDown");
        Assert.Equal(1, await page.EvaluateAsync<int>("() => document.activeElement.closest('tr').sectionRowIndex"));
        await page.Keyboard.PressAsync("Home");
        Assert.Equal(0, await page.EvaluateAsync<int>("() => document.activeElement.closest('tr').sectionRowIndex"));
        await page.GotoAsync($"{site.Address}/sign-in");
        await CheckAsync("sign in");
        await page.GotoAsync($"{site.Address}/nowhere");
        await CheckAsync("no such page");
        await page.GotoAsync($"{site.Address}/sessions/{session}");
        await page.ClickAsync("text=Share it with a link");
        var address = await page.Locator(".share a").GetAttributeAsync("href");
        await CheckAsync("session, shared");
        await page.FillAsync("#tags", "watching, 東京");
        await page.ClickAsync("text=Show it in the gallery");
        await page.WaitForSelectorAsync("text=Take it out of the gallery");
        await page.GotoAsync(address!);
        await CheckAsync("shared");
        await page.GotoAsync(address!.Replace("/s/", "/embed/", StringComparison.Ordinal));
        await CheckAsync("card");
        await page.GotoAsync($"{site.Address}/gallery");
        await CheckAsync("gallery");
        await page.GotoAsync($"{site.Address}/compare?left=session:{session}");
        await CheckAsync("compare, to choose");
        await page.ClickAsync(".compare-form button");
        await page.WaitForSelectorAsync(".compared-table");
        await CheckAsync("compared");
        await page.GotoAsync($"{site.Address}/import");
        await CheckAsync("import");

        // Once as it was opened, in the light and wide; then, where the page is, in the dark and narrow.
        async Task CheckAsync(string what)
        {
            await CheckAsOpenedAsync(what);
            await page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = ColorScheme.Dark });
            await page.SetViewportSizeAsync(360, 800);
            await CheckAsOpenedAsync($"{what}, dark and narrow");
            await page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = ColorScheme.Light });
            await page.SetViewportSizeAsync(1100, 800);
        }

        async Task CheckAsOpenedAsync(string what)
        {
            await AccessibleAsync(page, what);
            var overflow = await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - document.documentElement.clientWidth");
            Assert.True(overflow <= 0, $"{what} is {overflow} pixels wider than its window.");
        }
    }
}
