using Microsoft.Playwright;

namespace Roundtable.EndToEnd;

/// <summary>A session is watched through reloads, lost connections and restarts.</summary>
public sealed class LiveTests(Chromium chromium) : BrowserTest(chromium)
{
    [Fact]
    public async Task A_page_that_is_loaded_again_in_mid_debate_shows_where_the_session_is()
    {
        await using var site = await SiteProcess.StartAsync(pace: 1500);
        var id = await site.AskAsync(new { question = "Should we?", options = new[] { "Yes", "No" }, panel = "rehearsal", debate = true });
        var page = await OpenAsync($"{site.Address}/sessions/{id}");
        await page.WaitForSelectorAsync(".rounds li");
        await page.ReloadAsync();
        await Assertions.Expect(page.Locator(".rounds li").First).ToContainTextAsync("Round 1");
        await page.WaitForSelectorAsync("#verdict");
    }

    [Fact]
    public async Task A_server_that_is_killed_and_started_again_goes_on_and_so_does_the_page()
    {
        await using var site = await SiteProcess.StartAsync(pace: 2500);
        var id = await site.AskAsync(new { question = "Should we?", options = new[] { "Yes", "No" }, panel = "rehearsal", debate = true });
        var page = await OpenAsync($"{site.Address}/sessions/{id}");
        await page.WaitForSelectorAsync(".seat-card.cast");
        await site.KillAsync();
        await site.StartAgainAsync();
        await page.WaitForSelectorAsync("#verdict", new PageWaitForSelectorOptions { Timeout = 40_000 });
        await Assertions.Expect(page.Locator("#arguments .ballot")).ToHaveCountAsync(10);

        // No answer was asked for twice: each call of the session is on the record once.
        var session = await site.FinishedAsync(id);
        Assert.Equal(11, session.GetProperty("spend").GetProperty("calls").GetInt32());
        var (code, output, error) = await site.Program.RunAsync(Cancellation, "log", "verify");
        Assert.True(code == 0, output + error);
        Assert.Contains("13 leaves", output + error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_session_goes_on_when_its_page_is_closed()
    {
        await using var site = await SiteProcess.StartAsync(pace: 1500);
        var page = await OpenAsync(site.Address);
        await page.FillAsync("#question", "Should we?");
        await page.ClickAsync("button.primary");
        await page.WaitForURLAsync("**/sessions/*");
        var id = page.Url[(page.Url.LastIndexOf('/') + 1)..];
        await page.CloseAsync();
        await site.FinishedAsync(id);
    }

    [Fact]
    public async Task Words_stream_without_moving_the_page()
    {
        await using var site = await SiteProcess.StartAsync(pace: 1500);
        var id = await site.AskAsync(new { question = "Should we?", options = new[] { "Yes", "No" }, panel = "rehearsal", debate = true });
        var page = await OpenAsync($"{site.Address}/sessions/{id}");
        await page.EvaluateAsync("() => { window.shift = 0; new PerformanceObserver(l => l.getEntries().forEach(e => window.shift += e.value)).observe({ type: 'layout-shift', buffered: true }); }");
        await page.WaitForSelectorAsync(".seat-card.cast");
        await page.WaitForFunctionAsync("() => document.querySelectorAll('.rounds li').length > 0 || document.querySelector('#verdict')");
        Assert.InRange(await page.EvaluateAsync<double>("() => window.shift"), 0, 0.02);
    }

    [Fact]
    public async Task A_session_that_is_stopped_keeps_what_was_said_and_can_be_taken_up()
    {
        await using var site = await SiteProcess.StartAsync(pace: 2500);
        var id = await site.AskAsync(new { question = "Should we?", options = new[] { "Yes", "No" }, panel = "rehearsal", debate = true });
        var page = await OpenAsync($"{site.Address}/sessions/{id}");
        await page.WaitForSelectorAsync(".seat-card.cast");
        await page.ClickAsync("text=Stop the session");
        await page.ClickAsync("text=Resume it");
        await page.WaitForSelectorAsync("#verdict");
        await Assertions.Expect(page.Locator("#arguments .ballot")).ToHaveCountAsync(10);
    }
}
