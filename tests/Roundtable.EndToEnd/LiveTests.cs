using Microsoft.Playwright;

namespace Roundtable.EndToEnd;

/// <summary>A session is watched through reloads, lost connections and restarts.</summary>
public sealed class LiveTests(Chromium chromium) : BrowserTest(chromium)
{
    private static readonly object _debate = new { question = "Should we?", options = new[] { "Yes", "No" }, models = HeldPanel.Models, debate = true, rounds = 2 };

    [Fact]
    public async Task A_page_that_is_loaded_again_in_mid_debate_shows_where_the_session_is()
    {
        await using var panel = await HeldPanel.VotingAsync(quickRounds: 1);
        await using var site = await SiteProcess.StartAsync(yaml: panel.Yaml);
        var id = await site.AskAsync(_debate);
        var page = await OpenAsync($"{site.Address}/sessions/{id}");
        await page.WaitForSelectorAsync(".rounds li");
        await page.ReloadAsync();
        await Assertions.Expect(page.Locator(".rounds li").First).ToContainTextAsync("Round 1");
        panel.Release();
        await page.WaitForSelectorAsync("#verdict");
    }

    [Fact]
    public async Task A_server_that_is_killed_and_started_again_goes_on_and_so_does_the_page()
    {
        await using var panel = await HeldPanel.VotingAsync();
        await using var site = await SiteProcess.StartAsync(yaml: panel.Yaml);
        var id = await site.AskAsync(_debate);
        var page = await OpenAsync($"{site.Address}/sessions/{id}");
        await page.WaitForSelectorAsync(".seat-card.cast");
        await page.WaitForSelectorAsync(".seat-card.speaking .said:not(:empty)");
        await site.KillAsync();
        await site.StartAgainAsync();
        panel.Release();
        await page.WaitForSelectorAsync("#verdict");
        await Assertions.Expect(page.Locator("#arguments .ballot")).ToHaveCountAsync(4);

        // What was answered was not asked again; what was cut off by the end of the server was asked once more. Each call of the session is on the record:
        // the ballots, and the two of the moderator, which is the quick one and cannot do it.
        var session = await site.FinishedAsync(id);
        Assert.Equal(6, session.GetProperty("spend").GetProperty("calls").GetInt32());
        Assert.Equal((4, 3), (panel.Asked("quick"), panel.Asked("held")));
        var (code, output, error) = await site.Program.RunAsync(Cancellation, "log", "verify");
        Assert.True(code == 0, output + error);
        Assert.Contains("8 leaves", output + error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_session_goes_on_when_its_page_is_closed()
    {
        await using var site = await SiteProcess.StartAsync(pace: 300);
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
        await using var panel = await HeldPanel.VotingAsync(quickRounds: 1);
        await using var site = await SiteProcess.StartAsync(yaml: panel.Yaml);
        var id = await site.AskAsync(_debate);
        var page = await OpenAsync($"{site.Address}/sessions/{id}");
        await page.EvaluateAsync("() => { window.shift = 0; new PerformanceObserver(l => l.getEntries().forEach(e => window.shift += e.value)).observe({ type: 'layout-shift', buffered: true }); }");
        await page.WaitForSelectorAsync(".rounds li");
        await page.WaitForSelectorAsync(".seat-card.speaking .said:not(:empty)");
        Assert.Equal(2, await page.Locator(".seat-card").CountAsync());
        Assert.InRange(await page.EvaluateAsync<double>("() => window.shift"), 0, 0.02);
    }

    [Fact]
    public async Task A_session_that_is_stopped_keeps_what_was_said_and_can_be_taken_up()
    {
        await using var panel = await HeldPanel.VotingAsync();
        await using var site = await SiteProcess.StartAsync(yaml: panel.Yaml);
        var id = await site.AskAsync(_debate);
        var page = await OpenAsync($"{site.Address}/sessions/{id}");
        await page.WaitForSelectorAsync(".seat-card.cast");
        await page.ClickAsync("text=Stop the session");
        await page.ClickAsync("text=Resume it");
        panel.Release();
        await page.WaitForSelectorAsync("#verdict");
        await Assertions.Expect(page.Locator("#arguments .ballot")).ToHaveCountAsync(4);
        Assert.Equal(4, panel.Asked("quick")); // two ballots, and two tries as the moderator
    }
}
