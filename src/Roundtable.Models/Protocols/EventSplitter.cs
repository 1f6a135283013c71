using System.Buffers;

namespace Roundtable.Models.Protocols;

/// <summary>
/// Splits server-sent events (WHATWG HTML, 9.2) out of bytes that arrive in pieces of any size. Lines end with LF, CR LF or CR, also where a piece ends between
/// the two; a byte order mark at the start, comments, and fields other than <c>data</c> and <c>event</c> are skipped.
/// </summary>
/// <remarks>
/// It differs from the standard in two places, since this reads what servers say rather than what browsers dispatch: an event at the end of the stream
/// counts although the empty line after it is missing, and a field <c>error</c>, which older llama.cpp servers send, is an event of that name.
/// </remarks>
internal sealed class EventSplitter
{
    private readonly ArrayBufferWriter<byte> _line = new();
    private readonly ArrayBufferWriter<byte> _data = new();
    private string? _name;
    private bool _hasData;
    private bool _afterReturn;
    private bool _started;

    /// <summary>Is handed each event.</summary>
    /// <param name="name">The event's name; null where it has none.</param>
    /// <param name="data">Its data, the lines joined by LF.</param>
    /// <param name="whole">Whether the empty line that ends an event came.</param>
    public delegate void Handler(string? name, ReadOnlySpan<byte> data, bool whole);

    /// <summary>Takes the next bytes.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="handler">Is handed the events that end in them.</param>
    public void Append(ReadOnlySpan<byte> bytes, Handler handler)
    {
        if (_afterReturn && bytes is [(byte)'\n', ..])
        {
            bytes = bytes[1..];
        }

        _afterReturn &= bytes.IsEmpty;
        int end;
        while ((end = bytes.IndexOfAny((byte)'\r', (byte)'\n')) >= 0)
        {
            if (_line.WrittenCount == 0)
            {
                TakeLine(bytes[..end], handler);
            }
            else
            {
                _line.Write(bytes[..end]);
                TakeLine(_line.WrittenSpan, handler);
                _line.ResetWrittenCount();
            }

            var isReturn = bytes[end] == '\r';
            bytes = bytes[(end + 1)..];
            _afterReturn = isReturn && bytes.IsEmpty;
            if (isReturn && bytes is [(byte)'\n', ..])
            {
                bytes = bytes[1..];
            }
        }

        _line.Write(bytes);
    }

    /// <summary>Takes the end of the stream.</summary>
    /// <param name="handler">Is handed the event that nothing ended, where there is one.</param>
    public void Complete(Handler handler)
    {
        if (_line.WrittenCount > 0)
        {
            TakeLine(_line.WrittenSpan, handler);
            _line.ResetWrittenCount();
        }

        Dispatch(handler, whole: false);
    }

    private void TakeLine(ReadOnlySpan<byte> line, Handler handler)
    {
        if (!_started)
        {
            _started = true;
            line = line.StartsWith("\uFEFF"u8) ? line[3..] : line;
        }

        if (line.IsEmpty)
        {
            Dispatch(handler, whole: true);
            return;
        }

        var colon = line.IndexOf((byte)':');
        var field = colon < 0 ? line : line[..colon];
        var value = colon < 0 ? default : line[(colon + 1)..];
        value = value is [(byte)' ', ..] ? value[1..] : value;
        if (field.SequenceEqual("data"u8))
        {
            TakeData(value);
        }
        else if (field.SequenceEqual("event"u8))
        {
            _name = value.IsEmpty ? null : System.Text.Encoding.UTF8.GetString(value);
        }
        else if (field.SequenceEqual("error"u8))
        {
            _name = "error";
            TakeData(value);
        }
    }

    private void TakeData(ReadOnlySpan<byte> value)
    {
        if (_hasData)
        {
            _data.Write("\n"u8);
        }

        _data.Write(value);
        _hasData = true;
    }

    private void Dispatch(Handler handler, bool whole)
    {
        if (_hasData)
        {
            handler(_name, _data.WrittenSpan, whole);
        }

        _data.ResetWrittenCount();
        (_hasData, _name) = (false, null);
    }
}
