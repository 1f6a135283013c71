using System.Text;
using System.Text.Json;
using Roundtable.Record.Entries;
using Roundtable.Tests.Samples;
using Roundtable.Workspace.Access;

#pragma warning disable xUnit1051 // The upstream's sockets end with the test.
namespace Roundtable.Tests.Web.Gateway;

/// <summary>Bytes pass unchanged both ways, and headers as they are allowed to.</summary>
public sealed class ForwardingTests
{
    private const string Chat = "/openai/v1/chat/completions";
    private const string Asked = """{"model":"m-1","messages":[{"role":"user","content":"Grüße"}]}""";
    private const string Answer = """{"id":"c","model":"m-1-2026","choices":[{"index":0,"message":{"role":"assistant","content":"hello"},"finish_reason":"stop"}],"usage":{"prompt_tokens":9,"completion_tokens":2,"prompt_tokens_details":{"cached_tokens":4}}}""";

    internal static string Stream { get; } =
        "data: {\"model\":\"m-1-2026\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"he\"},\"finish_reason\":null}]}\n\n"
        + "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"llo\"},\"finish_reason\":null}]}\n\n"
        + "data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n"
        + "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":9,\"completion_tokens\":2}}\n\ndata: [DONE]\n\n";

    [Fact(Timeout = TestDepth.Hung)]
    public async Task An_exchange_passes_and_its_leaf_says_what_is_known_of_it()
    {
        await using var upstream = new RawUpstream((_, s) => s.SendAsync(RawUpstream.Whole(Answer, more: "x-request-id: req_1\r\nSet-Cookie: a=b\r\nx-roundtable-x: y\r\n")));
        await using var site = await GatewaySite.StartAsync(upstream.Address);
        using var caller = await (await RawCaller.SendAsync(site.Address, Chat, Asked)).ReadAsync();
        Assert.Equal((200, Answer), (caller.Status, Encoding.UTF8.GetString(caller.Body)));
        Assert.Equal("req_1", caller.Header("x-request-id"));
        Assert.Null(caller.Header("set-cookie"));
        Assert.Null(caller.Header("x-roundtable-x"));
        var leaf = await site.LeafAsync(caller.Header("x-roundtable-call"));
        Assert.Equal(LeafKind.Exchange, leaf.Kind);
        Assert.Equal(new Producer("openai", "m-1", "m-1-2026", new Route(RouteKind.Direct)), leaf.Producer);
        Assert.Equal(new Usage(5, 2, CacheRead: 4), leaf.Usage);
        Assert.Equal("stop", leaf.FinishReason);
        Assert.Equal(Digest.Of(Encoding.UTF8.GetBytes(Asked)), leaf.Prompt);
        Assert.Equal(Encoding.UTF8.GetBytes(Answer), await site.ContentAsync(leaf.Raw));
        Assert.Equal("hello", Encoding.UTF8.GetString((await site.ContentAsync(leaf.Output))!));
        var document = JsonElement.Parse((await site.ContentAsync(leaf.Document))!);
        Assert.Equal("this computer", document.GetProperty("caller").GetString());
        Assert.Equal("req_1", document.GetProperty("response").GetProperty("headers").GetProperty("x-request-id").GetString());
        Assert.False(document.TryGetProperty("cut", out _));
        Assert.Equal(Asked, Encoding.UTF8.GetString(Assert.Single(upstream.Requests).Body));
    }

    [Fact(Timeout = TestDepth.Hung)]
    public async Task A_response_split_at_every_byte_arrives_as_it_was_sent()
    {
        var bytes = Encoding.UTF8.GetBytes(Stream);
        var step = TestDepth.Of(11, 1);
        var at = 0;
        await using var upstream = new RawUpstream(async (_, s) =>
        {
            await s.SendAsync((byte[])[.. RawUpstream.StreamHead(), .. RawUpstream.Chunk(bytes[..at])]);
            await Task.Yield();
            await s.SendAsync((byte[])[.. RawUpstream.Chunk(bytes[at..]), .. RawUpstream.End]);
        });
        await using var site = await GatewaySite.StartAsync(upstream.Address);
        for (at = 1; at < bytes.Length; at += step)
        {
            using var caller = await (await RawCaller.SendAsync(site.Address, Chat, Asked)).ReadAsync();
            Assert.Equal(bytes, caller.Body);
            Assert.True(caller.IsComplete);
        }

        Assert.All(await site.LeavesAsync(), l => Assert.Equal((Digest.Of(bytes), "stop", 2L), (l.Leaf.Raw!.Value, l.Leaf.FinishReason, l.Leaf.Usage!.TotalOutput!.Value)));
    }

