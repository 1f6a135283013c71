using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Data.Sqlite;
using Roundtable.Tests.Models;
using Roundtable.Workspace;
using Roundtable.Workspace.Access;
using Roundtable.Workspace.Spending;

namespace Roundtable.Tests.Web.Gateway;

/// <summary>Keys at a running gateway with a provider behind it: who is let through, what is passed on, and what it costs.</summary>
public sealed class KeysThroughGatewayTests : IAsyncLifetime
{
    private const string OwnKey = "sk-own-0123456789abcdef0123456789";
    private const string ServerKey = "sk-server-fedcba9876543210";
    private const string Chat = """{"model":"small","max_tokens":100,"messages":[{"role":"user","content":"Hi"}]}""";
    private const string Answer = """{"id":"chatcmpl-1","object":"chat.completion","model":"small-1","choices":[{"index":0,"message":{"role":"assistant","content":"Hello"},"finish_reason":"stop"}],"usage":{"prompt_tokens":10,"completion_tokens":20,"total_tokens":30}}""";

    private ProviderServer _provider = null!;
    private RunningSite _site = null!;
    private Func<HttpContext, Task> _behaviour = c => WriteAsync(c, 200, Answer);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private TokenService Tokens => new(new WorkspaceContext(_site.Data, null, null, TimeProvider.System, new Dictionary<string, string>()));

    public async ValueTask InitializeAsync()
    {
        _provider = await ProviderServer.StartAsync(c => _behaviour(c));
        var data = Directory.CreateTempSubdirectory("roundtable-keys-");
        await File.WriteAllTextAsync(Path.Combine(data.FullName, "roundtable.yaml"), $$"""
            gateway:
              upstreams:
                openai: { address: "{{_provider.Address}}" }
                anthropic: { address: "{{_provider.Address}}" }
            models:
              openai/small: { input: 1, output: 10 }
              anthropic/small: { input: 1, output: 10, batch_discount: 0.5 }
            """, Cancellation);
        _site = await RunningSite.StartAsync(
            new Dictionary<string, string> { ["OPENAI_API_KEY"] = ServerKey, ["ANTHROPIC_API_KEY"] = ServerKey, ["OTEL_METRICS_EXPORTER"] = "prometheus" }, data, Cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        await _site.DisposeAsync();
        await _provider.DisposeAsync();
        SqliteConnection.ClearAllPools();
    }

    [Fact]
    public async Task A_key_is_taken_from_each_header_and_goes_no_further()
    {
        var (text, _) = Tokens.Add("Ann", new KeyRequest { Role = "caller" });
        foreach (var (header, value) in ((string, string)[])[("Authorization", "Bearer " + text), ("x-api-key", text), ("x-roundtable-key", text)])
        {
            using var answer = await SendAsync("/openai/v1/chat/completions", Chat, (header, value));
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.Equal("Bearer " + ServerKey, _provider.Heads[^1].Authorization);
            Assert.All(_provider.Headers[^1], h => Assert.DoesNotContain(text, h.Value, StringComparison.Ordinal));
            Assert.DoesNotContain(_provider.Headers[^1].Keys, k => k.StartsWith("x-roundtable", StringComparison.OrdinalIgnoreCase) && k != "x-roundtable-hop");
        }
    }

    [Fact]
    public async Task A_callers_own_key_passes_through_and_is_kept_nowhere()
    {
        var (text, _) = Tokens.Add("Ann", new KeyRequest { Role = "caller", DayBudget = "5" });
        using (await SendAsync("/openai/v1/chat/completions", Chat, ("x-roundtable-key", text), ("Authorization", "Bearer " + OwnKey)))
        {
            Assert.Equal("Bearer " + OwnKey, _provider.Heads[^1].Authorization);
        }

        using (await SendAsync("/anthropic/v1/messages", Chat, ("x-roundtable-key", text), ("x-api-key", OwnKey)))
        {
            Assert.Equal(OwnKey, _provider.Heads[^1].Authorization);
        }

        // A key of another system alone opens nothing.
        using var stranger = await SendAsync("/openai/v1/chat/completions", Chat, ("Authorization", "Bearer " + OwnKey));
        Assert.Equal(HttpStatusCode.Unauthorized, stranger.StatusCode);
        Assert.DoesNotContain(OwnKey, await stranger.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
        await _site.App.StopAsync(Cancellation);
        await _site.App.DisposeAsync();
        foreach (var file in Directory.EnumerateFiles(_site.Data, "*", SearchOption.AllDirectories))
        {
            var bytes = await File.ReadAllBytesAsync(file, Cancellation);
            Assert.True(bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(OwnKey[..12])) < 0, $"{file} holds the caller's key");
            Assert.True(bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) < 0, $"{file} holds the token");
        }
    }

