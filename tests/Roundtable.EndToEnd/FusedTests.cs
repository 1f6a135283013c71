using System.Text.Json;
using Microsoft.Playwright;

namespace Roundtable.EndToEnd;

/// <summary>A question that is answered in full, in the browser: asked, watched, read, checked.</summary>
public sealed class FusedTests(Chromium chromium) : BrowserTest(chromium)
{
    [Fact]
    public async Task A_question_is_asked_in_full_and_read_down_to_the_words_in_the_seats_answers()
    {
        await using var site = await SiteProcess.StartAsync();
        var page = await OpenAsync(site.Address);
        await page.FillAsync("#question", "What is the best database for a multi-tenant SaaS, and why?");
        await page.CheckAsync("[name=kind][value=full]");
        await Assertions.Expect(page.Locator("#options")).ToBeHiddenAsync();
        await Assertions.Expect(page.Locator("[name=debate]")).ToBeHiddenAsync();
        await page.CheckAsync("[name=review]");
        await page.ClickAsync("button.primary");
        await page.WaitForURLAsync("**/sessions/*");
        await page.WaitForSelectorAsync("#answer");

        await Assertions.Expect(page.Locator(".banner b").First).ToHaveTextAsync("SIMULATED");
        await Assertions.Expect(page.Locator("#result")).ToContainTextAsync("Answer from 5 of 5 seats, 1 disputed point");
        var support = page.Locator("#answer button.support.disputed").First;
        await Assertions.Expect(support).ToHaveTextAsync("disputed: two of five, against two");
        await support.FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        var excerpt = page.Locator(".excerpt:popover-open");
        await Assertions.Expect(excerpt.Locator("mark").First).ToBeVisibleAsync();
        await Assertions.Expect(excerpt).ToContainTextAsync("not that the sentence follows");
        var said = await excerpt.Locator("mark").First.InnerTextAsync();
        await excerpt.Locator("a").First.ClickAsync();
        await Assertions.Expect(page.Locator(".excerpt:popover-open")).ToHaveCountAsync(0);
        var marked = page.Locator(".anchor:target + mark");
        await Assertions.Expect(marked).ToBeVisibleAsync();
        Assert.Contains(await marked.InnerTextAsync(), said, StringComparison.Ordinal);

        await Assertions.Expect(page.Locator("#reviews tbody tr")).ToHaveCountAsync(5);
        await page.ClickAsync("#verify-all");
        await Assertions.Expect(page.Locator("#verify-result")).ToContainTextAsync("letter for letter");
        await Assertions.Expect(page.Locator(".verified.no")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task The_api_streams_what_the_page_shows()
    {
        await using var site = await SiteProcess.StartAsync();
        var id = await site.AskAsync(new { question = "Which cache?", panel = "rehearsal", scout = 2 });
        var session = await site.FinishedAsync(id);
        Assert.Equal("fused", session.GetProperty("kind").GetString());
        using var http = new HttpClient();
        var events = await http.GetStringAsync($"{site.Address}/api/v1/sessions/{id}/events", Cancellation);
        string[] kinds = [.. events.Split('\n').Where(l => l.StartsWith("event: ", StringComparison.Ordinal)).Select(l => l[7..])];
        Assert.Equal("opened", kinds[0]);
        Assert.Equal("fused-finished", kinds[^1]);
        Assert.All((string[])["phase-started", "answer-given", "scouted", "comparison-made", "sentence-written"], kind => Assert.Contains(kind, kinds));
        var written = events.Split('\n').Where(l => l.StartsWith("data: {\"event\":\"sentence-written\"", StringComparison.Ordinal))
            .Select(l => JsonElement.Parse(l[6..])).OrderBy(e => e.GetProperty("place").GetInt32()).Select(e => e.GetProperty("sentence").GetProperty("text").GetString());
        Assert.Equal(session.GetProperty("fused").GetProperty("sentences").EnumerateArray().Select(s => s.GetProperty("text").GetString()), written.Distinct());
    }

    [Theory]
    [InlineData(ColorScheme.Light, 1440)]
    [InlineData(ColorScheme.Dark, 390)]
    public async Task Axe_finds_nothing_on_its_pages_and_none_is_wider_than_its_window(ColorScheme scheme, int width)
    {
        await using var panel = await HeldPanel.AnsweringAsync();
        await using var site = await SiteProcess.StartAsync(yaml: panel.Yaml);
        var held = await site.AskAsync(new { question = "Which database?", models = HeldPanel.Models });
        var page = await OpenAsync($"{site.Address}/sessions/{held}", scheme: scheme, width: width);
        await page.WaitForSelectorAsync(".seat-card.cast");
        await page.WaitForSelectorAsync(".seat-card.speaking .said:not(:empty)");
        await CheckAsync("live");

        var id = await site.AskAsync(new { question = "What is the best database for a multi-tenant SaaS, and why?", panel = "rehearsal", review = true });
        await site.FinishedAsync(id);
        await page.GotoAsync($"{site.Address}/sessions/{id}");
        foreach (var fold in await page.Locator("#comparison details, #answers details").AllAsync())
        {
            await fold.EvaluateAsync("d => d.open = true");
        }

        await page.Locator("#answer button.support").First.ClickAsync();
        await CheckAsync("session");
        await page.Keyboard.PressAsync("Escape");
        var fields = await site.AskAsync(new { question = "How much?", panel = "rehearsal", schema = new { type = "object", properties = new { price = new { type = "number" } }, required = new[] { "price" } } });
        await site.FinishedAsync(fields);
        await page.GotoAsync($"{site.Address}/sessions/{fields}");
        await Assertions.Expect(page.Locator("table.fields tbody tr")).ToHaveCountAsync(1);
        await CheckAsync("fields");
        await page.GotoAsync($"{site.Address}/sessions");
        await CheckAsync("sessions");
        await page.GotoAsync($"{site.Address}/?again={id}");
        await Assertions.Expect(page.Locator("[name=kind][value=full]")).ToBeCheckedAsync();
        await CheckAsync("ask");

        async Task CheckAsync(string what)
        {
            await AccessibleAsync(page, what);
            var overflow = await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - document.documentElement.clientWidth");
            Assert.True(overflow <= 0, $"{what} is {overflow} pixels wider than its window.");
        }
    }
}