    [Fact(Timeout = TestDepth.Hung)]
    public async Task Bodies_of_ten_megabytes_pass_both_ways_and_in_chunks()
    {
        var large = new byte[10 << 20];
        new Random(7).NextBytes(large);
        byte[] answer = [.. "{\"x\":\""u8, .. Encoding.ASCII.GetBytes(Convert.ToBase64String(large)), .. "\"}"u8];
        await using var upstream = new RawUpstream((r, s) => s.SendAsync(r.Header("Content-Type") == "application/json" ? RawUpstream.Whole(answer) : RawUpstream.Whole(large, "audio/mpeg")));
        await using var site = await GatewaySite.StartAsync(upstream.Address);
        byte[] asked = [.. "{\"messages\":\""u8, .. Encoding.ASCII.GetBytes(Convert.ToBase64String(large)), .. "\",\"model\":\"m-9\"}"u8];
        using var caller = await (await RawCaller.SendAsync(site.Address, Chat, asked)).ReadAsync();
        Assert.Equal((200, answer.Length), (caller.Status, caller.Body.Length));
        Assert.True(answer.AsSpan().SequenceEqual(caller.Body));
        using var upload = await (await RawCaller.SendAsync(site.Address, "/openai/v1/audio/speech", large, "Content-Type: application/octet-stream\r\n")).ReadAsync();
        Assert.True(large.AsSpan().SequenceEqual(upload.Body));
        Assert.True(upstream.Requests.TryDequeue(out var first) && asked.AsSpan().SequenceEqual(first.Body));
        Assert.True(upstream.Requests.TryDequeue(out var second) && large.AsSpan().SequenceEqual(second.Body));
        var leaf = await site.LeafAsync(caller.Header("x-roundtable-call"));
        Assert.Equal("m-9", leaf.Producer?.Requested);
        Assert.Equal(Digest.Of(answer), leaf.Raw);
        Assert.Equal(asked, await site.ContentAsync(leaf.Prompt));
        Assert.Empty(Directory.EnumerateFiles(site.Data, ".temporary-*"));
    }

    [Fact(Timeout = TestDepth.Hung)]
    public async Task A_request_that_is_too_large_is_refused_in_the_providers_shape()
    {
        await using var upstream = new RawUpstream((_, s) => s.SendAsync(RawUpstream.Whole(Answer)));
        await using var site = await GatewaySite.StartAsync(upstream.Address, "  max_request_mb: 1\n");
        using var caller = await (await RawCaller.SendAsync(site.Address, "/anthropic/v1/messages", new byte[(1 << 20) + 1])).ReadAsync(c => c.Text.Contains("}}", StringComparison.Ordinal));
        Assert.Equal(413, caller.Status);
        Assert.Contains("\"request_too_large\"", caller.Text, StringComparison.Ordinal);
        Assert.Empty(upstream.Requests);
    }

