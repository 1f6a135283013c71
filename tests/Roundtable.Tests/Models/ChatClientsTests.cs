using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.AI;
using Roundtable.Deliberation.Recording;
using Roundtable.Models;
using Roundtable.Models.Calls;
using Roundtable.Models.Http;
using Roundtable.Models.Providers;
using Roundtable.Models.Retries;
using Roundtable.Tests.Samples;

namespace Roundtable.Tests.Models;

public sealed class ChatClientsTests
{
    private const string Key = "sk-ant-api03-0123456789abcdefghij";

    private readonly ImpatientTime _time = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_answer_arrives_with_model_usage_and_raw_bytes()
    {
        await using var server = await ProviderServer.StartAsync(ProviderAnswers.Says("Hello."));
        var response = await AskAsync(server, new ChatOptions { Temperature = 0.5f, MaxOutputTokens = 99 });
        Assert.Equal("Hello.", response.Text);
        Assert.Equal("served-1", response.ModelId);
        Assert.Equal((12, 34), (response.Usage!.InputTokenCount, response.Usage.OutputTokenCount));
        Assert.StartsWith("""{"id":"chatcmpl-1",""", Encoding.UTF8.GetString((byte[])response.AdditionalProperties![RecordingChatClient.RawProperty]!), StringComparison.Ordinal);
        Assert.Equal(("/v1/chat/completions", $"Bearer {Key}"), Assert.Single(server.Heads));
        var request = server.Requests[0];
        Assert.Equal("m", request.GetProperty("model").GetString());
        Assert.Equal(0.5, request.GetProperty("temperature").GetDouble());
        Assert.Equal(99, request.GetProperty("max_tokens").GetInt32());
        Assert.Equal("system", request.GetProperty("messages")[0].GetProperty("role").GetString());
    }

    [Fact]
    public async Task Anthropics_format_arrives_the_same_way()
    {
        await using var server = await ProviderServer.StartAsync(ProviderAnswers.SaysAsAnthropic("Hello."));
        var response = await AskAsync(server, new ChatOptions { Temperature = 0.5f }, ApiKind.Anthropic);
        Assert.Equal(("Hello.", "claude-served-1"), (response.Text, response.ModelId));
        Assert.Equal((12, 34), (response.Usage!.InputTokenCount, response.Usage.OutputTokenCount));
        Assert.Contains("\"msg_1\"", Encoding.UTF8.GetString((byte[])response.AdditionalProperties![RecordingChatClient.RawProperty]!), StringComparison.Ordinal);
        Assert.Equal(("/v1/messages", $"Bearer {Key}"), Assert.Single(server.Heads));
        Assert.Equal(8192, server.Requests[0].GetProperty("max_tokens").GetInt32());
    }

    [Theory]
    [InlineData(2000, true)]
    [InlineData(500, false)]
    [InlineData(3000, false)]
    public async Task The_beginning_that_many_prompts_share_is_marked_for_Anthropics_cache(int shared, bool isMarked)
    {
        await using var server = await ProviderServer.StartAsync(ProviderAnswers.SaysAsAnthropic("Hello."));
        var text = new string('c', 2000) + "item";
        var connection = new Connection { Name = "lab", Kind = ApiKind.Anthropic, Address = server.Address };
        using var client = ChatClients.Create(connection, "m", null, OutgoingSettings.Create(null, null, null), _time);
        await client.GetResponseAsync(
            [new(ChatRole.System, "S"), new(ChatRole.User, text)],
            new ChatOptions { AdditionalProperties = new() { [RecordingChatClient.SharedPrefixProperty] = shared } },
            Cancellation);
        var content = server.Requests[0].GetProperty("messages")[0].GetProperty("content");
        Assert.Equal(isMarked ? System.Text.Json.JsonValueKind.Array : System.Text.Json.JsonValueKind.String, content.ValueKind);
        if (isMarked)
        {
            Assert.Equal("ephemeral", content[0].GetProperty("cache_control").GetProperty("type").GetString());
            Assert.Equal(text, content[0].GetProperty("text").GetString() + content[1].GetProperty("text").GetString());
            Assert.False(content[1].TryGetProperty("cache_control", out _));
        }
    }

