using System.Net.ServerSentEvents;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Roundtable.Record.Entries;

namespace Roundtable.Models.Protocols;

/// <summary>
/// Reads what answers say, in any of the protocols, whole or as streams of events. It looks at bytes on the side and changes none; whatever the bytes
/// are, it says what came of them and throws nothing but what reading a stream throws.
/// </summary>
public static class ProtocolReader
{
    /// <summary>Reads the body of a success.</summary>
    /// <param name="protocol">What it is written in.</param>
    /// <param name="body">The body, decompressed.</param>
    public static ProtocolReading Read(Protocol protocol, ReadOnlySpan<byte> body)
    {
        try
        {
            return Read(protocol, JsonElement.Parse(Text(body)));
        }
        catch (JsonException)
        {
            return new ProtocolReading.Broken("is not JSON");
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
            var root = JsonElement.Parse(Text(body));
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
    /// <param name="events">The stream. What follows the mark of the end is left in it.</param>
    /// <param name="listener">Is told each piece of the first choice as it comes; null where nobody listens.</param>
    /// <param name="cancellation">Stops reading.</param>
    /// <exception cref="IOException">When the stream throws it: the connection was cut.</exception>
    /// <exception cref="OperationCanceledException">When <paramref name="cancellation"/> asks for it.</exception>
    public static async Task<ProtocolReading> ReadEventsAsync(
        Protocol protocol, Stream events, IProgress<ContentPart>? listener, CancellationToken cancellation)
    {
        var parser = ProtocolParser.For(protocol, listener);
        await foreach (var item in SseParser.Create(events, static (_, data) => Event.Of(data)).EnumerateAsync(cancellation))
        {
            switch (item.Data)
            {
                case { IsMalformed: true }:
                    return new ProtocolReading.Broken("holds an event that is not JSON");
                case { IsDone: true }:
                    parser.TakeDone();
                    break;
                case { Json: { } json }:
                    parser.Take(json);
                    break;
            }

            if (parser.Ended || parser.Failed)
            {
                break;
            }
        }

        return parser.Complete();
    }

    /// <summary>
    /// UTF-8, with U+FFFD in the place of what is none: servers that stream bytes cut characters in two, and one lost character is no lost answer.
    /// </summary>
    internal static ReadOnlySpan<byte> Text(ReadOnlySpan<byte> bytes) => Utf8.IsValid(bytes) ? bytes : Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(bytes));

    /// <summary>The data of one event: JSON, the mark <c>[DONE]</c>, or nothing.</summary>
    private readonly record struct Event(JsonElement? Json, bool IsDone, bool IsMalformed)
    {
        public static Event Of(ReadOnlySpan<byte> data)
        {
            try
            {
                data = data.Trim(" \t"u8);
                return data.IsEmpty ? default
                    : data.SequenceEqual("[DONE]"u8) ? new Event(null, IsDone: true, IsMalformed: false)
                    : new Event(JsonElement.Parse(Text(data)), IsDone: false, IsMalformed: false);
            }
            catch (JsonException)
            {
                return new Event(null, false, true);
            }
        }
    }
}
