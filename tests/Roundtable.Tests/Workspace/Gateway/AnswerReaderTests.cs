using System.IO.Compression;
using System.Text;
using Roundtable.Corpus.Formats.Packed;
using Roundtable.Models.Protocols;
using Roundtable.Workspace.Gateway;

namespace Roundtable.Tests.Workspace.Gateway;

/// <summary>Compressed streams, read on the side: the piece that holds the ending waits, those before it pass.</summary>
public sealed class AnswerReaderTests
{
    private static readonly string[] _events =
    [
        "data: {\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"he\"},\"finish_reason\":null}]}\n\n",
        "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"llo\"},\"finish_reason\":null}]}\n\n",
        "data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n",
        "data: [DONE]\n\n",
    ];

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    [InlineData("deflate")]
    public void Pieces_pass_up_to_the_one_that_holds_the_ending(string encoding)
    {
        var pieces = Compress(encoding);
        using var reader = new AnswerReader(Protocol.ChatCompletions, isStream: true, encoding);
        Assert.True(reader.CanPass);
        var first = reader.Push(pieces[0]);
        Assert.Equal(pieces[0].Length, first);
        var second = reader.Push(pieces[1]);
        Assert.Equal(pieces[0].Length + pieces[1].Length, second);
        Assert.Equal(second, reader.Push(pieces[2]));
        Assert.Equal(second, reader.Push(pieces[3]));
        Assert.Equal("hello", reader.Finish(default, isCut: false).Text);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    [InlineData("deflate")]
    [InlineData("zstd")]
    [InlineData("identity")]
    public void However_it_is_split_nothing_passes_by_which_a_caller_sees_the_ending(string encoding)
    {
        byte[] all = [.. Compress(encoding).SelectMany(p => p)];
        for (var at = 0; at <= all.Length; at++)
        {
            using var reader = new AnswerReader(Protocol.ChatCompletions, isStream: true, encoding);
            reader.Push(all.AsSpan(0, at));
            var passing = (int)reader.Push(all.AsSpan(at));
            Assert.DoesNotContain("\"stop\"", Decode(encoding, all[..passing]), StringComparison.Ordinal);
            var facts = reader.Finish(all, isCut: false);
            Assert.Equal(("hello", "stop", "m"), (facts.Text, facts.FinishReason, facts.Served));
        }
    }

    [Fact]
    public void A_stream_in_an_unknown_encoding_waits_whole_and_an_opaque_one_passes()
    {
        using var unknown = new AnswerReader(Protocol.ChatCompletions, isStream: true, "rot13");
        Assert.False(unknown.CanPass);
        Assert.Equal(0, unknown.Push("data"u8));
        using var opaque = new AnswerReader(null, isStream: true, "rot13");
        Assert.True(opaque.CanPass);
        Assert.Equal(4, opaque.Push("data"u8));
    }

    [Fact]
    public void Bytes_that_cannot_be_decompressed_let_nothing_pass_from_there_on()
    {
        using var reader = new AnswerReader(Protocol.ChatCompletions, isStream: true, "gzip");
        Assert.Equal(0, reader.Push("data: {}\n\n"u8));
        Assert.Equal(0, reader.Push("data: {}\n\n"u8));
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("zstd")]
    [InlineData("br")]
    public void A_whole_body_is_decompressed_and_read(string encoding)
    {
        var body = Pack(encoding, Encoding.UTF8.GetBytes("""{"model":"e-1","data":[],"usage":{"prompt_tokens":3,"total_tokens":3}}"""));
        using var reader = new AnswerReader(null, isStream: false, encoding);
        var facts = reader.Finish(body, isCut: false);
        Assert.Equal(("e-1", 3L), (facts.Served, facts.Usage?.TotalInput));
    }

    private static byte[][] Compress(string encoding)
    {
        if (encoding is "zstd" or "identity")
        {
            return [.. _events.Select(e => Pack(encoding, Encoding.UTF8.GetBytes(e)))];
        }

        using var output = new MemoryStream();
        List<byte[]> pieces = [];
        using (Stream packer = encoding switch
        {
            "gzip" => new GZipStream(output, CompressionLevel.Optimal, leaveOpen: true),
            "br" => new BrotliStream(output, CompressionLevel.Optimal, leaveOpen: true),
            _ => new ZLibStream(output, CompressionLevel.Optimal, leaveOpen: true),
        })
        {
            foreach (var e in _events)
            {
                packer.Write(Encoding.UTF8.GetBytes(e));
                packer.Flush();
                Cut();
            }
        }

        pieces[^1] = [.. pieces[^1], .. output.ToArray()];
        return [.. pieces];

        void Cut()
        {
            pieces.Add(output.ToArray());
            output.SetLength(0);
        }
    }

    private static byte[] Pack(string encoding, byte[] bytes)
    {
        if (encoding == "identity")
        {
            return bytes;
        }

        if (encoding == "zstd")
        {
            return ZstandardLibrary.Pack(bytes);
        }

        using var output = new MemoryStream();
        using (Stream packer = encoding == "br" ? new BrotliStream(output, CompressionLevel.Optimal) : new GZipStream(output, CompressionLevel.Optimal))
        {
            packer.Write(bytes);
        }

        return output.ToArray();
    }

    /// <summary>As much as can be decoded of a beginning.</summary>
    private static string Decode(string encoding, byte[] bytes)
    {
        using var decoder = BodyDecoder.For(encoding)!;
        var output = new System.Buffers.ArrayBufferWriter<byte>();
        decoder.TryPush(bytes, output);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }
}
