using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.AI;
using Roundtable.Deliberation.Panels;
using Roundtable.Deliberation.Recording;
using Roundtable.Deliberation.Tools;
using Roundtable.Models;
using Roundtable.Models.Http;
using Roundtable.Models.Providers;

namespace Roundtable.Tests.Models;

/// <summary>The providers' own search and fetch tools: what is asked, and what is read of answers in the shapes that the providers document.</summary>
public sealed class WebToolsOverHttpTests
{
    private const string OpenAIAnswer = """
        {"id":"resp_1","object":"response","model":"gpt-served","status":"completed","output":[
          {"type":"reasoning","id":"rs_1","summary":[]},
          {"type":"web_search_call","id":"ws_1","status":"completed","action":{"type":"search","query":"rates","sources":[
            {"type":"url","url":"https://bank.example/rates"},{"type":"url","url":"javascript:alert(1)"},{"type":"api","name":"oai-weather"}]}},
          {"type":"web_search_call","id":"ws_2","status":"failed","action":{"type":"open_page","url":"https://slow.example/"}},
          {"type":"message","id":"msg_1","role":"assistant","status":"completed","content":[{"type":"output_text","text":"Rates rose (bank.example).","annotations":[
            {"type":"url_citation","start_index":0,"end_index":10,"url":"https://bank.example/rates","title":"Rates"},
            {"type":"url_citation","start_index":5,"end_index":999,"url":"https://other.example/","title":null},
            {"type":"url_citation","start_index":0,"end_index":4,"url":"data:text/html,x","title":"Bad"}]}]}],
          "usage":{"input_tokens":100,"output_tokens":20,"total_tokens":120}}
        """;

    private const string AnthropicAnswer = """
        {"id":"msg_1","type":"message","role":"assistant","model":"claude-served","stop_reason":"end_turn","content":[
          {"type":"server_tool_use","id":"srvtoolu_1","name":"web_search","input":{"query":"rates"}},
          {"type":"web_search_tool_result","tool_use_id":"srvtoolu_1","content":[
            {"type":"web_search_result","url":"https://bank.example/rates","title":"Rates","page_age":"May 1","encrypted_content":"EqgfCioIARgB"}]},
          {"type":"server_tool_use","id":"srvtoolu_2","name":"web_fetch","input":{"url":"https://slow.example/"}},
          {"type":"web_fetch_tool_result","tool_use_id":"srvtoolu_2","content":{"type":"web_fetch_tool_result_error","error_code":"url_not_accessible"}},
          {"type":"text","text":"I looked. "},
          {"type":"text","text":"Rates rose.","citations":[{"type":"web_search_result_location","url":"https://bank.example/rates","title":"Rates","encrypted_index":"Eo8","cited_text":"The rate rose to 4 %."}]}],
          "usage":{"input_tokens":100,"output_tokens":20,"server_tool_use":{"web_search_requests":1}}}
        """;

