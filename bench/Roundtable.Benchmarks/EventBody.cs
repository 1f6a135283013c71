using System.Buffers.Text;
using System.Diagnostics;

namespace Roundtable.Benchmarks;

/// <summary>
/// Reads a response of events as its bytes come. A gateway may cut it into other chunks than the upstream did, and so in the middle of an event: the chunked
/// coding (RFC 9112, 7.1) is taken off first.
/// </summary>
internal sealed class EventBody
{
    private const int Largest = 1 << 14;

    private readonly byte[] _coded = new byte[Largest];
    private readonly byte[] _text = new byte[Largest];
    private int _codedLength;
    private int _textLength;
    private long _chunk; // what is left of it, with the line end after it
    private bool _inBody;

    private static ReadOnlySpan<byte> Mark => "\"content\":\""u8;

    /// <summary>How late each event was, in milliseconds.</summary>
    public List<double> Delays { get; } = [];

    /// <summary>Whether the last chunk came, after the mark of the end.</summary>
    public bool IsComplete { get; private set; }

    /// <summary>Where the next bytes go.</summary>
    public Memory<byte> Room => _coded.AsMemory(_codedLength);

    private bool IsDone { get; set; }

    /// <summary>Takes bytes that came now.</summary>
    public void Take(int count)
    {
        var now = Stopwatch.GetTimestamp();
        _codedLength += count;
        var coded = _coded.AsSpan(0, _codedLength);
        if (!_inBody)
        {
            if (coded.IndexOf("\r\n\r\n"u8) is not (>= 0 and var head))
            {
                return;
            }

            _inBody = true;
            coded = coded[(head + 4)..];
        }

        while (!IsComplete && Next(ref coded))
        {
        }

        coded.CopyTo(_coded);
        _codedLength = coded.Length;
        TakeEvents(now);
    }

    /// <summary>Takes the next piece of a chunk, or the line that begins one; false where more bytes are needed.</summary>
    private bool Next(ref Span<byte> coded)
    {
        if (_chunk == 0)
        {
            if (coded.IndexOf("\r\n"u8) is not (>= 0 and var end) || !Utf8Parser.TryParse(coded[..end], out long size, out _, 'x'))
            {
                return false;
            }

            coded = coded[(end + 2)..];
            IsComplete = size == 0 && IsDone;
            _chunk = size + 2;
            return size > 0;
        }

        var taken = (int)Math.Min(coded.Length, _chunk);
        var text = (int)Math.Clamp(_chunk - 2, 0, taken);
        coded[..text].CopyTo(_text.AsSpan(_textLength));
        _textLength += text;
        IsDone |= _text.AsSpan(0, _textLength).IndexOf("[DONE]"u8) >= 0;
        coded = coded[taken..];
        _chunk -= taken;
        return taken > 0;
    }

    private void TakeEvents(long now)
    {
        var text = _text.AsSpan(0, _textLength);
        while (text.IndexOf("\n\n"u8) is >= 0 and var end)
        {
            var found = text[..end].IndexOf(Mark);
            if (found >= 0 && Utf8Parser.TryParse(text[(found + Mark.Length)..end], out long sent, out _))
            {
                Delays.Add((now - sent) * 1000.0 / Stopwatch.Frequency);
            }

            text = text[(end + 2)..];
        }

        text.CopyTo(_text);
        _textLength = text.Length;
    }
}
