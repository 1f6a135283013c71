using System.Text;
using Roundtable.Models.Protocols;
using Roundtable.Tests.Samples;

namespace Roundtable.Tests.Models.Protocols;

/// <summary>What is read out of each shape, whatever the pieces are that it comes in.</summary>
public sealed class WireShapesTests
{
    [Fact]
    public void There_are_at_least_sixty() => Assert.InRange(WireShapes.All.Count, 60, int.MaxValue);

    [Theory]
    [MemberData(nameof(WireShapes.Names), MemberType = typeof(WireShapes))]
    public void A_shape_says_what_it_says(string name)
    {
        var shape = WireShapes.All[name];
        var reading = shape switch
        {
            { Status: >= 400 } => new ProtocolReading.Failed(ProviderError.Parse(Encoding.UTF8.GetString(shape.Text))),
            { IsStream: true } => Read(shape, [shape.Text]),
            _ => ProtocolReader.Read(shape.Protocol, shape.Text),
        };
        Assert.Equal(shape.Reading, WireShape.Of(reading));
    }

    /// <summary>Answers of texts alone are read in one pass, and that says the same as reading them through a document; of anything else it says nothing.</summary>
    [Theory]
    [MemberData(nameof(WireShapes.Names), MemberType = typeof(WireShapes))]
    public void What_is_read_in_one_pass_says_the_same(string name)
    {
        var text = WireShapes.All[name].Text;
        var whole = ProtocolReader.Read(Protocol.ChatCompletions, text);
        Assert.True(UsualChatCompletion.Read(text) is not { } usual || WireShape.Of(usual) == WireShape.Of(whole));
        for (var at = 0; at < text.Length; at += Math.Max(1, text.Length / TestDepth.Of(100, text.Length)))
        {
            // One byte changed: whatever it says then, both say it.
            foreach (var other in "\"\\{}[],:n1\u0000"u8)
            {
                byte[] changed = [.. text];
                changed[at] = other;
                Assert.True(
                    UsualChatCompletion.Read(changed) is not { } reading || WireShape.Of(reading) == WireShape.Of(ProtocolReader.Read(Protocol.ChatCompletions, changed)),
                    Encoding.UTF8.GetString(changed));
            }
        }
    }

    [Fact]
    public void The_usual_answer_is_read_in_one_pass()
    {
        var body = """
            {"id":"c","object":"chat.completion","model":"m","choices":[{"index":0,"message":{"role":"assistant","content":"\u00e9t\u00e9","refusal":null,"annotations":[]},
            "logprobs":null,"finish_reason":"stop"}],"usage":{"prompt_tokens":3,"completion_tokens":1,"total_tokens":4},"system_fingerprint":null}
            """;
        var reading = Assert.IsType<ProtocolReading.Answered>(UsualChatCompletion.Read(Encoding.UTF8.GetBytes(body)));
        Assert.Equal(("été", "stop", "m"), (reading.Answer.First.Text, reading.Answer.First.FinishReason, reading.Answer.Model));
        Assert.Null(UsualChatCompletion.Read(Encoding.UTF8.GetBytes(body.Replace("\"refusal\":null", "\"tool_calls\":[{}]", StringComparison.Ordinal))));
    }

    /// <summary>Events of one piece of text are read in one pass, and that says the same as reading them through a document; of anything else it says nothing.</summary>
    [Theory]
    [MemberData(nameof(WireShapes.Streams), MemberType = typeof(WireShapes))]
    public void An_event_that_is_read_in_one_pass_says_the_same(string name)
    {
        var lines = Encoding.UTF8.GetString(WireShapes.All[name].Text).Split('\n', '\r').Where(l => l.StartsWith("data:", StringComparison.Ordinal)).Distinct();
        foreach (var line in lines.Take(TestDepth.Of(8, int.MaxValue)).Select(l => Encoding.UTF8.GetBytes(l[5..].Trim())))
        {
            AssertSame(line);
            for (var at = 0; at < line.Length; at += Math.Max(1, line.Length / TestDepth.Of(50, line.Length)))
            {
                foreach (var other in "\"\\{}[],:n1\u0000"u8)
                {
                    byte[] changed = [.. line];
                    changed[at] = other;
                    AssertSame(changed);
                }
            }
        }
    }