    private static readonly SeatSettings _both = new() { Search = true, Fetch = true, ToolCalls = 3 };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task OpenAI_is_asked_for_its_search_in_responses_and_at_most_so_many_calls()
    {
        await using var server = await ProviderServer.StartAsync(ProviderAnswers.Json(OpenAIAnswer));
        var response = await AskAsync(server, ApiKind.OpenAI, WebTools.OpenAI, _both);
        Assert.Equal("/v1/responses", Assert.Single(server.Heads).Path);
        var request = server.Requests[0];
        Assert.Equal("""[{"type":"web_search"}]""", request.GetProperty("tools").GetRawText());
        Assert.Equal(3, request.GetProperty("max_tool_calls").GetInt32());
        Assert.Contains("web_search_call.action.sources", request.GetProperty("include").GetRawText(), StringComparison.Ordinal);
        Assert.False(request.TryGetProperty("stream", out _));

        Assert.Equal("Rates rose (bank.example).", response.Text);
        var uses = Uses(response);
        Assert.Equal(["web_search", "web_search"], uses.Select(u => u.Tool));
        Assert.Equal("""{"type":"search","query":"rates"}""", uses[0].Arguments);
        Assert.Equal([new Source("https://bank.example/rates", null)], uses[0].Sources);
        Assert.Equal([new Citation("https://bank.example/rates", "Rates", "Rates rose", null)], uses[0].Citations);
        Assert.Equal("failed", uses[1].Error);
        Assert.Equal([new Citation("https://other.example/", null, null, null)], uses[1].Citations);
        Assert.Contains("\"sources\"", uses[0].Result, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Anthropic_is_asked_for_both_of_its_tools_with_a_limit_of_uses()
    {
        await using var server = await ProviderServer.StartAsync(ProviderAnswers.Json(AnthropicAnswer));
        var response = await AskAsync(server, ApiKind.Anthropic, WebTools.Anthropic, _both);
        Assert.Equal(
            """[{"type":"web_search_20250305","name":"web_search","max_uses":3},{"type":"web_fetch_20250910","name":"web_fetch","max_uses":3,"citations":{"enabled":true}}]""",
            server.Requests[0].GetProperty("tools").GetRawText());
        Assert.Equal("web-fetch-2025-09-10", server.Headers[0]["anthropic-beta"]);
        Assert.Equal("I looked. Rates rose.", response.Text);
        AssertAnthropic(Uses(response));
    }

    [Fact]
    public async Task A_server_that_streams_unasked_is_understood_in_the_same_way()
    {
        string[] events =
        [
            """{"type":"message_start","message":{"id":"msg_1","model":"claude-served","content":[],"usage":{"input_tokens":100}}}""",
            """{"type":"content_block_start","index":0,"content_block":{"type":"server_tool_use","id":"srvtoolu_1","name":"web_search","input":{}}}""",
            """{"type":"content_block_delta","index":0,"delta":{"type":"input_json_delta","partial_json":"{\"query\":"}}""",
            """{"type":"content_block_delta","index":0,"delta":{"type":"input_json_delta","partial_json":"\"rates\"}"}}""",
            """{"type":"content_block_start","index":1,"content_block":{"type":"web_search_tool_result","tool_use_id":"srvtoolu_1","content":[{"type":"web_search_result","url":"https://bank.example/rates","title":"Rates","encrypted_content":"E"}]}}""",
            """{"type":"content_block_start","index":2,"content_block":{"type":"server_tool_use","id":"srvtoolu_2","name":"web_fetch","input":{}}}""",
            """{"type":"content_block_delta","index":2,"delta":{"type":"input_json_delta","partial_json":"{\"url\":\"https://slow.example/\"}"}}""",
            """{"type":"content_block_start","index":3,"content_block":{"type":"web_fetch_tool_result","tool_use_id":"srvtoolu_2","content":{"type":"web_fetch_tool_result_error","error_code":"url_not_accessible"}}}""",
            """{"type":"content_block_start","index":4,"content_block":{"type":"text","text":""}}""",
            """{"type":"content_block_delta","index":4,"delta":{"type":"text_delta","text":"I looked. "}}""",
            """{"type":"content_block_start","index":5,"content_block":{"type":"text","text":"","citations":[]}}""",
            """{"type":"content_block_delta","index":5,"delta":{"type":"citations_delta","citation":{"type":"web_search_result_location","url":"https://bank.example/rates","title":"Rates","encrypted_index":"E","cited_text":"The rate rose to 4 %."}}}""",
            """{"type":"content_block_delta","index":5,"delta":{"type":"text_delta","text":"Rates rose."}}""",
            """{"type":"message_delta","delta":{"stop_reason":"end_turn"},"usage":{"output_tokens":20}}""",
            """{"type":"message_stop"}""",
        ];
        await using var server = await ProviderServer.StartAsync(async context =>
        {
            context.Response.ContentType = "text/event-stream";
            await context.Response.WriteAsync(string.Concat(events.Select(e => $"data: {e}\n\n")));
        });
        var response = await AskAsync(server, ApiKind.Anthropic, WebTools.Anthropic, _both);
        Assert.Equal("I looked. Rates rose.", response.Text);
        AssertAnthropic(Uses(response));
    }

    [Fact]
    public async Task OpenRouter_searches_for_any_model_and_its_citations_are_read()
    {
        const string Answer = """
            {"id":"gen-1","model":"openai/gpt-5.5","provider":"OpenAI","choices":[{"index":0,"finish_reason":"stop","message":{"role":"assistant","content":"Rates rose.","annotations":[
              {"type":"url_citation","url_citation":{"url":"https://bank.example/rates","title":"Rates","content":"The rate rose.","start_index":0,"end_index":11}},
              {"type":"file","file":{}}]}}],
              "usage":{"prompt_tokens":900,"completion_tokens":20,"total_tokens":920,"cost":0.0123,"server_tool_use":{"web_search_requests":1}}}
            """;
        await using var server = await ProviderServer.StartAsync(ProviderAnswers.Json(Answer));
        var response = await AskAsync(server, ApiKind.OpenAI, WebTools.OpenRouter, new SeatSettings { Search = true, ToolCalls = 2 });
        Assert.Equal("""[{"type":"openrouter:web_search","parameters":{"max_uses":2}}]""", server.Requests[0].GetProperty("tools").GetRawText());
        var use = Assert.Single(Uses(response));
        Assert.Equal([new Citation("https://bank.example/rates", "Rates", "Rates rose.", "The rate rose.")], use.Citations);
        Assert.Equal([new Source("https://bank.example/rates", "Rates")], use.Sources);
    }

    [Fact]
    public async Task Nobody_is_asked_for_tools_that_no_seat_wants()
    {
        await using var server = await ProviderServer.StartAsync(ProviderAnswers.Says("Yes."));
        var response = await AskAsync(server, ApiKind.OpenAI, WebTools.OpenRouter, new SeatSettings { Effort = "low" });
        Assert.False(server.Requests[0].TryGetProperty("tools", out _));
        Assert.Null(response.AdditionalProperties!.GetValueOrDefault(RecordingChatClient.ToolUsesProperty));
    }

    [Theory]
    [InlineData("https://a.example/b?c=d#e", true)]
    [InlineData("http://a.example", true)]
    [InlineData("javascript:alert(1)", false)]
    [InlineData("JaVaScRiPt:alert(1)", false)]
    [InlineData("data:text/html,x", false)]
    [InlineData("https://user:secret@a.example/", false)]
    [InlineData("https://a.example/\">x", false)]
    [InlineData("https://a.example/a b", false)]
    [InlineData("//a.example", false)]
    [InlineData("https://", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void A_page_is_kept_only_where_its_address_can_be_opened(string? url, bool isKept) => Assert.Equal(isKept, Source.Of(url, "t") is not null);

    private static void AssertAnthropic(IReadOnlyList<ToolUse> uses)
    {
        Assert.Equal(["web_search", "web_fetch"], uses.Select(u => u.Tool));
        Assert.Equal("""{"query":"rates"}""", uses[0].Arguments.Replace(" ", "", StringComparison.Ordinal));
        Assert.Equal([new Source("https://bank.example/rates", "Rates")], uses[0].Sources);
        Assert.Equal([new Citation("https://bank.example/rates", "Rates", "Rates rose.", "The rate rose to 4 %.")], uses[0].Citations);
        Assert.Equal("url_not_accessible", uses[1].Error);
        Assert.Null(uses[1].Sources);
    }

    private static IReadOnlyList<ToolUse> Uses(ChatResponse response) =>
        (IReadOnlyList<ToolUse>)response.AdditionalProperties![RecordingChatClient.ToolUsesProperty]!;

    private static async Task<ChatResponse> AskAsync(ProviderServer server, ApiKind kind, WebTools tools, SeatSettings settings)
    {
        var connection = new Connection
        {
            Name = "lab",
            Kind = kind,
            Address = kind == ApiKind.Anthropic ? server.Address : new Uri(server.Address, "/v1"),
            WebTools = tools,
        };
        using var client = ChatClients.Create(connection, "m", null, OutgoingSettings.Default, TimeProvider.System);
        return await client.GetResponseAsync(
            [new ChatMessage(ChatRole.User, "Did rates rise?")], new ChatOptions { AdditionalProperties = new() { [SeatSettings.Property] = settings } }, Cancellation);
    }
}
