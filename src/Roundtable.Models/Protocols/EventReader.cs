using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Roundtable.Models.Protocols;

/// <summary>
/// Reads server-sent events (WHATWG HTML, 9.2) as their bytes come, in pieces of any size, and tells up to where the bytes say nothing yet of how the
/// answer ended. It looks at bytes on the side, changes none, and throws at none.
/// </summary>
/// <remarks>
/// It reads what servers say rather than what browsers dispatch, and so differs from the standard: data are read as soon as they are JSON, the last event
/// counts without the empty line after it, and a field <c>error</c>, which older llama.cpp servers send, is an event of that name.
/// </remarks>
/// <param name="protocol">What the events are written in; null where that is not known: then only the mark <c>[DONE]</c> is an ending.</param>
/// <param name="listener">Is told each piece of the first choice as it comes; null where nobody listens.</param>
public sealed class EventReader(Protocol? protocol, IProgress<ContentPart>? listener = null)
{
    /// <summary>The largest event that is read, in bytes; a larger one counts as an ending, since nobody knows what it says.</summary>
    public const int MaxEventBytes = 32 << 20;

    private const int MaxStartBytes = 64 << 10;

    private readonly ProtocolParser? _parser = protocol is { } known ? ProtocolParser.For(known, listener) : null;
    private readonly ArrayBufferWriter<byte> _event = new(1024); // the bytes of the event that is not complete yet
    private readonly ArrayBufferWriter<byte> _data = new(256); // its data lines that are not JSON by themselves
    private readonly ArrayBufferWriter<byte> _start = new(); // the beginning of a stream without any event
    private string? _name;
    private long _eventStart;
    private int _lineStart;
    private int _scanned;
    private bool _seen;
    private bool _malformed;

    /// <summary>How many bytes were read.</summary>
    public long Position => _eventStart + _event.WrittenCount;

    /// <summary>Whether an event said how the answer ended, reported an error, or could not be read.</summary>
    public bool HasEnding { get; private set; }

    /// <summary>Number of bytes from the beginning that are complete events, none of which is an ending.</summary>
    public long Settled { get; private set; }

    /// <summary>Whether nothing that was read, complete event or not, says how the answer ended, or begins to.</summary>
    public bool IsOpen => !HasEnding && _data.WrittenCount == 0 && !WireText.MayEnd(_event.WrittenSpan[_lineStart..]);

    /// <summary>Whether nothing that can follow is read any more: the mark of the end, an error, or an event that is not JSON came.</summary>
    public bool IsOver => _malformed || _parser is { Ended: true } or { Failed: true };

    /// <summary>What was read so far, whether it is whole or not; null where that is nothing, or the protocol is not known.</summary>
    public ProtocolAnswer? Partial => _parser?.Partial;

    /// <summary>Reads the next bytes.</summary>
    public void Push(ReadOnlySpan<byte> bytes)
    {
        if (!_seen && _start.WrittenCount < MaxStartBytes)
        {
            _start.Write(bytes[..Math.Min(bytes.Length, MaxStartBytes - _start.WrittenCount)]);
        }

        if (_event.WrittenCount + (long)bytes.Length > MaxEventBytes)
        {
            (_malformed, HasEnding) = (true, true);
            _eventStart += _event.WrittenCount + bytes.Length;
            _event.Clear();
            (_lineStart, _scanned) = (0, 0);
            return;
        }

        _event.Write(bytes);
        while (NextLine() is { } line)
        {
            if (line.Length > 0)
            {
                TakeLine(_event.WrittenSpan.Slice(line.Start, line.Length));
            }
            else
            {
                EndEvent();
            }
        }
    }

    /// <summary>What came of the stream, once nothing more of it comes; null where the protocol is not known.</summary>
    public ProtocolReading? Complete()
    {
        if (_parser is null)
        {
            return null;
        }

        if (_event.WrittenSpan[_lineStart..].TrimEnd((byte)'\r') is { IsEmpty: false } line)
        {
            TakeLine(line);
        }

        if (_data.WrittenCount > 0)
        {
            // Half an event at the end is a cut, which the parser knows of.
            TryTake(_data.WrittenSpan);
            _data.ResetWrittenCount();
        }

        _lineStart = _event.WrittenCount;
        return _malformed && !_parser.Failed
            ? new ProtocolReading.Broken("holds an event that is not JSON") { Partial = _parser.Partial }
            : Bare() ?? _parser.Complete();
    }