    [Fact]
    public async Task Strangers_are_refused_in_the_providers_own_shape_and_nobody_is_asked()
    {
        Tokens.Add("Ann", new KeyRequest { Role = "caller" });
        var asked = _provider.Requests.Count;
        using var openai = await SendAsync("/openai/v1/chat/completions", Chat, ("Authorization", "Bearer rt_" + new string('0', 64)));
        Assert.Equal(HttpStatusCode.Unauthorized, openai.StatusCode);
        Assert.Equal("invalid_api_key", (await JsonAsync(openai)).GetProperty("error").GetProperty("code").GetString());
        using var anthropic = await SendAsync("/anthropic/v1/messages", Chat);
        Assert.Equal(HttpStatusCode.Unauthorized, anthropic.StatusCode);
        var body = await JsonAsync(anthropic);
        Assert.Equal(("error", "authentication_error"), (body.GetProperty("type").GetString(), body.GetProperty("error").GetProperty("type").GetString()));
        Assert.Equal(asked, _provider.Requests.Count);
    }

    [Fact]
    public async Task A_key_is_changed_and_revoked_while_the_gateway_runs()
    {
        var (text, token) = Tokens.Add("Ann", new KeyRequest { Models = "openai/large" });
        Assert.Equal(403, await StatusAsync("/openai/v1/chat/completions", Chat, text));
        Tokens.Change(token.Id, new KeyRequest { Models = "openai/*" });
        Assert.Equal(200, await StatusAsync("/openai/v1/chat/completions", Chat, text));
        Assert.Equal(403, await StatusAsync("/anthropic/v1/messages", Chat, text));
        Tokens.Remove(token.Id);
        Assert.Equal(401, await StatusAsync("/openai/v1/chat/completions", Chat, text));
    }