    [Theory]
    [InlineData("""{"id":"c","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{"role":"assistant","content":"x"},"logprobs":null,"finish_reason":null}]}""", true)]
    [InlineData("""{"id":"c","choices":[{"delta":{"content":"x","refusal":null,"tool_calls":[]}}],"usage":null}""", true)]
    [InlineData("""{"id":"c","choices":[{"delta":{"content":null}}]}""", true)]
    [InlineData("""{"choices":[{"delta":{"content":"x"},"finish_reason":"stop"}]}""", false)]
    [InlineData("""{"choices":[{"delta":{"content":"x"},"finish_reason":null,"finish_reason":"stop"}]}""", false)]
    [InlineData("""{"choices":[{"delta":{"content":"x"},"finish\u005freason":"stop"}]}""", false)]
    [InlineData("""{"choices":[{"delta":{"content":"x"}}],"error":{"message":"no"}}""", false)]
    [InlineData("""{"choices":[{"delta":{"content":"x"}}],"usage":{"prompt_tokens":1}}""", false)]
    [InlineData("""{"choices":[{"delta":{"content":"x","tool_calls":[{"index":0}]}}]}""", false)]
    [InlineData("""{"choices":[{"delta":{"content":"x"}},{"delta":{"content":"y"}}]}""", false)]
    [InlineData("""{"choices":[]}""", false)]
    [InlineData("""{"choices":[{"delta":{"content":"x"}}]} {}""", false)]
    public void The_usual_event_is_read_in_one_pass(string data, bool isUsual)
    {
        var parser = ProtocolParser.For(Protocol.ChatCompletions, null);
        Assert.Equal(isUsual, parser.TryTakeUsual(Encoding.UTF8.GetBytes(data)));
        Assert.False(parser.HasEnding);
        Assert.Equal(isUsual, parser.Partial is not null);
    }

    private static void AssertSame(byte[] data)
    {
        var (usual, whole) = (ProtocolParser.For(Protocol.ChatCompletions, null), ProtocolParser.For(Protocol.ChatCompletions, null));
        if (!usual.TryTakeUsual(data))
        {
            Assert.Null(usual.Partial);
            return;
        }

        whole.Take(WireText.Parse(data), null);
        Assert.True(Said(usual) == Said(whole) && usual.HasEnding == whole.HasEnding, Encoding.UTF8.GetString(data));
    }

    private static string Said(ProtocolParser parser) => WireShape.Of(new ProtocolReading.Broken("half") { Partial = parser.Partial }) + WireShape.Of(parser.Complete());

    /// <summary>Two pieces, cut at every byte.</summary>
    [Theory]
    [MemberData(nameof(WireShapes.Streams), MemberType = typeof(WireShapes))]
    public void A_stream_says_the_same_wherever_it_is_cut(string name)
    {
        var shape = WireShapes.All[name];
        var step = Math.Max(1, shape.Text.Length / Math.Max(1, TestDepth.Of(1_000, shape.Text.Length)));
        for (var at = 0; at <= shape.Text.Length; at += step)
        {
            Assert.Equal((at, shape.Reading), (at, WireShape.Of(Read(shape, [shape.Text[..at], shape.Text[at..]]))));
        }
    }

    /// <summary>Pieces of one byte, and the byte with which the answer's end becomes known.</summary>
    [Theory]
    [MemberData(nameof(WireShapes.Streams), MemberType = typeof(WireShapes))]
    public void A_stream_is_unfinished_up_to_the_event_that_says_how_it_ends(string name)
    {
        var shape = WireShapes.All[name];
        var reader = new EventReader(shape.Protocol);
        int? ending = null;
        for (var at = 0; at < shape.Text.Length; at++)
        {
            reader.Push(shape.Text.AsSpan(at, 1));
            ending ??= reader.HasEnding ? at : null;
        }

        Assert.Equal(shape.Reading, WireShape.Of(reader.Complete()!));
        if (shape.Ending is not { } marker)
        {
            Assert.Null(ending);
            return;
        }

        // The event's first occurrence of the marker may stand in an earlier data line of the same event.
        var first = shape.Text.AsSpan().IndexOf(Encoding.UTF8.GetBytes(marker));
        Assert.InRange(first, 0, int.MaxValue);
        Assert.InRange(ending ?? int.MaxValue, first + marker.Length - 1, first + EventEnd(shape.Text.AsSpan(first)));
    }

    private static ProtocolReading Read(WireShape shape, IEnumerable<byte[]> pieces)
    {
        var reader = new EventReader(shape.Protocol);
        foreach (var piece in pieces)
        {
            reader.Push(piece);
        }

        return reader.Complete()!;
    }

    /// <summary>How many bytes there are up to and with the empty line that ends the event.</summary>
    private static int EventEnd(ReadOnlySpan<byte> rest)
    {
        var text = Encoding.UTF8.GetString(rest).Replace("\r\n", "\u0001\n", StringComparison.Ordinal).Replace('\r', '\n').Replace('\u0001', '\r');
        for (var (at, lines) = (0, 0); at < text.Length; at++)
        {
            lines = text[at] == '\n' ? lines + 1 : text[at] == '\r' ? lines : 0;
            if (lines == 2)
            {
                return Encoding.UTF8.GetByteCount(text.AsSpan(0, at + 1));
            }
        }

        return rest.Length;
    }
}
