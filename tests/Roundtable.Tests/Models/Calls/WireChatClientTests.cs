using System.Text;
using Microsoft.Extensions.AI;
using Roundtable.Deliberation.Recording;
using Roundtable.Models;
using Roundtable.Models.Calls;
using Roundtable.Models.Http;
using Roundtable.Models.Providers;
using Roundtable.Record.Entries;
using Roundtable.Tests.Samples;

namespace Roundtable.Tests.Models.Calls;

/// <summary>What a chat client hands on of an answer: text, kinds of tokens, cost, and who served it.</summary>
public sealed class WireChatClientTests
{
    private static readonly WireAnswer _answer = new("Yes.")
    {
        Model = "served-9",
        Reasoning = "It is so.",
        Finish = "length",
        InputTokens = 1200,
        OutputTokens = 90,
        CachedTokens = 1024,
        ReasoningTokens = 64,
        CostUsd = 0.00125m,
        Upstream = "Somebody",
    };

    private readonly ImpatientTime _time = new();

    [Theory]
    [InlineData(ApiKind.OpenAI, false)]
    [InlineData(ApiKind.OpenAI, true)]
    [InlineData(ApiKind.Anthropic, false)]
    [InlineData(ApiKind.Anthropic, true)]
    public async Task Both_apis_hand_on_the_same_whole_or_as_streams(ApiKind kind, bool stream)
    {
        await using var server = await ProviderServer.StartAsync((kind, stream) switch
        {
            (ApiKind.OpenAI, false) => ProviderAnswers.Says(_answer),
            (ApiKind.OpenAI, true) => ProviderStreams.Events([.. _answer.ChatCompletionEvents()]),
            (_, false) => ProviderAnswers.SaysAsAnthropic(_answer),
            _ => ProviderStreams.Events([.. _answer.MessageEvents()]),
        });
        var response = await AskAsync(server, kind, stream ? new Progress<AnswerPart>() : null);
        Assert.Equal(("Yes.", "served-9", ChatFinishReason.Length), (response.Text, response.ModelId, response.FinishReason));
        Assert.Equal(new Usage(176, 26, CacheRead: 1024, Reasoning: 64), ReportedUsage.Of(response.Usage));
        Assert.Equal(0.00125m, response.AdditionalProperties![RecordingChatClient.CostProperty]);
        Assert.Equal("Somebody", response.AdditionalProperties[RecordingChatClient.UpstreamProperty]);
        Assert.Contains("answer-1", Encoding.UTF8.GetString((byte[])response.AdditionalProperties[RecordingChatClient.RawProperty]!), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_not_told_is_not_made_up()
    {
        await using var server = await ProviderServer.StartAsync(ProviderAnswers.Json("""{"choices":[{"message":{"content":"Yes."},"finish_reason":null}]}"""));
        var response = await AskAsync(server);
        Assert.Null(response.Usage);
        Assert.Null(response.FinishReason);
        Assert.Null(response.ModelId);
        Assert.DoesNotContain(RecordingChatClient.CostProperty, response.AdditionalProperties!.Keys);
        Assert.DoesNotContain(RecordingChatClient.UpstreamProperty, response.AdditionalProperties.Keys);
    }

    [Theory]
    [InlineData("""{"choices":[{"message":{"content":"","reasoning_content":"{\"choice\":1}"},"finish_reason":"stop"}]}""", "{\"choice\":1}")]
    [InlineData("""{"choices":[{"message":{"content":"","reasoning_content":"{\"choice\":1}"},"finish_reason":"length"}]}""", "")]
    [InlineData("""{"choices":[{"message":{"content":null,"tool_calls":[{"id":"c","type":"function","function":{"name":"ballot","arguments":"{\"choice\":1}"}}]},"finish_reason":"tool_calls"}]}""", "{\"choice\":1}")]
    [InlineData("""{"choices":[{"message":{"content":"Said.","reasoning_content":"Thought.","tool_calls":[{"function":{"name":"x","arguments":"{}"}}]},"finish_reason":"stop"}]}""", "Said.")]
    public async Task An_answer_in_the_wrong_place_is_found_where_there_is_no_other(string body, string text)
    {
        await using var server = await ProviderServer.StartAsync(ProviderAnswers.Json(body));
        Assert.Equal(text, (await AskAsync(server)).Text);
    }

    [Theory]
    [InlineData(200, """{"choices":[],"usage":{"prompt_tokens":5,"completion_tokens":0,"total_tokens":5}}""")]
    [InlineData(200, """{"choices":[{"index":0,"finish_reason":"content_filter","message":null}]}""")]
    [InlineData(200, """{"error":{"message":"It was flagged.","code":"content_filter"}}""")]
    [InlineData(400, """{"error":{"message":"The response was filtered due to the prompt triggering a content management policy.","param":"prompt","code":"content_filter","status":400}}""")]
    [InlineData(403, """{"error":{"code":403,"message":"It requires moderation.","metadata":{"reasons":["violence"],"flagged_input":"…"}}}""")]
    [InlineData(400, """{"type":"error","error":{"type":"invalid_request_error","message":"Output blocked by content filtering policy"}}""")]
    public async Task What_a_filter_withholds_is_a_refusal_and_not_a_failure(int status, string body)
    {
        await using var server = await ProviderServer.StartAsync(ProviderAnswers.FailsWith(status, body));
        var response = await AskAsync(server);
        Assert.Equal(("", ChatFinishReason.ContentFilter), (response.Text, response.FinishReason));
        Assert.Equal(body, Encoding.UTF8.GetString((byte[])response.AdditionalProperties![RecordingChatClient.RawProperty]!));
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task A_stream_that_nobody_asked_for_is_read_all_the_same()
    {
        await using var server = await ProviderServer.StartAsync(ProviderStreams.Says("Ye", "s."));
        Assert.Equal("Yes.", (await AskAsync(server)).Text);
    }

    [Fact]
    public async Task A_limit_that_lasts_for_hours_is_told_at_once()
    {
        await using var server = await ProviderServer.StartAsync(ProviderAnswers.Limits(21_600));
        var error = await Assert.ThrowsAsync<ModelCallException>(() => AskAsync(server));
        Assert.Equal("local/m is rate limiting calls (429): Rate limit reached. Retry after 6 hours.", error.Message);
        Assert.Single(server.Requests);
        Assert.Empty(_time.Waits);
    }

    [Fact]
    public async Task A_temperature_for_claude_goes_with_the_version_of_the_api_that_knows_it()
    {
        await using var server = await ProviderServer.StartAsync(ProviderAnswers.SaysAsAnthropic("Yes."));
        await AskAsync(server, ApiKind.Anthropic);
        await AskAsync(server, ApiKind.Anthropic, options: new ChatOptions { Temperature = 0.5f });
        Assert.Equal(["2026-10-21", "2023-06-01"], server.Headers.Select(h => h["anthropic-version"]));
        Assert.Equal([false, true], server.Requests.Select(r => r.TryGetProperty("temperature", out _)));
    }

    [Fact]
    public async Task Claude_is_asked_in_its_own_shape()
    {
        await using var server = await ProviderServer.StartAsync(ProviderAnswers.SaysAsAnthropic("Yes."));
        var schema = System.Text.Json.JsonElement.Parse("""{"type":"object"}""");
        await AskAsync(server, ApiKind.Anthropic, options: new ChatOptions { ResponseFormat = ChatResponseFormat.ForJsonSchema(schema, "answer") });
        Assert.Equal(
            """{"model":"m","max_tokens":8192,"system":"Be brief.","messages":[{"role":"user","content":"Hi?"}],"output_config":{"format":{"type":"json_schema","schema":{"type":"object"}}}}""",
            server.Requests[0].GetRawText());
    }

    private async Task<ChatResponse> AskAsync(
        ProviderServer server, ApiKind kind = ApiKind.OpenAI, IProgress<AnswerPart>? listener = null, ChatOptions? options = null)
    {
        var address = kind == ApiKind.Anthropic ? server.Address : new Uri(server.Address, "/v1");
        using var client = ChatClients.Create(new Connection { Name = "local", Kind = kind, Address = address }, "m", null, OutgoingSettings.Default, _time);
        options ??= new ChatOptions();
        if (listener is not null)
        {
            options.AdditionalProperties = new() { [AnswerPart.ListenerProperty] = listener };
        }

        return await client.GetResponseAsync([new(ChatRole.System, "Be brief."), new(ChatRole.User, "Hi?")], options, TestContext.Current.CancellationToken);
    }
}
