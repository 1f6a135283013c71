using System.Net;
using System.Net.Http.Json;
using System.Net.ServerSentEvents;
using System.Text.Json;

namespace Roundtable.EndToEnd;

/// <summary>The HTTP API.</summary>
public sealed class ApiTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_session_is_created_watched_fetched_and_says_the_same_as_the_command_line()
    {
        await using var site = await SiteProcess.StartAsync();
        var id = await site.AskAsync(new { question = "Should we?", options = new[] { "Yes", "No" }, panel = "rehearsal", debate = true, ranked = true });
        var events = await WatchAsync(site, id, null);
        Assert.Equal("opened", events[0].EventType);
        Assert.Equal("finished", events[^1].EventType);
        Assert.Equal(10, events.Count(e => e.EventType == "ballot-cast"));
        Assert.All(events, e => Assert.Equal(e.EventType, JsonElement.Parse(e.Data).GetProperty("event").GetString()));

        // From where one was: nothing twice, nothing left out.
        var half = events[events.Count / 2];
        var rest = await WatchAsync(site, id, half.EventId);
        Assert.Equal("finished", rest[^1].EventType);
        Assert.True(Number(rest[0]) > Number(half));
        Assert.Equal(events.Where(e => e.EventType == "ballot-cast" && Number(e) > Number(half)).Select(e => e.Data), rest.Where(e => e.EventType == "ballot-cast").Select(e => e.Data));

        // Another run's id means everything from the beginning.
        Assert.Equal("opened", (await WatchAsync(site, id, "0123456789ab.7"))[0].EventType);

        var document = await site.Http.GetStringAsync(Path($"sessions/{id}"), Cancellation);
        Assert.Equal((await RunAsync("sessions", "show", id, "--json")).Trim(), document);
        Assert.Equal((await RunAsync("sessions", "list", "--json")).Trim(), await site.Http.GetStringAsync(Path("sessions"), Cancellation));
        Assert.Equal((await RunAsync("sessions", "recount", id, "--rule", "borda", "--json")).Trim(), await site.Http.GetStringAsync(Path($"sessions/{id}/recount?rule=borda"), Cancellation));
        Assert.Equal(await RunAsync("sessions", "export", id, "--format", "markdown"), await site.Http.GetStringAsync(Path($"sessions/{id}/export"), Cancellation));
        Assert.Equal((await RunAsync("models", "--json")).Trim(), await site.Http.GetStringAsync(Path("models"), Cancellation));
        Assert.Equal((await RunAsync("panels", "--json")).Trim(), await site.Http.GetStringAsync(Path("panels"), Cancellation));

        async Task<string> RunAsync(params string[] arguments) => (await site.Program.RunAsync(Cancellation, arguments)).Out;
    }

    [Fact]
    public async Task The_same_idempotency_key_begins_one_session_also_after_a_restart()
    {
        await using var site = await SiteProcess.StartAsync();
        var asked = new { question = "Should we?", options = new[] { "Yes", "No" }, panel = "rehearsal" };
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => SendAsync(asked)));
        Assert.All(answers, a => Assert.Equal(HttpStatusCode.Accepted, a.Status));
        var id = Assert.Single(answers.Select(a => a.Id).Distinct(StringComparer.Ordinal));
        await site.FinishedAsync(id!);
        await site.KillAsync();
        await site.StartAgainAsync();
        Assert.Equal(id, (await SendAsync(asked)).Id);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await SendAsync(new { question = "Should we not?", options = new[] { "Yes", "No" }, panel = "rehearsal" })).Status);
        Assert.Equal(1, JsonElement.Parse(await site.Http.GetStringAsync(Path("sessions"), Cancellation)).GetArrayLength());

        async Task<(HttpStatusCode Status, string? Id)> SendAsync(object body)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, Path("sessions")) { Content = JsonContent.Create(body) };
            request.Headers.Add("Idempotency-Key", "once");
            using var answer = await site.Http.SendAsync(request, Cancellation);
            var json = JsonElement.Parse(await answer.Content.ReadAsStringAsync(Cancellation));
            return (answer.StatusCode, json.TryGetProperty("id", out var begun) ? begun.GetString() : null);
        }
    }

    [Theory]
    [InlineData("""{"question":"Which is better, Rust or Go?","options":["Yes","No"],"panel":"rehearsal"}""", 409, "do not seem to fit")]
    [InlineData("""{"question":"Should we?","options":["Yes","No"],"round":2}""", 400, "There is no such member")]
    [InlineData("""{"question":"Should we?","options":"Yes"}""", 400, "another type")]
    [InlineData("""{"question":"","options":["Yes","Yes"],"rounds":0,"samples":101}""", 400, "are the same")]
    [InlineData("""{"question":"Should we?","options":["Yes","No"],"panel":"nobody"}""", 422, "There is no panel 'nobody'")]
    [InlineData("""{"question":"Should we?","options":["Yes","No"],"models":["openai/gpt-5"]}""", 422, "OPENAI_API_KEY is not set")]
    [InlineData("""{"question":"Should we?","options":["Yes","No"],"panel":"rehearsal","followUp":"nonesuch"}""", 422, "no session 'nonesuch'")]
    [InlineData("{", 400, "body")]
    public async Task What_cannot_be_asked_is_told_as_problem_details(string body, int status, string told)
    {
        await using var site = await SiteProcess.StartAsync();
        using var answer = await site.Http.PostAsync(Path("sessions"), new StringContent(body, System.Text.Encoding.UTF8, "application/json"), Cancellation);
        var text = await answer.Content.ReadAsStringAsync(Cancellation);
        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
        Assert.Contains(told, JsonElement.Parse(text).ToString().Replace("\\u0027", "'", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.False(Directory.Exists(System.IO.Path.Combine(site.Data, "crashes")), text);
    }

    [Fact]
    public async Task A_session_is_cancelled_resumed_and_deleted()
    {
        await using var panel = await HeldPanel.VotingAsync();
        await using var site = await SiteProcess.StartAsync(yaml: panel.Yaml);
        var id = await site.AskAsync(new { question = "Should we?", options = new[] { "Yes", "No" }, models = HeldPanel.Models });
        using (var early = await site.Http.GetAsync(Path($"sessions/{id}"), Cancellation))
        {
            Assert.Equal(HttpStatusCode.Accepted, early.StatusCode);
            Assert.Equal("running", JsonElement.Parse(await early.Content.ReadAsStringAsync(Cancellation)).GetProperty("status").GetString());
        }

        // Words come as they are said, not when all is said.
        await using (var stream = await site.Http.GetStreamAsync(Path($"sessions/{id}/events"), Cancellation))
        {
            Assert.True(await SseParser.Create(stream).EnumerateAsync(Cancellation).AnyAsync(e => e.EventType == "reasoning-delta", Cancellation));
        }

        Assert.Equal(HttpStatusCode.Accepted, await PostAsync("cancel"));
        for (var tries = 0; tries < 1000 && await StatusAsync() != "stopped"; tries++)
        {
            await Task.Delay(50, Cancellation);
        }

        Assert.Equal("stopped", await StatusAsync());
        Assert.Equal(HttpStatusCode.Accepted, await PostAsync("resume"));
        panel.Release();
        await site.FinishedAsync(id);
        using (var deleted = await site.Http.DeleteAsync(Path($"sessions/{id}"), Cancellation))
        {
            Assert.Equal(HttpStatusCode.OK, deleted.StatusCode);
        }

        foreach (var path in (string[])[$"sessions/{id}", $"sessions/{id}/events", $"sessions/{id}/export", $"sessions/{id}/recount?rule=plurality", $"sessions/{id}/leaves/1/proof"])
        {
            using var gone = await site.Http.GetAsync(Path(path), Cancellation);
            Assert.True(gone.StatusCode == HttpStatusCode.NotFound, path);
        }

        async Task<HttpStatusCode> PostAsync(string verb)
        {
            using var answer = await site.Http.PostAsync(Path($"sessions/{id}/{verb}"), null, Cancellation);
            return answer.StatusCode;
        }

        async Task<string?> StatusAsync() => JsonElement.Parse(await site.Http.GetStringAsync(Path($"sessions/{id}"), Cancellation)).TryGetProperty("status", out var status) ? status.GetString() : null;
    }

    [Fact]
    public async Task Ctrl_C_waits_for_no_listener_and_what_was_under_way_goes_on_at_the_next_start()
    {
        await using var panel = await HeldPanel.VotingAsync();
        await using var site = await SiteProcess.StartAsync(yaml: panel.Yaml, variables: SiteProcess.OwnProcess);
        var id = await site.AskAsync(new { question = "Should we?", options = new[] { "Yes", "No" }, models = HeldPanel.Models });
        await using (await site.Http.GetStreamAsync(Path($"sessions/{id}/events"), Cancellation))
        {
            Assert.Equal(0, await site.InterruptAsync());
        }

        await site.StartAgainAsync();
        panel.Release();
        await site.FinishedAsync(id);

        // It is seen to be finished once it is saved, and what it was is removed after that; who stops waits for both.
        Assert.Equal(0, await site.InterruptAsync());
        Assert.False(Directory.Exists(System.IO.Path.Combine(site.Data, "crashes")));
        Assert.Empty(Directory.EnumerateFiles(System.IO.Path.Combine(site.Data, "running")));
    }

    [Fact]
    public async Task The_openapi_document_describes_every_endpoint()
    {
        await using var site = await SiteProcess.StartAsync();
        var document = JsonElement.Parse(await site.Http.GetStringAsync(Path("openapi.json"), Cancellation));
        var operations = document.GetProperty("paths").EnumerateObject().SelectMany(p => p.Value.EnumerateObject().Select(o => $"{o.Name.ToUpperInvariant()} {p.Name}")).Order(StringComparer.Ordinal);
        Assert.Equal(
            [
                "DELETE /api/v1/sessions/{id}",
                "GET /api/v1",
                "GET /api/v1/audits",
                "GET /api/v1/audits/{leaf}",
                "GET /api/v1/benches",
                "GET /api/v1/benches/{id}",
                "GET /api/v1/calls",
                "GET /api/v1/calls/{id}",
                "GET /api/v1/disclosures",
                "GET /api/v1/disclosures/{leaf}",
                "GET /api/v1/disclosures/{leaf}/changes",
                "GET /api/v1/gold",
                "GET /api/v1/gold/{id}",
                "GET /api/v1/gold/{id}/next",
                "GET /api/v1/judge",
                "GET /api/v1/labels/{run}",
                "GET /api/v1/models",
                "GET /api/v1/models/{model}",
                "GET /api/v1/panels",
                "GET /api/v1/panels/{name}/compare",
                "GET /api/v1/registry",
                "GET /api/v1/registry/entry",
                "GET /api/v1/registry/lineage",
                "GET /api/v1/registry/questions",
                "GET /api/v1/registry/reciprocity",
                "GET /api/v1/runs",
                "GET /api/v1/runs/{id}",
                "GET /api/v1/runs/{id}/events",
                "GET /api/v1/runs/{id}/items",
                "GET /api/v1/sessions",
                "GET /api/v1/sessions/{id}",
                "GET /api/v1/sessions/{id}/compare",
                "GET /api/v1/sessions/{id}/events",
                "GET /api/v1/sessions/{id}/export",
                "GET /api/v1/sessions/{id}/leaves/{leaf}/proof",
                "GET /api/v1/sessions/{id}/recount",
                "GET /api/v1/sets",
                "GET /api/v1/sets/{leaf}",
                "GET /api/v1/sets/{leaf}/rows",
                "GET /api/v1/sets/{leaf}/rows/{row}",
                "GET /api/v1/students",
                "GET /api/v1/students/{version}",
                "GET /api/v1/watch/findings",
                "GET /api/v1/watch/findings/{id}",
                "POST /api/v1/gold/{id}/adjudications",
                "POST /api/v1/gold/{id}/disagreements",
                "POST /api/v1/gold/{id}/labels",
                "POST /api/v1/gold/{id}/panel",
                "POST /api/v1/gold/{id}/undo",
                "POST /api/v1/imports",
                "POST /api/v1/labels",
                "POST /api/v1/registry",
                "POST /api/v1/sessions",
                "POST /api/v1/sessions/estimate",
                "POST /api/v1/sessions/{id}/ask-again",
                "POST /api/v1/sessions/{id}/cancel",
                "POST /api/v1/sessions/{id}/resume",
            ],
            operations);
        Assert.Equal("The question.", document.GetProperty("components").GetProperty("schemas").GetProperty("AskRequest").GetProperty("properties").GetProperty("question").GetProperty("description").GetString());
    }

    private static Uri Path(string path) => new("/api/v1/" + path, UriKind.Relative);

    private static long Number(SseItem<string> item) => long.Parse(item.EventId!.Split('.')[1], System.Globalization.CultureInfo.InvariantCulture);

    private static async Task<List<SseItem<string>>> WatchAsync(SiteProcess site, string id, string? after)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Path($"sessions/{id}/events"));
        if (after is not null)
        {
            request.Headers.Add("Last-Event-ID", after);
        }

        using var answer = await site.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancellation);
        Assert.Equal("text/event-stream", answer.Content.Headers.ContentType!.MediaType);
        List<SseItem<string>> events = [];
        await foreach (var item in SseParser.Create(await answer.Content.ReadAsStreamAsync(Cancellation)).EnumerateAsync(Cancellation))
        {
            events.Add(item);
        }

        return events;
    }
}
