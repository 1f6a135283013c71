using System.Text;
using Roundtable.Models.Protocols;

namespace Roundtable.Tests.Models.Protocols;

/// <summary>Events that come in pieces: what may pass before an ending, and what they say in the end.</summary>
public sealed class EventReaderTests
{
    private const string Chat =
        ": hello\n\ndata: {\"model\":\"m-1\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"he\"},\"finish_reason\":null}]}\n\n"
        + "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"llo\"},\"finish_reason\":null}]}\r\n\r\n"
        + "data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n"
        + "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":9,\"completion_tokens\":2}}\n\ndata: [DONE]\n\n";

    private const string Messages =
        "event: message_start\ndata: {\"type\":\"message_start\",\"message\":{\"model\":\"c-1\",\"content\":[],\"stop_reason\":null,\"usage\":{\"input_tokens\":5}}}\n\n"
        + "event: content_block_start\ndata: {\"type\":\"content_block_start\",\"index\":0,\"content_block\":{\"type\":\"text\",\"text\":\"\"}}\n\n"
        + "event: content_block_delta\ndata: {\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"hello\"}}\n\n"
        + "event: message_delta\ndata: {\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"end_turn\"},\"usage\":{\"output_tokens\":2}}\n\n"
        + "event: message_stop\ndata: {\"type\":\"message_stop\"}\n\n";

    private const string Responses =
        "event: response.created\ndata: {\"type\":\"response.created\",\"response\":{\"id\":\"r\",\"model\":\"o-1\",\"status\":\"in_progress\"}}\n\n"
        + "event: response.output_text.delta\ndata: {\"type\":\"response.output_text.delta\",\"delta\":\"hello\"}\n\n"
        + "event: response.completed\ndata: {\"type\":\"response.completed\",\"response\":{\"id\":\"r\",\"model\":\"o-1\",\"status\":\"completed\",\"output\":"
        + "[{\"type\":\"message\",\"content\":[{\"type\":\"output_text\",\"text\":\"hello\"}]}],\"usage\":{\"input_tokens\":5,\"output_tokens\":2}}}\n\n";

    public static TheoryData<Protocol, string, string> Streams { get; } = new()
    {
        { Protocol.ChatCompletions, Chat, "data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}" },
        { Protocol.Messages, Messages, "event: message_delta" },
        { Protocol.Responses, Responses, "event: response.completed" },
        { Protocol.ChatCompletions, "data: {\"error\":{\"message\":\"overloaded\"}}\n\ndata: x\n\n", "data: {\"error\"" },
        { Protocol.Messages, "event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"\"}}\n\n", "event: error" },
        { Protocol.ChatCompletions, "data: {\"choices\":[]}\n\ndata: not JSON\n\ndata: {\"choices\":[]}\n\n", "data: not JSON" },
        { Protocol.ChatCompletions, "data: {\"choices\":\ndata: [{\"finish_reason\":\"length\",\"delta\":{}}]}\n\n", "data: {\"choices\":" },
        { Protocol.ChatCompletions, "\uFEFFdata: {\"choices\":[{\"finish_reason\":\"length\",\"delta\":{}}]}\r\rdata: {}\r\r", "\uFEFFdata" },
    };

    [Theory]
    [MemberData(nameof(Streams))]
    public void Nothing_of_the_ending_passes_however_the_stream_is_split(Protocol protocol, string stream, string ending)
    {
        var bytes = Encoding.UTF8.GetBytes(stream);
        var end = bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(ending));
        for (var at = 0; at <= bytes.Length; at++)
        {
            var reader = new EventReader(protocol);
            reader.Push(bytes.AsSpan(0, at));
            Assert.True(reader.Settled <= Math.Min(end, at));
            reader.Push(bytes.AsSpan(at));
            Assert.True(reader.HasEnding);
            Assert.False(reader.IsOpen);
            Assert.Equal(end, reader.Settled);
            Assert.Equal(bytes.Length, reader.Position);
        }

        var single = new EventReader(protocol);
        var settled = 0L;
        foreach (var b in bytes)
        {
            single.Push([b]);
            Assert.True(single.Settled >= settled);
            settled = single.Settled;
        }

        Assert.Equal(end, settled);
    }

    [Theory]
    [InlineData(Protocol.ChatCompletions, Chat, "m-1")]
    [InlineData(Protocol.Messages, Messages, "c-1")]
    [InlineData(Protocol.Responses, Responses, "o-1")]
    public void What_it_says_is_read_to_the_end(Protocol protocol, string stream, string model)
    {
        var reader = new EventReader(protocol);
        reader.Push(Encoding.UTF8.GetBytes(stream));
        var answer = Assert.IsType<ProtocolReading.Answered>(reader.Complete()).Answer;
        Assert.Equal("hello", answer.First.Text);
        Assert.Equal("stop", answer.First.FinishReason);
        Assert.Equal(model, answer.Model);
        Assert.Equal(2, answer.Usage?.TotalOutput);
    }

    [Fact]
    public void A_stream_that_is_cut_still_tells_what_came()
    {
        var reader = new EventReader(Protocol.ChatCompletions);
        reader.Push(Encoding.UTF8.GetBytes(Chat[..Chat.IndexOf("data: {\"choices\":[{\"index\":0,\"delta\":{},", StringComparison.Ordinal)]));
        Assert.IsType<ProtocolReading.Broken>(reader.Complete());
        Assert.Equal("hello", reader.Partial!.First.Text);
        Assert.Null(reader.Partial.First.FinishReason);
        Assert.True(reader.IsOpen);
    }

    [Fact]
    public void An_event_that_is_too_large_to_read_is_an_ending()
    {
        var reader = new EventReader(Protocol.ChatCompletions);
        reader.Push("data: {}\n\n"u8);
        var piece = new byte[1 << 20];
        piece.AsSpan().Fill((byte)'a');
        for (var i = 0; i <= EventReader.MaxEventBytes >> 20; i++)
        {
            reader.Push(piece);
        }

        Assert.True(reader.HasEnding);
        Assert.Equal(10, reader.Settled);
    }
}