    [Theory]
    [InlineData(false, 408)]
    [InlineData(false, 409)]
    [InlineData(false, 429)]
    [InlineData(false, 500)]
    [InlineData(false, 503)]
    [InlineData(true, 429)]
    [InlineData(true, 529)]
    public async Task What_may_pass_is_tried_again_with_growing_waits(bool anthropic, int status)
    {
        var kind = Kind(anthropic);
        var fails = ProviderAnswers.Fails(status);
        await using var server = await ProviderServer.StartAsync(fails, fails, fails, Said(kind));
        Assert.Equal("Yes.", (await AskAsync(server, kind: kind)).Text);
        Assert.Equal(3, _time.Waits.Count);
        Assert.All(_time.Waits, w => Assert.InRange(w, TimeSpan.Zero, TimeSpan.FromSeconds(20)));
    }

    [Theory]
    [InlineData("Retry-After", "7", 7)]
    [InlineData("Retry-After", "Fri, 20 Nov 2026 12:00:09 GMT", 9)]
    [InlineData("Retry-After-Ms", "1500", 1.5)]
    [InlineData("Retry-After", "60", 60)]
    public async Task A_provider_that_says_how_long_to_wait_is_heard(string header, string value, double seconds)
    {
        await using var server = await ProviderServer.StartAsync(ProviderAnswers.Fails(429, headers: (header, value)), ProviderAnswers.Says("Yes."));
        Assert.Equal("Yes.", (await AskAsync(server)).Text);
        Assert.Equal(TimeSpan.FromSeconds(seconds), Assert.Single(_time.Waits));
    }

