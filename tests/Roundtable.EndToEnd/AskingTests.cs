using Microsoft.Playwright;

namespace Roundtable.EndToEnd;

/// <summary>A question is put, watched and read.</summary>
public sealed class AskingTests(Chromium chromium) : BrowserTest(chromium)
{
    [Fact]
    public async Task A_question_is_put_and_read_with_the_keyboard_alone()
    {
        await using var site = await SiteProcess.StartAsync();
        var page = await OpenAsync(site.Address);
        // The browser turns to the question by itself, a moment after the page is there.
        await Assertions.Expect(page.Locator("#question")).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("Should model outputs be fair game for training?");
        await Assertions.Expect(page.Locator("#estimate")).ToContainTextAsync("5 seats");

        // To the second option, then to the button that adds one.
        await page.FocusAsync("#option-1");
        await TabToAsync(page, "#add-option");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("#option-2")).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("Only with consent");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Enter");
        Assert.Equal(["Yes", "Only with consent", "No"], await OptionsAsync(page));
        await page.FocusAsync("#panel");
        await TabToAsync(page, "button.primary");
        await page.Keyboard.PressAsync("Enter");

        await page.WaitForURLAsync("**/sessions/*");
        await Assertions.Expect(page.Locator(".banner")).ToContainTextAsync("SIMULATED");
        await page.WaitForSelectorAsync("#verdict");
        await Assertions.Expect(page.Locator("#arguments .ballot")).ToHaveCountAsync(10);
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Should model outputs be fair game for training?");
    }

    [Fact]
    public async Task Without_javascript_a_question_can_be_put_and_a_session_read()
    {
        await using var site = await SiteProcess.StartAsync();
        var page = await OpenAsync(site.Address, javaScript: false);
        await page.FillAsync("#question", "Which colour should the shed have?");
        await page.ClickAsync("#add-option");
        await page.FillAsync("#option-2", "Blue");
        await page.ClickAsync("button[value=remove-1]");
        Assert.Equal(["Yes", "Blue"], await OptionsAsync(page));
        Assert.Equal("Which colour should the shed have?", await page.InputValueAsync("#question"));
        await page.FillAsync("#option-0", "Red");
        await page.ClickAsync("button[value=estimate]");
        await Assertions.Expect(page.Locator("#estimate")).ToContainTextAsync("rehearsal");
        await page.ClickAsync("button.primary");
        await page.WaitForURLAsync("**/sessions/*");
        for (var tries = 0; tries < 400 && await page.Locator("#verdict").CountAsync() == 0; tries++)
        {
            await Task.Delay(200, Cancellation);
            await page.ReloadAsync();
        }

        await Assertions.Expect(page.Locator("#minutes")).ToContainTextAsync("5 seats were asked");
        await Assertions.Expect(page.Locator("#arguments .ballot").First).ToBeVisibleAsync();
        await page.SelectOptionAsync(".filter select[name=seat]", "4");
        await page.ClickAsync(".filter button");
        await Assertions.Expect(page.Locator("#arguments .ballot")).ToHaveCountAsync(2);
    }

    [Fact]
    public async Task What_cannot_be_asked_is_told_and_nothing_that_was_typed_is_lost()
    {
        await using var site = await SiteProcess.StartAsync();
        var page = await OpenAsync(site.Address);
        await page.FillAsync("#question", "Which is better, Rust or Go?");
        await page.ClickAsync("button.primary");
        await Assertions.Expect(page.Locator(".warning")).ToContainTextAsync("do not seem to fit");
        await page.ClickAsync("button.use");
        Assert.Equal(["Rust", "Go"], await OptionsAsync(page));
        await page.FillAsync("#option-1", "rust");
        await page.ClickAsync("button.primary");
        await Assertions.Expect(page.Locator(".problem")).ToContainTextAsync("are the same");
        await Assertions.Expect(page.Locator("#problems")).ToBeFocusedAsync();
        Assert.Equal("Which is better, Rust or Go?", await page.InputValueAsync("#question"));
    }

    [Fact]
    public async Task A_lineup_is_found_by_words_vendor_and_price_given_personas_and_saved()
    {
        await using var models = await ProviderServer.StartAsync(ProviderAnswers.Says("""{"reasoning":"Because.","choice":"1","acceptable":[1],"objection":null,"confidence":0.7}"""));
        await using var site = await SiteProcess.StartAsync(yaml: $$"""
            connections:
              local:
                kind: openai
                address: {{models.Address}}v1
                models: [cheap-one, dear-one, other]
            models:
              local/cheap-one: { vendor: Acme, input: 1, output: 2 }
              local/dear-one: { vendor: Acme, input: 10, output: 40 }
              local/other: { vendor: Zeta, input: 1, output: 3 }
            """);
        var page = await OpenAsync(site.Address);
        await page.ClickAsync("#lineup summary");
        var rows = page.Locator("#lineup tbody tr:visible");
        await Assertions.Expect(rows).ToHaveCountAsync(3);

        // What would be asked anyway is suggested: here all three.
        foreach (var seats in await page.Locator("#lineup input[type=number][name^=seats]").AllAsync())
        {
            Assert.Equal("1", await seats.InputValueAsync());
            await seats.FillAsync("0");
        }

        await page.SelectOptionAsync("#vendor", "Acme");
        await Assertions.Expect(rows).ToHaveCountAsync(2);
        await page.FillAsync("#price", "5");
        await Assertions.Expect(rows).ToHaveCountAsync(1);
        await page.FillAsync("input[name='seats:local/cheap-one']", "2");
        await page.FillAsync("input[name='persona:local/cheap-one']", "a careful engineer");
        await page.SelectOptionAsync("#vendor", "");
        await page.FillAsync("#price", "");
        await page.FillAsync("#find", "other");
        await Assertions.Expect(rows).ToHaveCountAsync(2); // what was chosen stays in sight
        await page.FillAsync("input[name='seats:local/other']", "1");
        await page.FillAsync("input[name=saveAs]", "mixed");
        await page.FillAsync("#question", "Should we?");
        await Assertions.Expect(page.Locator("#estimate")).ToContainTextAsync("3 seats");
        await Assertions.Expect(page.Locator("#estimate .chips li")).ToHaveTextAsync(["cheap-one", "cheap-one 2", "other"]);
        await Assertions.Expect(page.Locator("#estimate")).ToContainTextAsync("About");
        await page.ClickAsync("button.primary");
        await page.WaitForSelectorAsync("#verdict");
        await Assertions.Expect(page.Locator("#cost table").Last).ToContainTextAsync("a careful engineer");

        await page.GotoAsync(site.Address);
        await page.SelectOptionAsync("#panel", "mixed");
        await Assertions.Expect(page.Locator("#lineup")).ToBeHiddenAsync();
        await page.FillAsync("#question", "Should we again?");
        await page.ClickAsync("button.primary");
        await page.WaitForSelectorAsync("#verdict");
        await Assertions.Expect(page.Locator("#cost table").Last).ToContainTextAsync("a careful engineer");
    }

    [Fact]
    public async Task A_follow_up_carries_the_minutes_along_and_a_file_is_read_beside_the_question()
    {
        await using var site = await SiteProcess.StartAsync();
        var first = await site.AskAndWaitAsync("Should we build it?");
        var page = await OpenAsync($"{site.Address}/sessions/{first}");
        await page.ClickAsync("text=Ask a follow-up");
        await page.FillAsync("#question", "Should we build it this year?");
        await page.ClickAsync("text=Documents to read beside the question");
        await page.SetInputFilesAsync("#files", new FilePayload { Name = "facts.md", MimeType = "text/markdown", Buffer = "It costs ten days."u8.ToArray() });
        await page.ClickAsync("button.primary");
        await page.WaitForSelectorAsync("#verdict");
        Assert.Contains("minutes of session", await page.Locator("details.context summary").Nth(1).TextContentAsync(), StringComparison.Ordinal);
        Assert.Contains("It costs ten days.", await page.Locator("details.context pre").First.TextContentAsync(), StringComparison.Ordinal);
        Assert.Contains("Should we build it?", await page.Locator("details.context pre").Nth(1).TextContentAsync(), StringComparison.Ordinal);

        await page.ClickAsync("text=Ask another panel");
        Assert.Equal("Should we build it this year?", await page.InputValueAsync("#question"));
    }

    private static async Task<string[]> OptionsAsync(IPage page) =>
        [.. await Task.WhenAll((await page.Locator("input[name=option]").AllAsync()).Select(i => i.InputValueAsync()))];

    private static async Task TabToAsync(IPage page, string selector)
    {
        for (var presses = 0; presses < 30; presses++)
        {
            await page.Keyboard.PressAsync("Tab");
            if (await page.Locator(selector).EvaluateAsync<bool>("e => e === document.activeElement"))
            {
                return;
            }
        }

        Assert.Fail($"{selector} cannot be reached with Tab.");
    }
}
