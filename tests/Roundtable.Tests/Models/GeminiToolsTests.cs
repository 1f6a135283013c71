using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using Roundtable.Deliberation.Panels;
using Roundtable.Deliberation.Recording;
using Roundtable.Deliberation.Tools;
using Roundtable.Models;
using Roundtable.Models.Http;
using Roundtable.Models.Protocols;
using Roundtable.Models.Providers;

namespace Roundtable.Tests.Models;

/// <summary>Gemini's own tools in its own API, by the shapes that its documentation shows.</summary>
public sealed class GeminiToolsTests
{
    private const string Redirect = "https://vertexaisearch.cloud.google.com/grounding-api-redirect/AUZIYQ";

    private const string Grounded = $$$"""
        {"candidates":[{"content":{"parts":[{"text":"I look.","thought":true},{"text":"Spain won Euro 2024, "},{"text":"2–1 against England."}],"role":"model"},"finishReason":"STOP",
        "groundingMetadata":{"searchEntryPoint":{"renderedContent":"<style>…</style>"},"webSearchQueries":["UEFA Euro 2024 winner","who won euro 2024"],
        "groundingChunks":[{"web":{"uri":"{{{Redirect}}}1","title":"aljazeera.com"}},{"web":{"uri":"{{{Redirect}}}2","title":"uefa.com"}},{"retrievedContext":{"uri":"gs://x"}}],
        "groundingSupports":[{"segment":{"startIndex":0,"endIndex":20,"text":"Spain won Euro 2024"},"groundingChunkIndices":[0,1,7,-1,"x"]},{"segment":{"endIndex":3},"groundingChunkIndices":[2]}]},
        "urlContextMetadata":{"urlMetadata":[{"retrievedUrl":"https://uefa.example/a","urlRetrievalStatus":"URL_RETRIEVAL_STATUS_SUCCESS"},{"retrievedUrl":"https://slow.example/","urlRetrievalStatus":"URL_RETRIEVAL_STATUS_ERROR"}]},"index":0}],
        "usageMetadata":{"promptTokenCount":10,"candidatesTokenCount":20,"totalTokenCount":140,"toolUsePromptTokenCount":100,"thoughtsTokenCount":10,"cachedContentTokenCount":4},
        "modelVersion":"gemini-3.6-flash","responseId":"r-1"}
        """;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Searching_is_asked_for_in_its_own_words_and_what_rests_on_pages_is_told()
    {
        await using var server = await ProviderServer.StartAsync(ProviderAnswers.Json(Grounded));
        var response = await AskAsync(server, "gemini-3.6-flash", new SeatSettings { Search = true, Fetch = true, Effort = "low" });
        Assert.Equal("/v1beta/models/gemini-3.6-flash:generateContent", Assert.Single(server.Heads).Path);
        Assert.Equal("secret-key-0123456789", server.Headers[0]["x-goog-api-key"]);
        Assert.False(server.Headers[0].ContainsKey("authorization"));
        var body = server.Requests[0];
        Assert.Equal("""[{"google_search":{}},{"url_context":{}}]""", body.GetProperty("tools").GetRawText());
        Assert.Equal("""{"parts":[{"text":"Be brief."}]}""", body.GetProperty("systemInstruction").GetRawText());
        Assert.Equal("""[{"role":"user","parts":[{"text":"Who won?"},{"inlineData":{"mimeType":"image/png","data":"AQI="}}]},{"role":"model","parts":[{"text":"Well."}]}]""", body.GetProperty("contents").GetRawText());
        Assert.Equal("""{"temperature":0.5,"maxOutputTokens":900,"thinkingConfig":{"thinkingLevel":"low"},"responseMimeType":"application/json","responseJsonSchema":{"type":"object"}}""", body.GetProperty("generationConfig").GetRawText());

        Assert.Equal("Spain won Euro 2024, 2–1 against England.", response.Text);
        Assert.Equal(("gemini-3.6-flash", "r-1", ChatFinishReason.Stop), (response.ModelId, response.ResponseId, response.FinishReason));
        Assert.Equal((110, 30, 10), (response.Usage!.InputTokenCount, response.Usage.OutputTokenCount, response.Usage.ReasoningTokenCount));
        var uses = (IReadOnlyList<ToolUse>)response.AdditionalProperties![RecordingChatClient.ToolUsesProperty]!;
        Assert.Equal(["google_search", "url_context", "url_context"], uses.Select(u => u.Tool));
        Assert.Equal("""{"queries":["UEFA Euro 2024 winner","who won euro 2024"]}""", uses[0].Arguments);
        Assert.Equal([new Source(Redirect + "1", "aljazeera.com"), new Source(Redirect + "2", "uefa.com")], uses[0].Sources);
        Assert.Equal([new Citation(Redirect + "1", "aljazeera.com", "Spain won Euro 2024", null), new Citation(Redirect + "2", "uefa.com", "Spain won Euro 2024", null)], uses[0].Citations);
        Assert.DoesNotContain("<style>", uses[0].Result, StringComparison.Ordinal);
        Assert.Equal(("""{"url":"https://uefa.example/a"}""", null, "URL_RETRIEVAL_STATUS_ERROR"), (uses[1].Arguments, uses[1].Error, uses[2].Error));
    }

