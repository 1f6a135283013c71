using System.IO.Compression;
using Roundtable.Models.Protocols;

namespace Roundtable.Tests.Models.Protocols;

/// <summary>A response as it may come over the wire, byte for byte, and what it says. Written for these tests after what real servers and gateways were seen to send.</summary>
/// <param name="Name">Who sends it, and what is special about it.</param>
/// <param name="Protocol">What it is written in.</param>
/// <param name="IsStream">Whether it is announced as a stream of events.</param>
/// <param name="Text">The body before it is compressed.</param>
/// <param name="Reading">What it says, as <see cref="Of"/> writes it.</param>
internal sealed record WireShape(string Name, Protocol Protocol, bool IsStream, byte[] Text, string Reading)
{
    /// <summary>A piece of the first event that says how the answer ends; null where none does.</summary>
    public string? Ending { get; init; }

    public int Status { get; init; } = 200;

    public string ContentType { get; init; } = IsStream ? "text/event-stream; charset=utf-8" : "application/json";

    /// <summary>How the body is compressed: gzip or br; null for not at all.</summary>
    public string? Encoding { get; init; }

    /// <summary>The path below the API's base address.</summary>
    public string Path => Protocol switch { Protocol.ChatCompletions => "/chat/completions", Protocol.Responses => "/responses", _ => "/messages" };

    /// <summary>The bytes on the wire.</summary>
    public byte[] Bytes => Encoding switch { "gzip" => Compressed(s => new GZipStream(s, CompressionLevel.Fastest)), "br" => Compressed(s => new BrotliStream(s, CompressionLevel.Fastest)), _ => Text };

    public static WireShape Body(Protocol protocol, string name, string body, string reading) => new(name, protocol, false, System.Text.Encoding.UTF8.GetBytes(body), reading);

    /// <summary>A stream of this text, without the line break that a raw string begins with.</summary>
    public static WireShape Stream(Protocol protocol, string name, string text, string reading, string? ending) =>
        new(name, protocol, true, System.Text.Encoding.UTF8.GetBytes(text.ReplaceLineEndings("\n").TrimStart('\n')), reading) { Ending = ending };

    /// <summary>A reading on one line, and behind "after" what an answer said before it failed.</summary>
    public static string Of(ProtocolReading reading) =>
        Shown.Of(reading) + (reading.Partial is { } partial ? " after " + Shown.Of(new ProtocolReading.Answered(partial)) : "");

    /// <summary>The same shape with other bytes around the same data.</summary>
    public WireShape Framed(string name, Func<string, string> frame) => this with { Name = name, Text = System.Text.Encoding.UTF8.GetBytes(frame(System.Text.Encoding.UTF8.GetString(Text))) };

    public override string ToString() => Name;

    private byte[] Compressed(Func<Stream, Stream> compressor)
    {
        using var bytes = new MemoryStream();
        using (var stream = compressor(bytes))
        {
            stream.Write(Text);
        }

        return bytes.ToArray();
    }
}
