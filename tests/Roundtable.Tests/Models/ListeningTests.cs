using System.Text;
using Microsoft.Extensions.AI;
using Roundtable.Deliberation.Recording;
using Roundtable.Models;
using Roundtable.Models.Http;
using Roundtable.Models.Providers;
using Roundtable.Tests.Samples;

namespace Roundtable.Tests.Models;

/// <summary>Answers that are listened to while they arrive.</summary>
public sealed class ListeningTests : IProgress<AnswerPart>
{
    private const string Key = "sk-ant-api03-0123456789abcdefghij";

    private readonly ImpatientTime _time = new();
    private readonly List<AnswerPart> _heard = [];

    private string Words => string.Concat(_heard.OfType<AnswerPart.Delta>().Select(w => w.Text));

    void IProgress<AnswerPart>.Report(AnswerPart value) => _heard.Add(value);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Words_are_told_as_they_come_and_the_answer_is_whole(bool anthropic)
    {
        await using var server = await ProviderServer.StartAsync(anthropic ? ProviderStreams.SaysAsAnthropic("Hel", "lo ", "日本") : ProviderStreams.Says("Hel", "lo ", "日本"));
        var response = await AskAsync(server, anthropic);
        Assert.Equal(["Hel", "lo ", "日本"], _heard.OfType<AnswerPart.Delta>().Select(w => w.Text));
        Assert.Equal("Hello 日本", response.Text);
        Assert.Equal((12, 34), (response.Usage!.InputTokenCount, response.Usage.OutputTokenCount));
        Assert.Equal(anthropic ? "claude-served-1" : "served-1", response.ModelId);
        Assert.True(server.Requests[0].GetProperty("stream").GetBoolean());
        var raw = Encoding.UTF8.GetString((byte[])response.AdditionalProperties![RecordingChatClient.RawProperty]!);
        Assert.Contains("data: {", raw, StringComparison.Ordinal);
        Assert.Contains(anthropic ? "message_stop" : "[DONE]", raw, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("cut")]
    [InlineData("ended")]
    [InlineData("malformed")]
    [InlineData("error")]
    public async Task An_answer_that_breaks_off_is_asked_for_again_and_the_listener_told(string how)
    {
        var broken = how switch
        {
            "cut" => ProviderStreams.Cuts("Half an"),
            "ended" => ProviderStreams.Ends("Half an"),
            "malformed" => ProviderStreams.Events("""{"choices":[{"delta":{"content":"Half an"}}]}""", "{not json"),
            _ => ProviderStreams.Events("""{"choices":[{"delta":{"content":"Half an"}}]}""", """{"error":{"code":503,"message":"upstream"}}"""),
        };
        await using var server = await ProviderServer.StartAsync(broken, ProviderStreams.Says("Whole."));
        var response = await AskAsync(server);
        Assert.Equal("Whole.", response.Text);
        var again = Assert.Single(_heard.OfType<AnswerPart.Retrying>());
        Assert.EndsWith(".", again.Why, StringComparison.Ordinal);

        // What was sent before a cut may or may not have arrived.
        Assert.True(Words is "Whole." or "Half anWhole.", Words);
        Assert.True(how == "cut" || Words == "Half anWhole.");
        Assert.DoesNotContain("Half an", Encoding.UTF8.GetString((byte[])response.AdditionalProperties![RecordingChatClient.RawProperty]!), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_answers_in_one_piece_is_heard_all_the_same()
    {
        await using var server = await ProviderServer.StartAsync(ProviderAnswers.Says("In one piece."));
        var response = await AskAsync(server);
        Assert.Equal("In one piece.", response.Text);
        Assert.IsType<AnswerPart.Asked>(Assert.Single(_heard));
        Assert.Contains("chatcmpl-1", Encoding.UTF8.GetString((byte[])response.AdditionalProperties![RecordingChatClient.RawProperty]!), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_rejects_streams_is_asked_without()
    {
        await using var server = await ProviderServer.StartAsync(ProviderAnswers.Fails(400, "Unrecognized request argument supplied: stream_options"), ProviderAnswers.Says("Yes."));
        Assert.Equal("Yes.", (await AskAsync(server)).Text);
        Assert.False(server.Requests[1].TryGetProperty("stream", out _));
    }

    [Fact]
    public async Task A_key_that_is_sent_back_in_pieces_is_not_kept()
    {
        await using var server = await ProviderServer.StartAsync(ProviderStreams.Says($"Your key is {Key}.", "Bye."));
        var response = await AskAsync(server);
        Assert.Equal("Your key is [key].Bye.", response.Text);
        Assert.DoesNotContain(Key, Words, StringComparison.Ordinal);
        Assert.DoesNotContain(Key, Encoding.UTF8.GetString((byte[])response.AdditionalProperties![RecordingChatClient.RawProperty]!), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(1000)]
    public async Task A_key_is_found_wherever_the_stream_is_cut(int chunk)
    {
        var text = Encoding.UTF8.GetBytes($"sk-{Key}{Key}sk-ant-api03-012345678sk-ant-{Key[..^1]}");
        await using var stream = new KeptStream(new Chunks(text, chunk), Key);
        using var reader = new StreamReader(stream);
        var read = await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
        Assert.Equal($"sk-[key][key]sk-ant-api03-012345678sk-ant-{Key[..^1]}", read);
        Assert.Equal(read, Encoding.UTF8.GetString(stream.Bytes));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(1000)]
    public async Task A_key_that_is_sent_back_escaped_is_found_too(int chunk)
    {
        var all = string.Concat(Key.Select(c => $"\\u{(int)c:x4}"));
        var some = string.Concat(Key.Select((c, i) => i % 3 == 0 ? $"\\u{(int)c:X4}" : $"{c}"));
        var twice = string.Concat(Key.Select(c => $"\\\\u{(int)c:x4}"));
        var almost = string.Concat(Key[..^1].Select(c => $"\\u{(int)c:x4}"));
        var text = Encoding.UTF8.GetBytes($"a {all} b {some}{twice} c \\n \\u0041 {almost} d");
        await using var stream = new KeptStream(new Chunks(text, chunk), Key);
        using var reader = new StreamReader(stream);
        var read = await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
        Assert.Equal($"a [key] b [key][key] c \\n \\u0041 {almost} d", read);
        Assert.Equal(read, Encoding.UTF8.GetString(stream.Bytes));
    }

    private async Task<ChatResponse> AskAsync(ProviderServer server, bool anthropic = false)
    {
        var connection = new Connection
        {
            Name = "test",
            Kind = anthropic ? ApiKind.Anthropic : ApiKind.OpenAI,
            Address = anthropic ? server.Address : new Uri(server.Address, "v1"),
            KeyVariable = "TEST_API_KEY",
        };
        using var client = ChatClients.Create(connection, "m", new Secret(Key), OutgoingSettings.Default, _time);
        var options = new ChatOptions { AdditionalProperties = new() { [AnswerPart.ListenerProperty] = this } };
        return await client.GetResponseAsync([new(ChatRole.User, "Hi?")], options, TestContext.Current.CancellationToken);
    }

    private sealed class Chunks(byte[] all, int size) : MemoryStream(all)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(size, buffer.Length)], cancellationToken);
    }
}