    /// <summary>What it refused before its third generation is not asked of it.</summary>
    [Fact]
    public async Task Older_models_are_given_a_budget_of_thinking_and_no_schema()
    {
        await using var server = await ProviderServer.StartAsync(ProviderAnswers.Json(Grounded));
        await AskAsync(server, "models/gemini-2.5-flash", new SeatSettings { Search = true, Effort = "medium" });
        Assert.Equal("/v1beta/models/gemini-2.5-flash:generateContent", Assert.Single(server.Heads).Path);
        Assert.Equal("""[{"google_search":{}}]""", server.Requests[0].GetProperty("tools").GetRawText());
        Assert.Equal("""{"temperature":0.5,"maxOutputTokens":900,"thinkingConfig":{"thinkingBudget":8192}}""", server.Requests[0].GetProperty("generationConfig").GetRawText());
    }

    [Fact]
    public async Task Without_its_tools_it_is_asked_as_before()
    {
        await using var server = await ProviderServer.StartAsync(ProviderAnswers.Says("Well."));
        await AskAsync(server, "gemini-3.6-flash", new SeatSettings());
        Assert.Equal("/v1beta/openai/chat/completions", Assert.Single(server.Heads).Path);
        Assert.Equal("Bearer secret-key-0123456789", server.Headers[0]["authorization"]);
    }

    [Theory]
    [InlineData("""{"candidates":[{"finishReason":"SAFETY","index":0}],"modelVersion":"m"}""", "content_filter", "")]
    [InlineData("""{"promptFeedback":{"blockReason":"PROHIBITED_CONTENT"},"modelVersion":"m"}""", "content_filter", "")]
    [InlineData("""{"candidates":[{"content":{"parts":[{"text":"Half"}]},"finishReason":"MAX_TOKENS"}]}""", "length", "Half")]
    [InlineData("""{"candidates":[{"content":{"parts":[{"text":"Yes"},{"executableCode":{"code":"1"}}]},"finishReason":"STOP","groundingMetadata":{}}]}""", "stop", "Yes")]
    public void Endings_are_told_in_common_words(string body, string reason, string text)
    {
        var answer = Assert.IsType<ProtocolReading.Answered>(ProtocolReader.Read(Protocol.GenerateContent, Encoding.UTF8.GetBytes(body))).Answer;
        Assert.Equal((reason, text), (answer.First.FinishReason, answer.First.Text));
        Assert.Empty(answer.First.ServedTools());
    }

    [Theory]
    [InlineData("""{"error":{"code":429,"message":"Quota exceeded.","status":"RESOURCE_EXHAUSTED"}}""")]
    [InlineData("""{"candidates":"none"}""")]
    [InlineData("""{"candidates":[{"content":{"parts":7},"groundingMetadata":{"groundingChunks":[1,null,{"web":[]}],"groundingSupports":[3,{"groundingChunkIndices":[99999999999]}]}}],"usageMetadata":[]}""")]
    [InlineData("{}")]
    [InlineData("[]")]
    public void Whatever_else_comes_is_no_exception(string body) => Assert.NotNull(ProtocolReader.Read(Protocol.GenerateContent, Encoding.UTF8.GetBytes(body)));

    private static async Task<ChatResponse> AskAsync(ProviderServer server, string model, SeatSettings settings)
    {
        var connection = new Connection { Name = "gemini", Kind = ApiKind.OpenAI, Address = new Uri(server.Address, "/v1beta/openai"), WebTools = WebTools.Gemini };
        using var client = ChatClients.Create(connection, model, new Secret("secret-key-0123456789"), OutgoingSettings.Default, TimeProvider.System);
        var options = new ChatOptions
        {
            Temperature = 0.5f,
            MaxOutputTokens = 900,
            ResponseFormat = ChatResponseFormat.ForJsonSchema(JsonElement.Parse("""{"type":"object"}"""), "answer"),
            AdditionalProperties = new() { [SeatSettings.Property] = settings },
        };
        return await client.GetResponseAsync(
            [
                new ChatMessage(ChatRole.System, "Be brief."),
                new ChatMessage(ChatRole.User, [new TextContent("Who won?"), new DataContent(new byte[] { 1, 2 }, "image/png")]),
                new ChatMessage(ChatRole.Assistant, "Well."),
            ],
            options,
            Cancellation);
    }
}
