using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Roundtable.Tests.Web.Api;
using Roundtable.Workspace.Live;

namespace Roundtable.Tests.Web.Mcp;

/// <summary>The tools: what they take, what they answer, and what cancelling means.</summary>
public sealed partial class McpToolTests
{
    private const string Older = "2025-11-25";
    private const string Newest = "2026-07-28";

    private static readonly Dictionary<string, string> _slow = new(StringComparer.Ordinal) { ["ROUNDTABLE_REHEARSAL_PACE_MS"] = "60000" };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_tool_answers_with_content_that_fits_its_output_schema()
    {
        await using var site = await RunningSite.StartAsync(cancellation: Cancellation);
        var tools = (await CallAsync(site, "tools/list", new JsonObject())).GetProperty("result").GetProperty("tools").EnumerateArray().ToDictionary(t => t.GetProperty("name").GetString()!);
        Assert.Equal(
            ["ask_again", "ask_panel", "cancel_session", "get_audit", "get_disclosure", "get_labels", "get_session", "get_set_row", "get_student", "judge_use", "list_audits", "list_disclosures", "list_findings", "list_models", "list_panels", "list_sets", "list_students", "search_sessions", "start_labels", "verify_record"],
            tools.Keys.Order(StringComparer.Ordinal));
        var asked = await ToolAsync(site, "ask_panel", new JsonObject { ["question"] = "Should we?", ["panel"] = "rehearsal" });
        var id = asked.GetProperty("structuredContent").GetProperty("id").GetString()!;
        Assert.Equal(("finished", $"{site.Http.BaseAddress}sessions/{id}"), (
            asked.GetProperty("structuredContent").GetProperty("status").GetString(), asked.GetProperty("structuredContent").GetProperty("address").GetString()));
        (string Tool, JsonObject Arguments)[] calls =
        [
            ("get_session", new JsonObject { ["id"] = id }), ("get_session", new JsonObject { ["id"] = "last", ["format"] = "json" }),
            ("verify_record", new JsonObject { ["id"] = id }), ("judge_use", new JsonObject { ["content"] = id, ["use"] = "evaluate" }),
            ("list_findings", new JsonObject()), ("list_models", new JsonObject()), ("list_panels", new JsonObject()), ("list_sets", new JsonObject()), ("list_students", new JsonObject()), ("list_disclosures", new JsonObject()), ("list_audits", new JsonObject()), ("search_sessions", new JsonObject()),
            ("search_sessions", new JsonObject { ["words"] = "should", ["limit"] = 1 }),
        ];
        List<(string Tool, JsonElement Answer)> answers = [("ask_panel", asked)];
        foreach (var (tool, arguments) in calls)
        {
            answers.Add((tool, await ToolAsync(site, tool, arguments)));
        }

        Assert.All(answers, a =>
        {
            Assert.False(a.Answer.TryGetProperty("isError", out var error) && error.GetBoolean(), a.Answer.GetRawText());
            Assert.Null(new JsonSchema(default).Misfit(a.Answer.GetProperty("structuredContent"), tools[a.Tool].GetProperty("outputSchema")));
        });
        Assert.Equal(1, answers[^1].Answer.GetProperty("structuredContent").GetProperty("total").GetInt32());
        Assert.Equal(id, answers[2].Answer.GetProperty("structuredContent").GetProperty("document").GetProperty("id").GetString());
        Assert.True(answers[3].Answer.GetProperty("structuredContent").GetProperty("verified").GetBoolean());

        var schema = JsonNode.Parse("""{"type":"object","properties":{"fits":{"type":"boolean"},"score":{"type":"number"}},"required":["fits","score"]}""");
        var fused = await ToolAsync(site, "ask_panel", new JsonObject { ["question"] = "Should we?", ["panel"] = "rehearsal", ["schema"] = schema });
        var fields = fused.GetProperty("structuredContent").GetProperty("fields");
        Assert.Equal(["fits", "score"], fields.EnumerateObject().Select(f => f.Name));
        Assert.Equal(JsonValueKind.Number, fields.GetProperty("score").ValueKind);
        Assert.Null(new JsonSchema(default).Misfit(fused.GetProperty("structuredContent"), tools["ask_panel"].GetProperty("outputSchema")));
    }

