using System.Buffers;
using System.Text.Json;
using Roundtable.Record.Entries;

namespace Roundtable.Models.Protocols;

/// <summary>
/// Reads what answers say, in any of the protocols, whole or as streams of events. It looks at bytes on the side and changes none; whatever the bytes
/// are, it says what came of them and throws nothing but what reading a stream throws.
/// </summary>
public static class ProtocolReader
{
    private const int BufferBytes = 16 * 1024;

    /// <summary>Reads the body of a success.</summary>
    /// <param name="protocol">What it is written in.</param>
    /// <param name="body">The body, decompressed. Events that are not announced as such are read as events.</param>
    public static ProtocolReading Read(Protocol protocol, ReadOnlySpan<byte> body)
    {
        try
        {
            return Read(protocol, WireText.Parse(body));
        }
        catch (JsonException)
        {
            var start = body.StartsWith("\uFEFF"u8) ? body[3..] : body;
            if (!start.StartsWith("data:"u8) && !start.StartsWith("event:"u8) && !start.StartsWith(":"u8))
            {
                return new ProtocolReading.Broken("is not JSON");
            }

            var events = new EventReader(protocol);
            events.Push(body);
            return events.Complete()!;
        }
    }

    /// <summary>Reads the body of a success without a copy of it. The answer has no <see cref="ProtocolAnswer.Echo"/>.</summary>
    /// <param name="protocol">What it is written in.</param>
    /// <param name="body">The body, decompressed; it does not change meanwhile.</param>
    public static ProtocolReading ReadInPlace(Protocol protocol, ReadOnlyMemory<byte> body)
    {
        if (protocol == Protocol.ChatCompletions && UsualChatCompletion.Read(body.Span) is { } usual)
        {
            return usual;
        }

        try
        {
            using var document = WireText.ParseInPlace(body);
            return Read(protocol, document.RootElement) switch
            {
                ProtocolReading.Answered { Answer: var answer } => new ProtocolReading.Answered(answer with { Echo = null }),
                { Partial: { } partial } reading => reading with { Partial = partial with { Echo = null } },
                var reading => reading,
            };
        }
        catch (JsonException)
        {
            return Read(protocol, body.Span); // events that are not announced, or nothing that can be read
        }
    }

    /// <summary>Reads the body of a success that is a part of a larger document, as in the results of a batch.</summary>
    /// <param name="protocol">What it is written in.</param>
    /// <param name="body">The body.</param>
    public static ProtocolReading Read(Protocol protocol, JsonElement body) => ProtocolParser.For(protocol, null).Read(body);

    /// <summary>
    /// Model, tokens and cost of a body that is no answer in words, such as embeddings: whatever stands in the usual places; nulls where nothing does.
    /// </summary>
    /// <param name="body">The body, decompressed.</param>
    public static (string? Model, Usage? Usage, decimal? CostUsd) ReadFigures(ReadOnlySpan<byte> body)
    {
        try
        {
            var root = WireText.Parse(body);
            var usage = root.Member("usage") is { ValueKind: JsonValueKind.Object } told ? told : default;
            return (root.Text("model"), UsageReading.OfOpenAI(usage), UsageReading.CostUsd(usage));
        }
        catch (JsonException)
        {
            return default;
        }
    }

    /// <summary>Reads server-sent events (WHATWG HTML, 9.2) up to the mark of their end, or to the end of the stream.</summary>
    /// <param name="protocol">What the events are written in.</param>
    /// <param name="events">The stream. What follows the mark of the end may be left in it.</param>
    /// <param name="listener">Is told each piece of the first choice as it comes; null where nobody listens.</param>
    /// <param name="cancellation">Stops reading.</param>
    /// <exception cref="IOException">When the stream throws it: the connection was cut.</exception>
    /// <exception cref="OperationCanceledException">When <paramref name="cancellation"/> asks for it.</exception>
    public static async Task<ProtocolReading> ReadEventsAsync(
        Protocol protocol, Stream events, IProgress<ContentPart>? listener, CancellationToken cancellation)
    {
        var reader = new EventReader(protocol, listener);
        var buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        try
        {
            int read;
            while (!reader.IsOver && (read = await events.ReadAsync(buffer, cancellation)) > 0)
            {
                reader.Push(buffer.AsSpan(0, read));
            }

            return reader.Complete()!;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
