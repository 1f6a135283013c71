using System.Net.ServerSentEvents;
using System.Text.Json;
using Roundtable.Tests.Workspace.Postgres;

namespace Roundtable.EndToEnd;

/// <summary>Two servers over one PostgreSQL share sessions and live streams, and one finishes what the other began.</summary>
public sealed class SharedDatabaseTests(Chromium chromium, PostgresServer postgres) : BrowserTest(chromium), IClassFixture<PostgresServer>
{
    [Fact]
    public async Task A_server_that_dies_in_mid_debate_is_finished_by_the_other_while_people_watch()
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["ROUNDTABLE_STORE"] = await postgres.NewDatabaseAsync(),
            ["ROUNDTABLE_LOG_KEY"] = await NewKeyAsync(),
        };
        await using var panel = await HeldPanel.VotingAsync();
        await using var first = await SiteProcess.StartAsync(yaml: panel.Yaml, variables: variables);
        await using var second = await SiteProcess.StartAsync(yaml: panel.Yaml, variables: variables);
        var id = await first.AskAsync(new { question = "Should we?", options = new[] { "Yes", "No" }, models = HeldPanel.Models, debate = true, rounds = 2 });

        // The second server shows what the first one runs, word by word.
        var page = await OpenAsync($"{second.Address}/sessions/{id}");
        await page.WaitForSelectorAsync(".seat-card.speaking .said:not(:empty)");
        var events = await HeardAsync(second, id, until: "ballot-cast");
        Assert.Contains("reasoning-delta", events);
        await first.KillAsync();
        panel.Release();

        await page.WaitForSelectorAsync("#verdict");
        var session = await second.FinishedAsync(id);
        Assert.Equal(6, session.GetProperty("spend").GetProperty("calls").GetInt32());

        // The first one, started again, has the session that the other finished.
        await first.StartAgainAsync();
        Assert.Equal(JsonSerializer.Serialize(session), JsonSerializer.Serialize(await first.FinishedAsync(id)));
        Assert.Equal(1, JsonElement.Parse(await first.Http.GetStringAsync(new Uri("/api/v1/sessions", UriKind.Relative), Cancellation)).GetArrayLength());

        // One that is deleted on one server is gone on the other.
        using (var deleted = await second.Http.DeleteAsync(new Uri($"/api/v1/sessions/{id}", UriKind.Relative), Cancellation))
        {
            Assert.True(deleted.IsSuccessStatusCode);
        }

        Assert.Equal(System.Net.HttpStatusCode.NotFound, (await first.Http.GetAsync(new Uri($"/api/v1/sessions/{id}", UriKind.Relative), Cancellation)).StatusCode);
        var (code, output, error) = await first.Program.RunAsync(Cancellation, "log", "verify");
        Assert.True(code == 0, output + error);
    }

    [Fact]
    public async Task A_session_is_stopped_through_another_server_and_an_idempotency_key_holds_on_both()
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["ROUNDTABLE_STORE"] = await postgres.NewDatabaseAsync(),
            ["ROUNDTABLE_LOG_KEY"] = await NewKeyAsync(),
        };
        await using var panel = await HeldPanel.VotingAsync();
        await using var first = await SiteProcess.StartAsync(yaml: panel.Yaml, variables: variables);
        await using var second = await SiteProcess.StartAsync(yaml: panel.Yaml, variables: variables);
        var asked = new { question = "Should we?", options = new[] { "Yes", "No" }, models = HeldPanel.Models };
        foreach (var site in (SiteProcess[])[first, second])
        {
            site.Http.DefaultRequestHeaders.Add("Idempotency-Key", "once");
        }

        var id = await first.AskAsync(asked);
        Assert.Equal(id, await second.AskAsync(asked));
        using var stopped = await second.Http.PostAsync(new Uri($"/api/v1/sessions/{id}/cancel", UriKind.Relative), null, Cancellation);
        Assert.True(stopped.IsSuccessStatusCode);
        Assert.Equal("stopped", (await HeardAsync(first, id, until: "stopped"))[^1]);
    }

    [Fact]
    public async Task A_database_that_is_down_is_told_as_such_and_gone_on_with_when_it_is_back()
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal) { ["ROUNDTABLE_STORE"] = await postgres.NewDatabaseAsync() };
        await using var site = await SiteProcess.StartAsync(variables: variables);
        var id = await site.AskAndWaitAsync();
        await postgres.StopAsync();
        try
        {
            // What is in files here is read as before; what asks the database says that it is down.
            Assert.Equal(System.Net.HttpStatusCode.OK, (await site.Http.GetAsync(new Uri($"/api/v1/sessions/{id}", UriKind.Relative), Cancellation)).StatusCode);
            using var listed = await site.Http.GetAsync(new Uri("/sessions", UriKind.Relative), Cancellation);
            await IsToldAsync("GET", listed);
            using var deleted = await site.Http.DeleteAsync(new Uri($"/api/v1/sessions/{id}", UriKind.Relative), Cancellation);
            await IsToldAsync("DELETE", deleted);
            using var asked = await site.Http.PostAsync(
                new Uri("/api/v1/sessions", UriKind.Relative),
                new StringContent("""{"question":"Should we?","options":["Yes","No"],"panel":"rehearsal"}""", System.Text.Encoding.UTF8, "application/json"),
                Cancellation);
            await IsToldAsync("POST", asked);
            foreach (var line in (string[])["log verify", "log checkpoint", "log show 0", $"sessions delete {id} --yes", "ask What? --option Yes --option No --panel rehearsal"])
            {
                var (exit, said, told) = await site.Program.RunAsync(Cancellation, line.Split(' '));
                Assert.True(exit == 69, $"{line}: {exit} {said} {told}");
                Assert.Contains("cannot be reached", told, StringComparison.Ordinal);
                Assert.DoesNotContain("   at ", told, StringComparison.Ordinal);
            }
        }
        finally
        {
            await postgres.StartAsync();
        }

        await site.AskAndWaitAsync();
        var (code, output, error) = await site.Program.RunAsync(Cancellation, "log", "verify");
        Assert.True(code == 0, output + error);
    }

    private static async Task IsToldAsync(string what, HttpResponseMessage answer)
    {
        var body = await answer.Content.ReadAsStringAsync(Cancellation);
        Assert.True(answer.StatusCode == System.Net.HttpStatusCode.ServiceUnavailable, $"{what}: {answer.StatusCode} {body}");
        Assert.Contains("cannot be reached", body, StringComparison.Ordinal);
    }

    private static async Task<List<string>> HeardAsync(SiteProcess site, string id, string until)
    {
        await using var stream = await site.Http.GetStreamAsync(new Uri($"/api/v1/sessions/{id}/events", UriKind.Relative), Cancellation);
        List<string> heard = [];
        await foreach (var item in SseParser.Create(stream).EnumerateAsync(Cancellation))
        {
            heard.Add(item.EventType);
            if (item.EventType == until)
            {
                break;
            }
        }

        return heard;
    }

    /// <summary>A log's signing key, made by a log of its own.</summary>
    private static async Task<string> NewKeyAsync()
    {
        await using var site = await SiteProcess.StartAsync();
        await site.AskAndWaitAsync();
        return (await File.ReadAllTextAsync(Directory.EnumerateFiles(Path.Combine(site.Data, "keys")).First(), Cancellation)).Trim();
    }
}