    [Fact]
    public async Task A_run_of_labels_is_estimated_begun_and_read()
    {
        await using var site = await RunningSite.StartAsync(cancellation: Cancellation);
        var schemas = (await CallAsync(site, "tools/list", new JsonObject())).GetProperty("result").GetProperty("tools").EnumerateArray()
            .ToDictionary(t => t.GetProperty("name").GetString()!, t => t.GetProperty("outputSchema"));
        JsonObject Wanted() => new()
        {
            ["codebook"] = "name: tone\ninstructions: How is it?\nclasses:\n  - {name: good, definition: G.}\n  - {name: bad, definition: B.}\n",
            ["items"] = new JsonArray([.. Enumerable.Range(0, 30).Select(i => (JsonNode)new JsonObject { ["id"] = $"r{i}", ["text"] = $"Report {i}." })]),
            ["panel"] = "rehearsal",
        };
        var estimate = Wanted();
        estimate["estimateOnly"] = true;
        var estimated = await ToolAsync(site, "start_labels", estimate);
        Assert.Equal(150, estimated.GetProperty("structuredContent").GetProperty("estimate").GetProperty("calls").GetInt32());
        Assert.False(Directory.Exists(Path.Combine(site.Data, "runs")) && Directory.EnumerateFileSystemEntries(Path.Combine(site.Data, "runs")).Any());

        var begun = await ToolAsync(site, "start_labels", Wanted());
        Assert.False(begun.TryGetProperty("isError", out var error) && error.GetBoolean(), begun.GetRawText());
        var id = begun.GetProperty("structuredContent").GetProperty("run").GetString()!;
        Assert.Null(new JsonSchema(default).Misfit(begun.GetProperty("structuredContent"), schemas["start_labels"]));
        await site.Http.GetStringAsync($"/api/v1/runs/{id}/events", Cancellation); // ends with the run
        var found = await ToolAsync(site, "get_labels", new JsonObject { ["run"] = id });
        Assert.Equal(30, found.GetProperty("structuredContent").GetProperty("report").GetProperty("items").GetInt32());
        Assert.Null(new JsonSchema(default).Misfit(found.GetProperty("structuredContent"), schemas["get_labels"]));

        (string Changed, JsonNode? Value, string Told)[] cases =
        [
            ("codebook", "name: x", "codebook"), ("items", new JsonArray(), "Send one or more items"), ("items", new JsonArray("text"), "each of them a JSON object"),
            ("models", new JsonArray("nonesuch/m"), "nonesuch"), ("promise", 2, "above 0 and below 1"), ("maxCalls", 0, "above 0"),
            ("uses", new JsonArray("nonesuch"), "nonesuch"), ("gold", -1, "0 or more"),
        ];
        foreach (var (changed, value, told) in cases)
        {
            var wanted = Wanted();
            wanted[changed] = value;
            if (changed == "models")
            {
                wanted.Remove("panel");
            }

            var refused = await ToolAsync(site, "start_labels", wanted);
            Assert.True(refused.GetProperty("isError").GetBoolean(), changed);
            Assert.Contains(told, Text(refused), StringComparison.Ordinal);
            Assert.DoesNotContain(site.Data, Text(refused), StringComparison.Ordinal);
        }

        Assert.Single(Directory.EnumerateDirectories(Path.Combine(site.Data, "runs")));
    }