    [Fact]
    public async Task Cut_connections_malformed_answers_and_errors_within_a_success_are_tried_again()
    {
        await using var server = await ProviderServer.StartAsync(
            ProviderAnswers.Cuts, ProviderAnswers.Json("{\"choices\":[{"), ProviderAnswers.Json("""{"choices":[]}"""), ProviderAnswers.Json("""{"error":{"message":"Upstream.","code":502}}"""), ProviderAnswers.Says("Yes."));
        Assert.Equal("Yes.", (await AskAsync(server)).Text);
        Assert.Equal(5, server.Requests.Count);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_keeps_failing_is_told_in_one_sentence(bool anthropic)
    {
        var kind = Kind(anthropic);
        await using var server = await ProviderServer.StartAsync(ProviderAnswers.Fails(500, "The\nengine\u001b[31m is down."));
        var error = await Assert.ThrowsAsync<ModelCallException>(() => AskAsync(server, kind: kind));
        Assert.Equal("local/m is failing (500): The engine [31m is down.", error.Message);
        Assert.Equal(1 + RetryingChatClient.MaxRetries, server.Requests.Count);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_refused_key_names_its_variable_and_is_never_told(bool anthropic)
    {
        var kind = Kind(anthropic);
        await using var server = await ProviderServer.StartAsync(ProviderAnswers.Fails(401, $"Incorrect API key provided: {Key[..12]}****{Key[^9..]}."));
        var error = await Assert.ThrowsAsync<ModelCallException>(() => AskAsync(server, kind: kind));
        Assert.True(error.KeyRefused);
        Assert.Contains("TEST_API_KEY", error.Message, StringComparison.Ordinal);
        Assert.Single(server.Requests);
        for (var i = 0; i + 8 <= Key.Length; i++)
        {
            Assert.DoesNotContain(Key.Substring(i, 8), error.ToString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_key_within_another_error_is_scrubbed()
    {
        await using var server = await ProviderServer.StartAsync(ProviderAnswers.Fails(403, $"Key {Key} may not."));
        var error = await Assert.ThrowsAsync<ModelCallException>(() => AskAsync(server));
        Assert.EndsWith("Key [key] may not.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_redirect_is_not_followed_for_it_would_carry_the_key_along()
    {
        await using var elsewhere = await ProviderServer.StartAsync(ProviderAnswers.Says("Gotcha."));
        await using var server = await ProviderServer.StartAsync(context =>
        {
            context.Response.StatusCode = 307;
            context.Response.Headers.Location = new Uri(elsewhere.Address, "/v1/chat/completions").ToString();
            return Task.CompletedTask;
        });
        var error = await Assert.ThrowsAsync<ModelCallException>(() => AskAsync(server));
        Assert.Contains("redirects elsewhere (307)", error.Message, StringComparison.Ordinal);
        Assert.Empty(elsewhere.Requests);
    }

    [Fact]
    public async Task An_answer_without_end_is_not_read()
    {
        await using var server = await ProviderServer.StartAsync(ProviderAnswers.Floods);
        var error = await Assert.ThrowsAsync<ModelCallException>(() => AskAsync(server));
        Assert.Contains("larger than the limit of 8 MiB", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stalled_call_ends_when_the_caller_gives_up()
    {
        await using var server = await ProviderServer.StartAsync(ProviderAnswers.Stalls);
        using var limit = new CancellationTokenSource(200);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => AskAsync(server, cancellation: limit.Token));
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_named()
    {
        await using var server = await ProviderServer.StartAsync(ProviderAnswers.Says("Yes."));
        var address = server.Address;
        await server.DisposeAsync();
        var error = await Assert.ThrowsAsync<ModelCallException>(() => AskAsync(address, null, ApiKind.OpenAI, Cancellation));
        Assert.StartsWith("local/m cannot be reached: ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Other_rejections_are_not_repeated()
    {
        await using var server = await ProviderServer.StartAsync(ProviderAnswers.Fails(400, "The messages are malformed."));
        var error = await Assert.ThrowsAsync<ModelCallException>(() => AskAsync(server, new ChatOptions { Temperature = 1 }));
        Assert.Contains("does not accept the request (400): The messages are malformed.", error.Message, StringComparison.Ordinal);
        Assert.Single(server.Requests);
    }

    [Theory]
    [InlineData("""{"model":"x","choices":[{"message":{"content":null,"refusal":"I can't help."},"finish_reason":"stop"}]}""", "I can't help.", true)]
    [InlineData("""{"choices":[{"message":{"content":[{"type":"text","text":"A"},{"type":"image"},{"type":"text","text":"B"}]},"finish_reason":"stop"}]}""", "AB", false)]
    [InlineData("""{"choices":[{"message":{"content":"","reasoning_content":"Hmm."},"finish_reason":"length"}]}""", "", false)]
    [InlineData("""{"choices":[{"message":{"content":"No."},"finish_reason":"content_filter"}]}""", "No.", true)]
    public async Task Shapes_that_servers_answer_in_are_read(string body, string text, bool refused)
    {
        await using var server = await ProviderServer.StartAsync(ProviderAnswers.Json(body));
        var response = await AskAsync(server);
        Assert.Equal(text, response.Text);
        Assert.Equal(refused, response.FinishReason == ChatFinishReason.ContentFilter);
        Assert.Null(response.Usage);
    }

    [Fact]
    public async Task A_refusal_of_anthropics_is_recognised()
    {
        await using var server = await ProviderServer.StartAsync(ProviderAnswers.SaysAsAnthropic("", "content_filter"));
        Assert.Equal(ChatFinishReason.ContentFilter, (await AskAsync(server, kind: ApiKind.Anthropic)).FinishReason);
    }

    private static ApiKind Kind(bool anthropic) => anthropic ? ApiKind.Anthropic : ApiKind.OpenAI;

    private static Func<HttpContext, Task> Said(ApiKind kind) => kind == ApiKind.Anthropic ? ProviderAnswers.SaysAsAnthropic("Yes.") : ProviderAnswers.Says("Yes.");

    private IChatClient Client(Uri server, ApiKind kind)
    {
        var address = kind == ApiKind.Anthropic ? server : new Uri(server, "/v1");
        return ChatClients.Create(new Connection { Name = "local", Kind = kind, Address = address, KeyVariable = "TEST_API_KEY" }, "m", new Secret(Key), OutgoingSettings.Default, _time);
    }

    private Task<ChatResponse> AskAsync(ProviderServer server, ChatOptions? options = null, ApiKind kind = ApiKind.OpenAI, CancellationToken? cancellation = null) =>
        AskAsync(server.Address, options, kind, cancellation ?? Cancellation);

    private async Task<ChatResponse> AskAsync(Uri server, ChatOptions? options, ApiKind kind, CancellationToken cancellation)
    {
        using var client = Client(server, kind);
        return await client.GetResponseAsync([new(ChatRole.System, "Be brief."), new(ChatRole.User, "Hi?")], options, cancellation);
    }
}
