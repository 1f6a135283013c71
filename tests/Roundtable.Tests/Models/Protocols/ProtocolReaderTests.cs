using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Roundtable.Models.Protocols;

namespace Roundtable.Tests.Models.Protocols;

/// <summary>What holds of every answer, in every protocol.</summary>
public sealed class ProtocolReaderTests
{
    private static readonly Protocol[] _protocols = Enum.GetValues<Protocol>();

    private static readonly Gen<string> _text = Gen.Elements("Yes.", "日本語", "a\"b\\c\n", "😀😀", "{\"choice\":1}", "data: x\n\n", " ").ListOf().Select(string.Concat);

    private static readonly Gen<WireAnswer> _answers =
        from text in _text.Where(t => t.Length > 0)
        from reasoning in _text
        from finish in Gen.Elements("stop", "length", "content_filter")
        from input in Gen.Choose(0, 100_000)
        from output in Gen.Choose(0, 100_000)
        from cached in Gen.Choose(0, 100)
        from thought in Gen.Choose(0, 100)
        from told in Gen.Choose(0, 15)
        select new WireAnswer(text)
        {
            Reasoning = reasoning.Length > 0 ? reasoning : null,
            Finish = finish,
            InputTokens = input,
            OutputTokens = output,
            CachedTokens = (told & 1) != 0 ? input * cached / 100 : null,
            ReasoningTokens = (told & 2) != 0 ? output * thought / 100 : null,
            CostUsd = (told & 4) != 0 ? input / 1_000_000m : null,
            Upstream = (told & 8) != 0 ? "Somebody" : null,
        };