    [Fact]
    public async Task What_a_tool_does_not_take_is_refused_in_a_sentence()
    {
        (string Tool, string Arguments, string Told)[] cases =
        [
            ("get_session", """{"id":"last","session":"x"}""", "Unknown argument 'session'. Known arguments: id, format."),
            ("get_session", """{"idd":"x"}""", "did you mean 'id'?"),
            ("get_session", "{}", "The argument 'id' is required."),
            ("get_session", """{"id":7}""", "not of the type"),
            ("get_session", """{"id":"a\u0000b"}""", "not of the type"),
            ("get_session", """{"id":"last","format":"pdf"}""", "Unknown format 'pdf'"),
            ("get_session", """{"id":"nonesuch"}""", "There is no session 'nonesuch'"),
            ("ask_panel", """{"question":"Should we?","options":["Yes",null],"panel":"rehearsal"}""", "not of the type"),
            ("ask_panel", """{"question":"Should we?","panel":"rehearsal","waitSeconds":-1}""", "waitSeconds is -1"),
            ("ask_panel", """{"question":"","panel":"rehearsal"}""", "The question is empty"),
            ("ask_panel", """{"question":"Should we?","panel":"rehearsal","schema":{"type":"nonesuch"}}""", "schema"),
            ("search_sessions", """{"label":"nonesuch"}""", "Unknown label 'nonesuch'"),
            ("search_sessions", """{"words":"?!"}""", "There is no word"),
            ("search_sessions", """{"since":"yesterday"}""", "is not a date"),
            ("list_models", """{"all":true}""", "This tool takes none."),
            ("cancel_session", """{"id":"nonesuch"}""", "There is no session 'nonesuch'"),
            ("ask_again", """{"id":"nonesuch","seat":1}""", "There is no session 'nonesuch'"),
            ("ask_again", """{"id":"nonesuch"}""", "The argument 'seat' is required."),
            ("judge_use", """{"content":"last","use":"nonesuch"}""", "not a known use"),
        ];
        await using var site = await RunningSite.StartAsync(cancellation: Cancellation);
        foreach (var (tool, arguments, told) in cases)
        {
            var answer = await ToolAsync(site, tool, JsonNode.Parse(arguments)!.AsObject());
            Assert.True(answer.GetProperty("isError").GetBoolean());
            Assert.Contains(told, Text(answer), StringComparison.Ordinal);
        }

        Assert.False(Directory.Exists(Path.Combine(site.Data, "crashes")));
    }

    [Fact]
    public async Task A_timeout_tells_the_id_and_where_it_goes_on_and_the_session_can_be_cancelled_once()
    {
        await using var site = await RunningSite.StartAsync(_slow, cancellation: Cancellation);
        var waited = await ToolAsync(site, "ask_panel", new JsonObject { ["question"] = "Should we?", ["panel"] = "rehearsal", ["waitSeconds"] = 0 });
        var content = waited.GetProperty("structuredContent");
        var id = content.GetProperty("id").GetString()!;
        Assert.Equal("running", content.GetProperty("status").GetString());
        Assert.Contains($"{site.Http.BaseAddress}sessions/{id}", Text(waited), StringComparison.Ordinal);
        Assert.Equal("stopped", (await ToolAsync(site, "cancel_session", new JsonObject { ["id"] = id })).GetProperty("structuredContent").GetProperty("status").GetString());
        await StoppedAsync(site, id);
        var again = await ToolAsync(site, "cancel_session", new JsonObject { ["id"] = id });
        Assert.Contains("is stopped already", Text(again), StringComparison.Ordinal);
        Assert.Equal("stopped", (await ToolAsync(site, "get_session", new JsonObject { ["id"] = id })).GetProperty("structuredContent").GetProperty("status").GetString());
    }

