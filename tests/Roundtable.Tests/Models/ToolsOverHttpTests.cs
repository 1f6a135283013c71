using System.Text.Json;
using Microsoft.Extensions.AI;
using Roundtable.Deliberation.Panels;
using Roundtable.Deliberation.Recording;
using Roundtable.Deliberation.Tools;
using Roundtable.Models;
using Roundtable.Models.Http;
using Roundtable.Models.Providers;
using Roundtable.Record.Storage;

namespace Roundtable.Tests.Models;

/// <summary>A tool of this program called over each of the three APIs, with a server that checks what it is sent back.</summary>
public sealed class ToolsOverHttpTests : IDisposable
{
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("roundtable-");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _data.Delete(recursive: true);

    [Fact]
    public async Task Chat_completions_get_back_what_they_asked_with_its_signatures()
    {
        var body = await SecondRequestAsync(
            ApiKind.OpenAI,
            null,
            """{"id":"1","model":"m","choices":[{"index":0,"finish_reason":"tool_calls","message":{"role":"assistant","content":null,"annotations":[],"reasoning_content":"hm","tool_calls":[{"id":"call_1","type":"function","function":{"name":"lab__look","arguments":"{\"q\":1}"},"extra_content":{"google":{"thought_signature":"sig"}}}]}}],"usage":{"prompt_tokens":10,"completion_tokens":5}}""",
            """{"id":"2","model":"m","choices":[{"index":0,"finish_reason":"stop","message":{"role":"assistant","content":"done"}}],"usage":{"prompt_tokens":20,"completion_tokens":5}}""");
        Assert.Equal(
            """{"type":"function","function":{"name":"lab__look","description":"Looks.","parameters":{"type":"object"}}}""", body.GetProperty("tools")[0].GetRawText());
        var messages = body.GetProperty("messages");
        Assert.Equal("hm", messages[1].GetProperty("reasoning_content").GetString());
        Assert.Equal("sig", messages[1].GetProperty("tool_calls")[0].GetProperty("extra_content").GetProperty("google").GetProperty("thought_signature").GetString());
        Assert.False(messages[1].TryGetProperty("annotations", out _));
        Assert.Equal(("tool", "call_1"), (messages[2].GetProperty("role").GetString(), messages[2].GetProperty("tool_call_id").GetString()));
        Assert.Contains("found it", messages[2].GetProperty("content").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Responses_get_back_their_own_items()
    {
        var body = await SecondRequestAsync(
            ApiKind.OpenAI,
            WebTools.OpenAI,
            """{"id":"1","model":"m","status":"completed","output":[{"type":"reasoning","id":"rs_1","summary":[],"encrypted_content":"enc"},{"type":"function_call","id":"fc_1","call_id":"call_1","name":"lab__look","arguments":"{\"q\":1}"}],"usage":{"input_tokens":10,"output_tokens":5,"total_tokens":15}}""",
            """{"id":"2","model":"m","status":"completed","output":[{"type":"message","role":"assistant","content":[{"type":"output_text","text":"done"}]}],"usage":{"input_tokens":20,"output_tokens":5,"total_tokens":25}}""",
            search: true);
        var input = body.GetProperty("input");
        Assert.Equal(["web_search", "function"], body.GetProperty("tools").EnumerateArray().Select(t => t.GetProperty("type").GetString()));
        Assert.Equal("enc", input[1].GetProperty("encrypted_content").GetString());
        Assert.Equal("call_1", input[2].GetProperty("call_id").GetString());
        Assert.Equal(("function_call_output", "call_1"), (input[3].GetProperty("type").GetString(), input[3].GetProperty("call_id").GetString()));
        Assert.Contains("found it", input[3].GetProperty("output").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Messages_get_back_their_thinking_and_one_message_with_the_results()
    {
        var body = await SecondRequestAsync(
            ApiKind.Anthropic,
            null,
            """{"id":"1","type":"message","role":"assistant","model":"m","stop_reason":"tool_use","content":[{"type":"thinking","thinking":"hm","signature":"sig"},{"type":"tool_use","id":"toolu_1","name":"lab__look","input":{"q":1}}],"usage":{"input_tokens":10,"output_tokens":5}}""",
            """{"id":"2","type":"message","role":"assistant","model":"m","stop_reason":"end_turn","content":[{"type":"text","text":"done"}],"usage":{"input_tokens":20,"output_tokens":5}}""");
        Assert.Equal("""{"name":"lab__look","description":"Looks.","input_schema":{"type":"object"}}""", body.GetProperty("tools")[0].GetRawText());
        var messages = body.GetProperty("messages");
        Assert.Equal("sig", messages[1].GetProperty("content")[0].GetProperty("signature").GetString());
        var result = Assert.Single(messages[2].GetProperty("content").EnumerateArray());
        Assert.Equal(("tool_result", "toolu_1", false), (result.GetProperty("type").GetString(), result.GetProperty("tool_use_id").GetString(), result.GetProperty("is_error").GetBoolean()));
    }

    [Fact]
    public async Task An_answer_that_its_provider_interrupts_goes_on_from_what_it_has()
    {
        var body = await SecondRequestAsync(
            ApiKind.Anthropic,
            WebTools.Anthropic,
            """{"id":"1","type":"message","role":"assistant","model":"m","stop_reason":"pause_turn","content":[{"type":"server_tool_use","id":"srvtoolu_1","name":"web_search","input":{"query":"x"}}],"usage":{"input_tokens":10,"output_tokens":5}}""",
            """{"id":"2","type":"message","role":"assistant","model":"m","stop_reason":"end_turn","content":[{"type":"text","text":"done"}],"usage":{"input_tokens":20,"output_tokens":5}}""",
            search: true,
            called: 0);
        Assert.Equal("srvtoolu_1", body.GetProperty("messages")[1].GetProperty("content")[0].GetProperty("id").GetString());
        Assert.Equal(2, body.GetProperty("messages").GetArrayLength());
    }

    /// <summary>Asks, resumes from the record, and compares: the second request of both is the same, and the tool was called once.</summary>
    private async Task<JsonElement> SecondRequestAsync(ApiKind kind, WebTools? web, string first, string second, bool search = false, int called = 1)
    {
        // The first run ends before its second answer; the second run has only that one to ask for.
        await using var server = await ProviderServer.StartAsync(ProviderAnswers.Json(first), ProviderAnswers.Fails(400, "Not today."), ProviderAnswers.Json(second));
        var connection = new Connection { Name = "lab", Kind = kind, Address = kind == ApiKind.Anthropic ? server.Address : new Uri(server.Address, "/v1"), WebTools = web };
        using var client = ChatClients.Create(connection, "m", null, OutgoingSettings.Default, TimeProvider.System);
        var box = new Box();
        var settings = new SeatSettings { Tools = ["lab"], Search = search ? true : null };
        var seated = new SeatedModel(new Seat(1, "One", new ModelCard("lab/m"), Settings: settings), client, "lab", false) { Tools = box };
        await using var log = await RecordLog.OpenAsync(_data.FullName, TimeProvider.System, Cancellation);
        await Assert.ThrowsAnyAsync<CallFailedException>(() => AskAsync(new CallJournal()));
        var answer = await AskAsync(await CallJournal.LoadAsync(log, "s", Cancellation));
        Assert.Equal("done", answer.Text);
        Assert.Equal(called, box.Calls);
        Assert.Equal(3, server.Requests.Count);
        Assert.Equal(server.Requests[1].GetRawText(), server.Requests[2].GetRawText());
        return server.Requests[2];

        Task<RecordedAnswer> AskAsync(CallJournal journal) => new RecordingChatClient(seated, log, journal, "s", TimeProvider.System).AskAsync(
            "r1.s1.k1.a0", [new ChatMessage(ChatRole.User, "Well?")], new ChatOptions { AdditionalProperties = new() { [SeatSettings.Property] = settings } }, [], null, Cancellation);
    }

    private sealed class Box : IToolBox
    {
        public int Calls { get; private set; }

        public Task<IReadOnlyList<ToolOffer>> OffersAsync(CancellationToken cancellation) =>
            Task.FromResult<IReadOnlyList<ToolOffer>>([new ToolOffer("lab__look", "lab", "look", "Looks.", JsonElement.Parse("""{"type":"object"}"""))]);

        public Task<ToolReply> CallAsync(ToolOffer offer, JsonElement arguments, CancellationToken cancellation)
        {
            Calls++;
            return Task.FromResult(new ToolReply("found it", []));
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