    [Fact(Timeout = TestDepth.Hung)]
    public async Task Headers_pass_by_a_list_and_no_token_of_ours_leaves()
    {
        await using var upstream = new RawUpstream((_, s) => s.SendAsync(RawUpstream.Whole(Answer)));
        await using var site = await GatewaySite.StartAsync(upstream.Address, variables: new Dictionary<string, string>(StringComparer.Ordinal) { ["ANTHROPIC_API_KEY"] = "sk-ant-ours" });
        var (text, token) = AccessToken.New("ada", Role.Asker, TimeProvider.System.GetUtcNow());
        new TokenFile(site.Data).Write([token]);
        const string Common = "anthropic-version: 2023-06-01\r\nanthropic-beta: a,b\r\nX-Stainless-Lang: js\r\nAccept-Encoding: br, zstd\r\nCookie: c=1\r\nX-Forwarded-For: 1.2.3.4\r\nX-Roundtable-Use: evaluate\r\nTE: trailers\r\nX-Secret: s\r\n";
        using var known = await (await RawCaller.SendAsync(site.Address, "/anthropic/v1/messages?beta=true", Asked, Common + $"X-Api-Key: {text}\r\n")).ReadAsync();
        using var unknown = await (await RawCaller.SendAsync(site.Address, "/anthropic/v1/messages", Asked, Common + "X-Api-Key: sk-ant-theirs\r\n")).ReadAsync();
        using var withdrawn = await (await RawCaller.SendAsync(site.Address, Chat, Asked, "Authorization: Bearer rt_00\r\n")).ReadAsync();
        using var own = await (await RawCaller.SendAsync(site.Address, Chat, Asked, $"Authorization: Bearer sk-theirs\r\nX-Roundtable-Key: {text}\r\n")).ReadAsync();
        Assert.Equal([200, 401, 401, 200], new[] { known.Status, unknown.Status, withdrawn.Status, own.Status });
        Assert.Contains("\"authentication_error\"", unknown.Text, StringComparison.Ordinal);
        Assert.Equal(2, upstream.Requests.Count);
        Assert.True(upstream.Requests.TryDequeue(out var sent));
        Assert.StartsWith("POST /v1/messages?beta=true HTTP/1.1", sent.Head, StringComparison.Ordinal);
        Assert.Equal(("sk-ant-ours", "a,b", "2023-06-01", "js", "br, zstd"), (sent.Header("x-api-key"), sent.Header("anthropic-beta"), sent.Header("anthropic-version"), sent.Header("x-stainless-lang"), sent.Header("accept-encoding")));
        foreach (var never in (string[])["cookie", "x-forwarded-for", "x-roundtable-use", "te", "x-secret", "authorization", "traceparent"])
        {
            Assert.Null(sent.Header(never));
        }

        Assert.True(upstream.Requests.TryDequeue(out var theirs));
        Assert.Equal("Bearer sk-theirs", theirs.Header("authorization"));
        var leaf = await site.LeafAsync(known.Header("x-roundtable-call"));
        var document = Encoding.UTF8.GetString((await site.ContentAsync(leaf.Document))!);
        Assert.Contains("\"caller\":\"ada\"", document, StringComparison.Ordinal);
        Assert.Contains("\"query\":[\"beta\"]", document, StringComparison.Ordinal);
        Assert.DoesNotContain("rt_", document, StringComparison.Ordinal);
        Assert.DoesNotContain("sk-", document, StringComparison.Ordinal);
    }

    [Theory(Timeout = TestDepth.Hung)]
    [InlineData("HEAD", "/openai/v1/models", "")]
    [InlineData("GET", "/openai/v1/models?limit=2", "{\"data\":[]}")]
    [InlineData("DELETE", "/openai/v1/files/f-1", "")]
    [InlineData("POST", "/lab/anything/at/all", "x")]
    public async Task Other_methods_and_unknown_paths_pass_and_are_recorded(string method, string path, string body)
    {
        await using var upstream = new RawUpstream((r, s) => s.SendAsync(
            r.Head.StartsWith("HEAD", StringComparison.Ordinal) ? Encoding.ASCII.GetBytes("HTTP/1.1 200 OK\r\nContent-Length: 42\r\n\r\n") : RawUpstream.Whole(body, "text/x")));
        await using var site = await GatewaySite.StartAsync(upstream.Address);
        using var caller = await (await RawCaller.SendAsync(site.Address, path, [], method: method)).ReadAsync();
        Assert.Equal((200, body), (caller.Status, Encoding.UTF8.GetString(caller.Body)));
        Assert.Equal(method == "HEAD" ? "42" : body.Length.ToString(System.Globalization.CultureInfo.InvariantCulture), caller.Header("content-length"));
        var leaf = await site.LeafAsync(caller.Header("x-roundtable-call"));
        Assert.Null(leaf.Producer);
        Assert.Equal(body.Length > 0, leaf.Raw is not null);
    }