    [Fact]
    public async Task Progress_has_a_total_grows_and_reaches_it()
    {
        await using var site = await RunningSite.StartAsync(cancellation: Cancellation);
        var text = await SendAsync(site, "tools/call", new JsonObject
        {
            ["name"] = "ask_panel",
            ["arguments"] = new JsonObject { ["question"] = "Should we?", ["options"] = new JsonArray("Yes", "No"), ["panel"] = "rehearsal" },
            ["_meta"] = new JsonObject { ["progressToken"] = "p" },
        });
        var told = Messages(text).Where(m => m.TryGetProperty("method", out var method) && method.GetString() == "notifications/progress")
            .Select(m => m.GetProperty("params")).Select(p => (Done: p.GetProperty("progress").GetInt32(), Total: p.GetProperty("total").GetInt32())).ToList();
        Assert.Equal([0, 1, 2, 3, 4, 5, 6, 7], told.Select(t => t.Done));
        Assert.All(told, t => Assert.Equal(7, t.Total));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Cancelling_a_call_stops_its_session(bool notified)
    {
        await using var site = await RunningSite.StartAsync(_slow, cancellation: Cancellation);
        var (id, call) = await BeginAsync(site, notified ? Older : Newest);
        using (call)
        {
            if (notified)
            {
                await SendAsync(site, "notifications/cancelled", new JsonObject { ["requestId"] = 1 });
            }
        }

        await StoppedAsync(site, id);
    }

    [Fact]
    public async Task Who_only_loses_the_connection_of_an_older_revision_has_cancelled_nothing()
    {
        await using var site = await RunningSite.StartAsync(_slow, cancellation: Cancellation);
        var (id, call) = await BeginAsync(site, Older);
        call.Dispose();

        // Another call of the same number goes its whole way, and only its own session is stopped by the notification.
        var (other, second) = await BeginAsync(site, Older);
        using (second)
        {
            Assert.Equal(SessionStatus.Running, await site.App.Services.GetRequiredService<SessionStatuses>().FindAsync(id, Cancellation));
            Assert.NotEqual(id, other);
        }
    }

    /// <summary>Begins a session that takes long, and waits until it is told that it has begun.</summary>
    private static async Task<(string Id, HttpResponseMessage Call)> BeginAsync(RunningSite site, string version)
    {
        using var request = Request("tools/call", new JsonObject
        {
            ["name"] = "ask_panel",
            ["arguments"] = new JsonObject { ["question"] = "Should we?", ["panel"] = "rehearsal", ["waitSeconds"] = 3600 },
            ["_meta"] = new JsonObject
            {
                ["progressToken"] = "p",
                ["io.modelcontextprotocol/protocolVersion"] = version,
                ["io.modelcontextprotocol/clientInfo"] = new JsonObject { ["name"] = "tests", ["version"] = "1" },
                ["io.modelcontextprotocol/clientCapabilities"] = new JsonObject(),
            },
        }, version);
        request.Headers.TryAddWithoutValidation("Mcp-Method", "tools/call");
        request.Headers.TryAddWithoutValidation("Mcp-Name", "ask_panel");
        var answer = await site.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancellation);
        using var reader = new StreamReader(await answer.Content.ReadAsStreamAsync(Cancellation), leaveOpen: true);
        StringBuilder heard = new();
        while (await reader.ReadLineAsync(Cancellation) is { } line)
        {
            heard.AppendLine(line);
            if (Begun().Match(line) is { Success: true } begun)
            {
                return (begun.Groups[1].Value, answer);
            }
        }

        throw new InvalidOperationException($"{answer.StatusCode}: {heard}");
    }

    /// <summary>Waits, by its events, until a session is stopped.</summary>
    private static async Task StoppedAsync(RunningSite site, string id) =>
        Assert.Contains("event: stopped", await site.Http.GetStringAsync($"/api/v1/sessions/{id}/events", Cancellation), StringComparison.Ordinal);

    private static string Text(JsonElement answer) => answer.GetProperty("content")[0].GetProperty("text").GetString()!;

    private static async Task<JsonElement> ToolAsync(RunningSite site, string tool, JsonObject arguments) =>
        (await CallAsync(site, "tools/call", new JsonObject { ["name"] = tool, ["arguments"] = arguments })).GetProperty("result");

    private static async Task<JsonElement> CallAsync(RunningSite site, string method, JsonObject parameters) =>
        Messages(await SendAsync(site, method, parameters)).Last();

    private static IEnumerable<JsonElement> Messages(string text) =>
        text.StartsWith('{') ? [JsonElement.Parse(text)]
        : text.Split('\n').Where(l => l.StartsWith("data:", StringComparison.Ordinal)).Select(l => JsonElement.Parse(l[5..]));

    private static async Task<string> SendAsync(RunningSite site, string method, JsonObject parameters)
    {
        using var request = Request(method, parameters, Older);
        using var answer = await site.Http.SendAsync(request, Cancellation);
        return await answer.Content.ReadAsStringAsync(Cancellation);
    }

    private static HttpRequestMessage Request(string method, JsonObject parameters, string version)
    {
        var message = new JsonObject { ["jsonrpc"] = "2.0", ["method"] = method, ["params"] = parameters };
        if (!method.StartsWith("notifications/", StringComparison.Ordinal))
        {
            message["id"] = 1;
        }

        var request = new HttpRequestMessage(HttpMethod.Post, "/mcp") { Content = new StringContent(message.ToJsonString(), Encoding.UTF8, "application/json") };
        request.Headers.TryAddWithoutValidation("Accept", "application/json, text/event-stream");
        request.Headers.TryAddWithoutValidation("MCP-Protocol-Version", version);
        return request;
    }

    [GeneratedRegex("Session ([0-9a-z]+) has begun", RegexOptions.NonBacktracking)]
    private static partial Regex Begun();
}