    [Fact]
    public async Task A_budget_is_kept_and_what_is_over_it_asks_nobody()
    {
        // A call reserves 1,050 and costs 210 millionths.
        var (text, token) = Tokens.Add("Ann", new KeyRequest { DayBudget = "0.0015" });
        Assert.Equal(200, await StatusAsync("/openai/v1/chat/completions", Chat, text));
        await EventuallyAsync(token, 210);
        Assert.Equal(200, await StatusAsync("/openai/v1/chat/completions", Chat, text));
        await EventuallyAsync(token, 420);
        Assert.Equal(200, await StatusAsync("/openai/v1/chat/completions", Chat, text));
        await EventuallyAsync(token, 630);
        var asked = _provider.Requests.Count;
        using var refused = await SendAsync("/openai/v1/chat/completions", Chat, ("Authorization", "Bearer " + text));
        Assert.Equal(HttpStatusCode.PaymentRequired, refused.StatusCode);
        var error = (await JsonAsync(refused)).GetProperty("error");
        Assert.Equal("budget_exceeded", error.GetProperty("code").GetString());
        Assert.Contains("$0.00087 is left", error.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Equal(asked, _provider.Requests.Count);
    }

    [Fact]
    public async Task What_a_key_spent_before_it_had_a_budget_counts()
    {
        var (text, token) = Tokens.Add("Ann", new KeyRequest { Role = "caller" });
        Assert.Equal(200, await StatusAsync("/openai/v1/chat/completions", Chat, text));
        Assert.Equal(200, await StatusAsync("/openai/v1/chat/completions", Chat, text));
        Assert.Equal(new Spent(0, 0), await SpentAsync(token)); // the log has it
        Tokens.Change(token.Id, new KeyRequest { DayBudget = "0.0014" });
        Assert.Equal(402, await StatusAsync("/openai/v1/chat/completions", Chat, text));
        Assert.Equal(new Spent(420, 420), await SpentAsync(token));
        Assert.Contains("$0.00042 in 2 calls", await GetAsync("/spending", text), StringComparison.Ordinal);
        Assert.Contains(",Ann," + token.Id + ",openai/small,2,0.000420,20,40,0,0,0", await GetAsync("/spending.csv", text), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_budget_that_is_nearly_spent_is_told_to_the_webhook_once()
    {
        await using var hook = await ProviderServer.StartAsync(ProviderAnswers.Json("{}"));
        var data = Directory.CreateTempSubdirectory("roundtable-hook-");
        var yaml = await File.ReadAllTextAsync(Path.Combine(_site.Data, "roundtable.yaml"), Cancellation);
        await File.WriteAllTextAsync(
            Path.Combine(data.FullName, "roundtable.yaml"),
            yaml.Replace("gateway:", $"gateway:\n  webhook: {{ address: \"{hook.Address}\", secret_variable: HOOK }}", StringComparison.Ordinal),
            Cancellation);
        await using var site = await RunningSite.StartAsync(
            new Dictionary<string, string> { ["OPENAI_API_KEY"] = ServerKey, ["HOOK"] = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw" }, data, Cancellation);
        var tokens = new TokenService(new WorkspaceContext(site.Data, null, null, TimeProvider.System, new Dictionary<string, string>()));
        var (text, token) = tokens.Add("Ann", new KeyRequest { DayBudget = "1" });
        using var dear = Request(HttpMethod.Post, "/openai/v1/chat/completions", Chat, ("Authorization", "Bearer " + text));
        _behaviour = c => WriteAsync(c, 200, Answer.Replace("\"prompt_tokens\"", "\"cost\":0.85,\"prompt_tokens\"", StringComparison.Ordinal));
        using (var answer = await site.Http.SendAsync(dear, Cancellation))
        {
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }

        while (hook.Requests.Count == 0)
        {
            await Task.Delay(1, Cancellation);
        }

        var message = Assert.Single(hook.Requests);
        Assert.Equal("budget.nearly-spent", message.GetProperty("type").GetString());
        Assert.Equal((token.Id, 850_000), (message.GetProperty("data").GetProperty("key").GetString(), message.GetProperty("data").GetProperty("spentMicroDollars").GetInt64()));
        Assert.StartsWith("v1,", hook.Headers[0]["webhook-signature"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stream_that_tells_no_usage_keeps_its_reservation_and_the_page_says_so()
    {
        _behaviour = async c =>
        {
            c.Response.ContentType = "text/event-stream";
            await c.Response.WriteAsync("data: {\"id\":\"c\",\"model\":\"small\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Hi\"},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n");
        };
        var (text, token) = Tokens.Add("Ann", new KeyRequest { DayBudget = "1" });
        using var answer = await SendAsync("/openai/v1/chat/completions", Chat.Replace("\"model\"", "\"stream\":true,\"model\"", StringComparison.Ordinal), ("Authorization", "Bearer " + text));
        Assert.Contains("[DONE]", await answer.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
        var call = answer.Headers.GetValues("x-roundtable-call").Single();
        await EventuallyAsync(token, null);
        var page = await GetAsync($"/calls/{call}", text);
        Assert.Contains("as reserved", page, StringComparison.Ordinal);
        Assert.Contains("told no usage", page, StringComparison.Ordinal);
        Assert.DoesNotContain("stream_options", _provider.Requests[^1].ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_one_key_made_another_does_not_reach()
    {
        _behaviour = c => WriteAsync(c, 200, """{"id":"file-1","object":"file"}""");
        var (mine, _) = Tokens.Add("Ann", new KeyRequest { Permissions = "files,stored-responses" });
        var (other, _) = Tokens.Add("Bob", new KeyRequest { Permissions = "files,stored-responses" });
        Assert.Equal(403, await StatusAsync("/openai/v1/files", "{}", Tokens.Add("Eve", new KeyRequest { Role = "caller" }).Text));
        Assert.Equal(200, await StatusAsync("/openai/v1/files", "{}", mine));
        foreach (var (key, status) in ((string, int)[])[(mine, 200), (other, 404)])
        {
            Assert.Equal(status, await StatusAsync("/openai/v1/files/file-1/content", null, key));
            Assert.Equal(status, await StatusAsync("/openai/v1/chat/completions", """{"model":"small","messages":[{"content":[{"type":"file","file":{"file_id":"file-1"}}]}]}""", key));
            Assert.Equal(403, await StatusAsync("/openai/v1/files", null, key));
        }

        // A response streams its id; it belongs to the key before its end is seen.
        _behaviour = async c =>
        {
            c.Response.ContentType = "text/event-stream";
            await c.Response.WriteAsync("event: response.created\ndata: {\"type\":\"response.created\",\"response\":{\"id\":\"resp_1\",\"output\":[]}}\n\n");
            await c.Response.WriteAsync("event: response.completed\ndata: {\"type\":\"response.completed\",\"response\":{\"id\":\"resp_1\",\"output\":[{\"id\":\"msg_1\",\"type\":\"message\",\"content\":[]}],\"usage\":{\"input_tokens\":1,\"output_tokens\":2,\"total_tokens\":3}}}\n\n");
        };
        Assert.Equal(200, await StatusAsync("/openai/v1/responses", """{"model":"small","stream":true,"input":"x"}""", mine));
        Assert.Equal(200, await StatusAsync("/openai/v1/responses/resp_1", null, mine));
        Assert.Equal(404, await StatusAsync("/openai/v1/responses/resp_1", null, other));
        Assert.Equal(404, await StatusAsync("/openai/v1/responses", """{"model":"small","input":[{"type":"item_reference","id":"msg_1"}]}""", other));
        Assert.Equal(200, await StatusAsync("/openai/v1/responses", """{"model":"small","input":[{"type":"item_reference","id":"msg_1"}]}""", mine));
    }

    [Theory]
    [InlineData("""{"type":"succeeded","message":{"model":"small","content":[{"type":"text","text":"Hi"}],"stop_reason":"end_turn","usage":{"input_tokens":40,"output_tokens":20}}}""", 140)]
    [InlineData("""{"type":"expired"}""", 20)] // what failed costs nothing
    [InlineData("""{"type":"succeeded","message":{"model":"other","content":[{"type":"text","text":"Hi"}],"stop_reason":"end_turn","usage":{"input_tokens":40,"output_tokens":20}}}""", null)]
    [InlineData("""{"type":"unheard-of"}""", null)]
    public async Task What_was_reserved_for_a_batch_is_settled_when_its_results_are_fetched(string second, int? cost)
    {
        var first = """{"custom_id":"a","result":{"type":"succeeded","message":{"model":"small","content":[{"type":"text","text":"Hi"}],"stop_reason":"end_turn","usage":{"input_tokens":10,"output_tokens":3}}}}""";
        _behaviour = c => c.Request.Path.Value!.EndsWith("/results", StringComparison.Ordinal)
            ? WriteAsync(c, 200, $"{first}\n{{\"custom_id\":\"b\",\"result\":{second}}}\n")
            : WriteAsync(c, 200, """{"id":"msgbatch_1","type":"message_batch","processing_status":"in_progress"}""");
        var (text, token) = Tokens.Add("Ann", new KeyRequest { DayBudget = "1", Permissions = "batches" });
        var batch = """{"requests":[{"custom_id":"a","params":{"model":"small","max_tokens":500}},{"custom_id":"b","params":{"model":"small","max_tokens":500}}]}""";
        Assert.Equal(200, await StatusAsync("/anthropic/v1/messages/batches", batch, text));
        await EventuallyAsync(token, null);
        var reserved = (await SpentAsync(token)).Day;
        Assert.InRange(reserved, 5000, 5200);
        for (var i = 0; i < 2; i++)
        {
            Assert.Equal(200, await StatusAsync("/anthropic/v1/messages/batches/msgbatch_1/results", null, text));
        }

        // What is settled follows the answer; of the second fetch nothing is.
        while (cost is not null && (await SpentAsync(token)).Day == reserved)
        {
            await Task.Yield();
            Cancellation.ThrowIfCancellationRequested();
        }

        Assert.Equal(cost ?? reserved, (await SpentAsync(token)).Day);
        Assert.Equal(cost ?? reserved, (await SpentAsync(token)).Month);
    }

    [Fact]
    public async Task A_use_that_is_not_settled_asks_nobody()
    {
        var (text, _) = Tokens.Add("Ann", new KeyRequest { Role = "caller" });
        var asked = _provider.Requests.Count;
        using var refused = await SendAsync("/openai/v1/chat/completions", Chat, ("Authorization", "Bearer " + text), ("x-roundtable-use", "train-competing"));
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        Assert.Equal("use_not_allowed", (await JsonAsync(refused)).GetProperty("error").GetProperty("code").GetString());
        Assert.Equal(asked, _provider.Requests.Count);
    }

    [Fact]
    public async Task A_ledger_that_was_lost_is_made_again_from_the_log()
    {
        var (text, token) = Tokens.Add("Ann", new KeyRequest { DayBudget = "1" });
        Assert.Equal(200, await StatusAsync("/openai/v1/chat/completions", Chat, text));
        _behaviour = c => WriteAsync(c, 200, "{}");
        Assert.Equal(200, await StatusAsync("/openai/v1/chat/completions", Chat, text));
        _behaviour = c => WriteAsync(c, 400, """{"error":{"message":"no"}}""");
        Assert.Equal(400, await StatusAsync("/openai/v1/chat/completions", Chat, text));
        await EventuallyAsync(token, null);
        var before = await SpentAsync(token);
        Assert.InRange(before.Day, 210 + 1000, 210 + 1100);
        await _site.App.StopAsync(Cancellation);
        await _site.App.DisposeAsync();
        SqliteConnection.ClearAllPools();
        foreach (var suffix in (string[])["", "-wal", "-shm"])
        {
            File.Delete(Path.Combine(_site.Data, SqliteSpending.FileName + suffix));
        }

        await using var again = await RunningSite.StartAsync(null, Copy(), Cancellation);
        using var page = await again.Http.SendAsync(Request(HttpMethod.Get, "/spending", null, ("Authorization", "Bearer " + text)), Cancellation);
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        await using var database = SqliteSpending.Open(again.Data);
        Assert.Equal(before, await new SpendingLedger(database).SpentAsync(token.Id, TimeProvider.System.GetUtcNow(), Cancellation));
    }

    [Fact]
    public async Task Metrics_are_for_readers_and_tell_no_contents()
    {
        var (caller, _) = Tokens.Add("Ann", new KeyRequest { Role = "caller" });
        var (reader, _) = Tokens.Add("Prometheus", new KeyRequest { Role = "reader" });
        await StatusAsync("/openai/v1/chat/completions", Chat, caller);
        Assert.Equal(401, await StatusAsync("/metrics", null, "none"));
        Assert.Equal(403, await StatusAsync("/metrics", null, caller));
        var text = await GetAsync("/metrics", reader);
        Assert.Contains("gen_ai_client_operation_duration", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Hello", text, StringComparison.Ordinal);
    }

    private static Task WriteAsync(HttpContext context, int status, string json)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(json);
    }

    private static async Task<JsonElement> JsonAsync(HttpResponseMessage answer) => JsonElement.Parse(await answer.Content.ReadAsStringAsync(Cancellation));

    private static HttpRequestMessage Request(HttpMethod method, string path, string? body, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(method, path);
        if (body is not null)
        {
            request.Content = new StringContent(body, new MediaTypeHeaderValue("application/json"));
        }

        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return request;
    }

    private DirectoryInfo Copy()
    {
        var copy = Directory.CreateTempSubdirectory("roundtable-again-");
        foreach (var file in Directory.EnumerateFiles(_site.Data, "*", SearchOption.AllDirectories))
        {
            var to = Path.Combine(copy.FullName, Path.GetRelativePath(_site.Data, file));
            Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            File.Copy(file, to);
        }

        return copy;
    }

    private Task<HttpResponseMessage> SendAsync(string path, string? body, params (string Name, string Value)[] headers) =>
        _site.Http.SendAsync(Request(body is null ? HttpMethod.Get : HttpMethod.Post, path, body, headers), Cancellation);

    private async Task<int> StatusAsync(string path, string? body, string key)
    {
        using var answer = await SendAsync(path, body, ("Authorization", "Bearer " + key));
        await answer.Content.ReadAsStringAsync(Cancellation);
        return (int)answer.StatusCode;
    }

    private async Task<string> GetAsync(string path, string key)
    {
        using var answer = await SendAsync(path, null, ("Authorization", "Bearer " + key));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadAsStringAsync(Cancellation);
    }

    private async Task<Spent> SpentAsync(AccessToken token)
    {
        await using var database = SqliteSpending.Open(_site.Data);
        return await new SpendingLedger(database).SpentAsync(token.Id, TimeProvider.System.GetUtcNow(), Cancellation);
    }

    /// <summary>A call is settled right after the caller saw its end: waits until none is open, and then what is spent is that.</summary>
    private async Task EventuallyAsync(AccessToken token, long? spent)
    {
        await using var database = SqliteSpending.Open(_site.Data);
        var ledger = new SpendingLedger(database);
        while ((await ledger.OpenCallsAsync(Cancellation)).Count > 0)
        {
            await Task.Yield();
            Cancellation.ThrowIfCancellationRequested();
        }

        if (spent is not null)
        {
            Assert.Equal(spent, (await ledger.SpentAsync(token.Id, TimeProvider.System.GetUtcNow(), Cancellation)).Day);
        }
    }
}
