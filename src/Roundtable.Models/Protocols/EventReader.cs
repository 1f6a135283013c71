using System.Buffers;
using System.Text.Json;

namespace Roundtable.Models.Protocols;

/// <summary>
/// Reads server-sent events (WHATWG HTML, 9.2) as their bytes come, in pieces of any size, and tells up to where the bytes say nothing yet of how the
/// answer ended. It looks at bytes on the side, changes none, and throws at none.
/// </summary>
/// <param name="protocol">What the events are written in; null where that is not known: then only the mark <c>[DONE]</c> is an ending.</param>
public sealed class EventReader(Protocol? protocol)
{
    /// <summary>The largest event that is read, in bytes; a larger one counts as an ending, since nobody knows what it says.</summary>
    public const int MaxEventBytes = 32 << 20;

    private readonly ProtocolParser? _parser = protocol is { } known ? ProtocolParser.For(known, null) : null;
    private readonly ArrayBufferWriter<byte> _event = new(1024); // the bytes of the event that is not complete yet
    private readonly ArrayBufferWriter<byte> _data = new(256); // its data lines that are not JSON by themselves
    private long _eventStart;
    private int _lineStart;
    private int _scanned;
    private bool _malformed;

    /// <summary>How many bytes were read.</summary>
    public long Position => _eventStart + _event.WrittenCount;

    /// <summary>Whether an event said how the answer ended, reported an error, or could not be read.</summary>
    public bool HasEnding { get; private set; }

    /// <summary>Number of bytes from the beginning that are complete events, none of which is an ending.</summary>
    public long Settled { get; private set; }

    /// <summary>Whether nothing that was read, complete event or not, says how the answer ended.</summary>
    public bool IsOpen => !HasEnding && _data.WrittenCount == 0;

    /// <summary>What was read so far, whether it is whole or not; null where the protocol is not known.</summary>
    public ProtocolAnswer? Partial => _parser?.Partial;

    /// <summary>Reads the next bytes.</summary>
    public void Push(ReadOnlySpan<byte> bytes)
    {
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
    public ProtocolReading? Complete() =>
        _malformed && _parser is { Failed: false } ? new ProtocolReading.Broken("holds an event that is not JSON") : _parser?.Complete();

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

        if (!line.StartsWith("data"u8) || (line.Length > 4 && line[4] != ':'))
        {
            return;
        }

        var data = line.Length > 5 ? line[5..].Trim(" \t"u8) : [];
        if (data.IsEmpty || (_data.WrittenCount == 0 && TryTake(data)))
        {
            return;
        }

        if (_data.WrittenCount > 0)
        {
            _data.Write("\n"u8);
        }

        _data.Write(data);
    }

    private void EndEvent()
    {
        if (_data.WrittenCount > 0)
        {
            if (!TryTake(_data.WrittenSpan))
            {
                _malformed |= _parser is not null;
                HasEnding |= _parser is not null;
            }

            _data.ResetWrittenCount();
        }

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

    /// <summary>Takes the data of an event; false where it is not JSON.</summary>
    private bool TryTake(ReadOnlySpan<byte> data)
    {
        if (data.SequenceEqual("[DONE]"u8))
        {
            _parser?.TakeDone();
            HasEnding = true;
            return true;
        }

        if (_parser is null)
        {
            return true;
        }

        try
        {
            var json = JsonElement.Parse(ProtocolReader.Text(data));
            if (!_parser.Ended && !_parser.Failed && !_malformed)
            {
                _parser.Take(json);
            }

            HasEnding |= _parser.IsEnding;
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