    [Theory(Timeout = TestDepth.Hung)]
    [InlineData("/openai/v1/realtime", "Upgrade: websocket\r\nConnection: Upgrade\r\n", 400, "websocket_unsupported")]
    [InlineData("/openai/v1/a//b", "", 404, "path_not_found")]
    [InlineData("/openai/v1/%66iles", "", 404, "path_not_found")]
    [InlineData(Chat, "Origin: https://elsewhere.example\r\n", 403, "cross_site")]
    [InlineData(Chat, "Sec-Fetch-Site: cross-site\r\n", 403, "cross_site")]
    public async Task What_is_refused_reaches_nobody(string path, string more, int status, string code)
    {
        await using var upstream = new RawUpstream((_, s) => s.SendAsync(RawUpstream.Whole(Answer)));
        await using var site = await GatewaySite.StartAsync(upstream.Address);
        using var caller = await (await RawCaller.SendAsync(site.Address, path, Asked, more)).ReadAsync();
        Assert.Equal(status, caller.Status);
        Assert.Contains($"\"code\":\"{code}\"", caller.Text, StringComparison.Ordinal);
        Assert.Empty(upstream.Requests);
    }

    [Fact(Timeout = TestDepth.Hung)]
    public async Task A_body_that_names_its_model_twice_is_refused()
    {
        await using var upstream = new RawUpstream((_, s) => s.SendAsync(RawUpstream.Whole(Answer)));
        await using var site = await GatewaySite.StartAsync(upstream.Address);
        using var caller = await (await RawCaller.SendAsync(site.Address, Chat, """{"model":"a","model":"b"}""")).ReadAsync();
        Assert.Equal(400, caller.Status);
        Assert.Empty(upstream.Requests);
    }

    [Theory(Timeout = TestDepth.Hung)]
    [InlineData("all", true, true)]
    [InlineData("answers", false, true)]
    [InlineData("digests", false, false)]
    public async Task Contents_are_kept_by_rule_and_committed_to_in_any_case(string keep, bool bodies, bool answers)
    {
        await using var upstream = new RawUpstream((_, s) => s.SendAsync(RawUpstream.Whole(Answer)));
        await using var site = await GatewaySite.StartAsync(upstream.Address, $"  keep: {keep}\n");
        using var caller = await (await RawCaller.SendAsync(site.Address, Chat, Asked)).ReadAsync();
        var leaf = await site.LeafAsync(caller.Header("x-roundtable-call"));
        Assert.Equal((Digest.Of(Encoding.UTF8.GetBytes(Asked)), Digest.Of(Encoding.UTF8.GetBytes(Answer)), Digest.Of("hello"u8)), (leaf.Prompt, leaf.Raw, leaf.Output));
        Assert.Equal((bodies, bodies, answers), (await site.ContentAsync(leaf.Prompt) is not null, await site.ContentAsync(leaf.Raw) is not null, await site.ContentAsync(leaf.Output) is not null));
    }

    [Fact(Timeout = TestDepth.Hung)]
    public async Task The_configuration_is_read_again_without_a_restart()
    {
        await using var upstream = new RawUpstream((_, s) => s.SendAsync(RawUpstream.Whole(Answer)));
        await using var site = await GatewaySite.StartAsync(upstream.Address);
        using (var before = await (await RawCaller.SendAsync(site.Address, "/more/v1/models", [], method: "GET")).ReadAsync())
        {
            Assert.Equal(404, before.Status);
        }

        await File.WriteAllTextAsync(Path.Combine(site.Data, "roundtable.yaml"), $"gateway: {{ upstreams: {{ more: {{ address: '{upstream.Address}' }} }} }}", TestContext.Current.CancellationToken);
        while (true)
        {
            using var after = await (await RawCaller.SendAsync(site.Address, "/more/v1/models", [], method: "GET")).ReadAsync();
            if (after.Status == 200)
            {
                break;
            }
        }

        await File.WriteAllTextAsync(Path.Combine(site.Data, "roundtable.yaml"), "gateway: { keep: nothing }", TestContext.Current.CancellationToken);
        using var still = await (await RawCaller.SendAsync(site.Address, "/more/v1/models", [], method: "GET")).ReadAsync();
        Assert.Equal(200, still.Status);
    }
}