    [Fact]
    public void A_stream_says_what_the_whole_says_and_so_does_every_protocol() => Prop.ForAll(
        (from answer in _answers
         from cuts in Gen.Choose(1, 7)
         select (answer, cuts)).ToArbitrary(),
        ((WireAnswer Answer, int Length) t) =>
        {
            var pieces = t.Answer.Text.EnumerateRunes().Chunk(t.Length).Select(c => string.Concat(c)).ToArray();
            foreach (var protocol in _protocols)
            {
                // Gemini's own API has no place for a cost or an upstream.
                var answer = protocol == Protocol.GenerateContent ? t.Answer with { CostUsd = null, Upstream = null } : t.Answer;
                var whole = Shown.Read(Protocol.ChatCompletions, answer.ChatCompletion().ToJsonString());
                Assert.StartsWith("served-1 answer-1 | ", whole, StringComparison.Ordinal);
                Assert.Equal(whole, Shown.Read(protocol, Body(protocol, answer)));
                Assert.Equal(whole, Shown.ReadEventsAsync(protocol, Events(protocol, answer, pieces)).GetAwaiter().GetResult());
            }
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_stream_that_is_cut_anywhere_is_no_answer_until_it_said_why_it_ends() => Prop.ForAll(
        (from answer in _answers
         from protocol in Gen.Elements(_protocols)
         from share in Gen.Choose(0, 1000)
         select (answer, protocol, share)).ToArbitrary(),
        ((WireAnswer Answer, Protocol Protocol, int Share) t) =>
        {
            var events = Events(t.Protocol, t.Answer, []).ToList();
            var text = string.Concat(events.Select(e => $"data: {e}\n\n"));
            var cut = text[..(text.Length * t.Share / 1000)];
            var reading = Shown.ReadTextAsync(t.Protocol, cut).GetAwaiter().GetResult();

            // The event that says why: for the responses the last one, for the others the last but one or two.
            var last = events.FindIndex(e => t.Protocol switch
            {
                Protocol.ChatCompletions => e.Contains($"\"finish_reason\":\"{t.Answer.Finish}\"", StringComparison.Ordinal),
                Protocol.Messages => e.Contains("\"message_delta\"", StringComparison.Ordinal),
                Protocol.GenerateContent => e.Contains("\"finishReason\"", StringComparison.Ordinal),
                _ => e.Contains("\"response.completed\"", StringComparison.Ordinal) || e.Contains("\"response.incomplete\"", StringComparison.Ordinal),
            });
            var needed = events.Take(last + 1).Sum(e => $"data: {e}\n\n".Length) - "\n\n".Length;
            Assert.Equal(cut.Length < needed, reading is "ended before it was complete");
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Whatever_the_bytes_are_something_comes_of_them() => Prop.ForAll(
        (from answer in _answers
         from protocol in Gen.Elements(_protocols)
         from stream in Gen.Elements(true, false)
         from at in Gen.Choose(0, 10_000)
         from noise in Gen.Choose(0, 255).ListOf()
         select (answer, protocol, stream, at, noise)).ToArbitrary(),
        ((WireAnswer Answer, Protocol Protocol, bool Stream, int At, List<int> Noise) t) =>
        {
            var text = t.Stream ? string.Concat(Events(t.Protocol, t.Answer, []).Select(e => $"data: {e}\n\n")) : Body(t.Protocol, t.Answer);
            var bytes = Encoding.UTF8.GetBytes(text);
            for (var i = 0; i < t.Noise.Count; i++)
            {
                bytes[(t.At + (i * i)) % bytes.Length] = (byte)t.Noise[i];
            }

            foreach (var protocol in _protocols)
            {
                Assert.NotNull(ProtocolReader.Read(protocol, bytes));
                Assert.NotNull(ProtocolReader.ReadEventsAsync(protocol, new MemoryStream(bytes), null, default).GetAwaiter().GetResult());
            }
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("""{"\ud800":1,"choices":[{"message":{"content":"A","\ud800":1}}]}""", "'A'")]
    [InlineData("""{"choices":[{"message":{"content":"A"}}],"choices":[{"message":{"content":"B"}}]}""", "'B'")]
    public void Odd_names_of_members_do_no_harm(string body, string expected) =>
        Assert.Contains(expected, Shown.Read(Protocol.ChatCompletions, body), StringComparison.Ordinal);

    [Fact]
    public async Task Bytes_that_are_no_text_become_the_replacement_character()
    {
        byte[] body = [.. """{"choices":[{"message":{"content":"a"""u8, 0xC3, .. """b"},"finish_reason":"stop"}]}"""u8];
        Assert.Equal("- - | stop, 'a\ufffdb' | - | - via -", Shown.Of(ProtocolReader.Read(Protocol.ChatCompletions, body)));
        var events = new MemoryStream([.. "data: "u8, .. body, .. "\n\n"u8]);
        Assert.Equal(
            "- - | stop, 'a\ufffdb' | - | - via -",
            Shown.Of(await ProtocolReader.ReadEventsAsync(Protocol.ChatCompletions, events, null, TestContext.Current.CancellationToken)));
    }

    [Fact]
    public void Every_kind_of_value_may_stand_anywhere() => Prop.ForAll(
        (from answer in _answers
         from protocol in Gen.Elements(_protocols)
         from at in Gen.Choose(0, 1000)
         from value in Gen.Elements("null", "0", "-1", "1e300", "true", "\"x\"", "[]", "{}", "[null]", "[[]]", "\"\\ud800\"")
         select (answer, protocol, at, value)).ToArbitrary(),
        ((WireAnswer Answer, Protocol Protocol, int At, string Value) t) =>
        {
            var body = Body(t.Protocol, t.Answer);
            var starts = Enumerable.Range(0, body.Length - 1).Where(i => body[i] == ':' && body[i + 1] is '"' or '[' or '{' or >= '0' and <= '9').ToList();
            var start = starts[t.At % starts.Count] + 1;
            var changed = body[..start] + t.Value + body[End(body, start)..];
            foreach (var protocol in _protocols)
            {
                Assert.NotNull(ProtocolReader.Read(protocol, Encoding.UTF8.GetBytes(changed)));
                Assert.NotNull(Shown.ReadEventsAsync(protocol, [changed, $$"""{"type":"response.completed","response":{{changed}}}""", $$"""{"type":"message_start","message":{{changed}}}"""]).GetAwaiter().GetResult());
            }
        }).QuickCheckThrowOnFailure();

    [Fact]
    public async Task A_listener_hears_each_piece_and_never_those_of_another_answer()
    {
        var heard = new Pieces();
        string[] events =
        [
            """{"choices":[{"index":0,"delta":{"reasoning_content":"Hm"}}]}""", """{"choices":[{"index":0,"delta":{"content":"A"}}]}""", """{"choices":[{"index":1,"delta":{"content":"no"}}]}""",
            """{"choices":[{"index":0,"delta":{"content":"b"},"finish_reason":"stop"}]}""", """{"choices":[{"index":1,"delta":{},"finish_reason":"stop"}]}""", "[DONE]",
        ];
        var stream = new MemoryStream(Encoding.UTF8.GetBytes(string.Concat(events.Select(e => $"data: {e}\n\n"))));
        await ProtocolReader.ReadEventsAsync(Protocol.ChatCompletions, stream, heard, TestContext.Current.CancellationToken);
        Assert.Equal([new ContentPart.Reasoning("Hm"), new ContentPart.Text("A"), new ContentPart.Text("b")], heard.All);
    }

    private static string Body(Protocol protocol, WireAnswer answer) => (protocol switch
    {
        Protocol.ChatCompletions => answer.ChatCompletion(),
        Protocol.Messages => answer.Message(),
        Protocol.GenerateContent => answer.GenerateContent(),
        _ => answer.Response(),
    }).ToJsonString();

    private static IEnumerable<string> Events(Protocol protocol, WireAnswer answer, string[] pieces) => protocol switch
    {
        Protocol.ChatCompletions => answer.ChatCompletionEvents(pieces),
        Protocol.Messages => answer.MessageEvents(pieces),
        Protocol.GenerateContent => answer.GenerateContentEvents(pieces),
        _ => answer.ResponseEvents(pieces),
    };

    /// <summary>Where the value ends that starts here, in JSON without white space.</summary>
    private static int End(string json, int start)
    {
        for (var end = start + 1; ; end++)
        {
            try
            {
                System.Text.Json.JsonDocument.Parse(json[start..end]).Dispose();
                if (!char.IsAsciiDigit(json[start]) || !(char.IsAsciiDigit(json[end]) || json[end] is '.'))
                {
                    return end;
                }
            }
            catch (System.Text.Json.JsonException)
            {
            }
        }
    }

    private sealed class Pieces : IProgress<ContentPart>
    {
        public List<ContentPart> All { get; } = [];

        public void Report(ContentPart value) => All.Add(value);
    }
}