    /// <summary>Some gateways answer an error as a bare object, and call it a stream of events all the same.</summary>
    private ProtocolReading.Failed? Bare() =>
        !_seen && _start.WrittenSpan.Trim(" \t\r\n"u8) is [(byte)'{' or (byte)'[', ..] start
            ? ProtocolReader.Read(protocol!.Value, start) as ProtocolReading.Failed
            : null;

    /// <summary>The next complete line of the event. A carriage return at the end of what is known may be the first half of its terminator.</summary>
    private (int Start, int Length)? NextLine()
    {
        var bytes = _event.WrittenSpan;
        var found = bytes[_scanned..].IndexOfAny((byte)'\n', (byte)'\r');
        if (found < 0)
        {
            _scanned = bytes.Length;
            return null;
        }

        var end = _scanned + found;
        if (bytes[end] == '\r' && end + 1 == bytes.Length)
        {
            _scanned = end;
            return null;
        }

        var line = (_lineStart, end - _lineStart);
        _lineStart = _scanned = end + (bytes[end] == '\r' && bytes[end + 1] == '\n' ? 2 : 1);
        return line;
    }

    private void TakeLine(ReadOnlySpan<byte> line)
    {
        if (_eventStart == 0 && line.StartsWith("\uFEFF"u8))
        {
            line = line[3..];
        }

        var colon = line.IndexOf((byte)':');
        var field = colon < 0 ? line : line[..colon];
        var value = colon < 0 ? [] : line[(colon + 1)..].Trim(" \t"u8);
        if (field.SequenceEqual("event"u8))
        {
            _name = value.IsEmpty ? null : Encoding.UTF8.GetString(value);
            return;
        }

        if (field.SequenceEqual("error"u8))
        {
            _name = "error";
        }
        else if (!field.SequenceEqual("data"u8))
        {
            return;
        }

        if (value.IsEmpty || (_data.WrittenCount == 0 && TryTake(value)))
        {
            return;
        }

        if (_data.WrittenCount > 0)
        {
            _data.Write("\n"u8);
        }

        _data.Write(value);
    }

    private void EndEvent()
    {
        if (_data.WrittenCount > 0)
        {
            if (!TryTake(_data.WrittenSpan))
            {
                TakeWords(_data.WrittenSpan);
            }

            _data.ResetWrittenCount();
        }

        _name = null;
        var rest = _event.WrittenSpan[_lineStart..];
        _eventStart += _lineStart;
        if (!HasEnding)
        {
            Settled = _eventStart;
        }

        var left = rest.Length;
        if (left > 0)
        {
            var moved = ArrayPool<byte>.Shared.Rent(left);
            rest.CopyTo(moved);
            _event.ResetWrittenCount();
            _event.Write(moved.AsSpan(0, left));
            ArrayPool<byte>.Shared.Return(moved);
        }
        else
        {
            _event.ResetWrittenCount();
        }

        (_lineStart, _scanned) = (0, 0);
    }

    /// <summary>Takes data that are not JSON: an error in words, nothing where the event only keeps the connection open, else malformed.</summary>
    private void TakeWords(ReadOnlySpan<byte> data)
    {
        if (_parser is null || IsOver || _name is "ping" or "heartbeat" or "keepalive" or "keep-alive")
        {
            return;
        }

        if (_name is "error")
        {
            _parser.TakeError(ProviderError.Parse(Encoding.UTF8.GetString(data)));
        }
        else
        {
            _malformed = true;
        }

        HasEnding = true;
    }

    /// <summary>Takes the data of an event; false where it is not JSON.</summary>
    private bool TryTake(ReadOnlySpan<byte> data)
    {
        if (data.SequenceEqual("[DONE]"u8))
        {
            _parser?.TakeDone();
            (HasEnding, _seen) = (true, true);
            return true;
        }

        if (_parser is null || (_name is null && !IsOver && _parser.TryTakeUsual(data)))
        {
            return _seen = true;
        }

        try
        {
            var json = WireText.Parse(data);
            _seen = true;
            if (!IsOver)
            {
                _parser.Take(json, _name);
            }

            HasEnding |= _parser.HasEnding;
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
