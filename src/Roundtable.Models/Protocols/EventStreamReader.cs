using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Roundtable.Models.Protocols;

/// <summary>
/// Reads an answer that comes as server-sent events, from bytes in pieces of any size as they pass. Whatever the bytes are, it throws nothing. It is for one
/// stream and one thread at a time.
/// </summary>
/// <param name="protocol">What the events are written in.</param>
/// <param name="listener">Is told each piece of the first choice as it comes; null where nobody listens.</param>
public sealed class EventStreamReader(Protocol protocol, IProgress<ContentPart>? listener = null)
{
    private const int MaxStrayBytes = 64 * 1024;

    private readonly EventSplitter _events = new();
    private readonly ProtocolParser _parser = ProtocolParser.For(protocol, listener);
    private readonly ArrayBufferWriter<byte> _start = new();
    private bool _seen;
    private bool _malformed;

    /// <summary>
    /// Whether an event said how the answer ends: why a choice stopped, that it failed, or that the stream is over. Until then the answer is unfinished
    /// whatever else came.
    /// </summary>
    public bool HasEnding => _parser.HasEnding;

    /// <summary>Whether nothing that can follow is read any more: the mark of the end, an error, or an event that is not JSON came.</summary>
    public bool IsOver => _parser.Ended || _parser.Failed || _malformed;

    /// <summary>Takes the next bytes, decompressed.</summary>
    /// <param name="bytes">The bytes; an event may begin and end anywhere in them.</param>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        if (!_seen && _start.WrittenCount < MaxStrayBytes)
        {
            _start.Write(bytes[..Math.Min(bytes.Length, MaxStrayBytes - _start.WrittenCount)]);
        }

        _events.Append(bytes, Take);
    }

    /// <summary>What came of the stream, once nothing more of it comes.</summary>
    public ProtocolReading Complete()
    {
        if (!IsOver)
        {
            _events.Complete(Take);
        }

        return _malformed && !_parser.Failed
            ? new ProtocolReading.Broken("holds an event that is not JSON") { Partial = _parser.Partial }
            : Stray() ?? _parser.Complete();
    }

    /// <summary>Some gateways answer an error as a bare object, and call it a stream of events all the same.</summary>
    private ProtocolReading.Failed? Stray()
    {
        var start = _start.WrittenSpan.Trim(" \t\r\n"u8);
        return !_seen && start is [(byte)'{' or (byte)'[', ..] ? ProtocolReader.Read(protocol, start) as ProtocolReading.Failed : null;
    }

    private void Take(string? name, ReadOnlySpan<byte> data, bool whole)
    {
        data = data.Trim(" \t\n"u8);
        if (data.IsEmpty || IsOver)
        {
            return;
        }

        _seen = true;
        if (data.SequenceEqual("[DONE]"u8))
        {
            _parser.TakeDone();
            return;
        }

        try
        {
            _parser.Take(WireText.Parse(data), name);
        }
        catch (JsonException) when (name is "error" && whole)
        {
            _parser.TakeError(ProviderError.Parse(Encoding.UTF8.GetString(data)));
        }
        catch (JsonException)
        {
            // Half an event at the end is a cut; words in an event that only keeps the connection open say nothing.
            _malformed = whole && name is not ("ping" or "heartbeat" or "keepalive" or "keep-alive");
        }
    }
}
