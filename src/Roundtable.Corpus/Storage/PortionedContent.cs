namespace Roundtable.Corpus.Storage;

/// <summary>
/// Reads a content in portions, and where one follows another the next one ahead of time. For a single reader.
/// </summary>
/// <param name="content">The content, which is left open.</param>
/// <param name="portion">The maximum number of bytes to be read at once; 0 to read what is asked for.</param>
/// <param name="end">The byte before which all reads end, so that nothing after it is read ahead.</param>
internal sealed class PortionedContent(FileContent content, int portion, long end)
{
    // Of many files only the beginning is read: portions grow with what follows.
    private const int FirstPortion = 1 << 18;

    private int _portion = Math.Min(portion, FirstPortion);
    private byte[] _held = [];
    private long _at;
    private int _length;
    private long _nextAt = -1;
    private Task<byte[]>? _next;

    /// <summary>Fills a span; false if the file ends first.</summary>
    public bool TryFill(Span<byte> into, long at)
    {
        while (into.Length > 0)
        {
            var read = Read(into, at);
            if (read == 0)
            {
                return false;
            }

            into = into[read..];
            at += read;
        }

        return true;
    }

    /// <summary>Reads some bytes; 0 at the end.</summary>
    public int Read(Span<byte> into, long at)
    {
        if (portion == 0)
        {
            return content.Read(into, at);
        }

        if (at < _at || at >= _at + _length)
        {
            Take(at);
        }

        var from = (int)(at - _at);
        var count = Math.Min(into.Length, _length - from);
        _held.AsSpan(from, count).CopyTo(into);
        return count;
    }

    private void Take(long at)
    {
        var follows = _length > 0 && at == _at + _length;
        _portion = follows ? (int)Math.Min(portion, 2L * _portion) : Math.Min(portion, FirstPortion);
        if (at == _nextAt && _next is { } next)
        {
            (_next, _nextAt) = (null, -1);

            // Whatever went wrong ahead of time is told now that the bytes are wanted.
            _held = next.GetAwaiter().GetResult();
        }
        else
        {
            (_next, _nextAt) = (null, -1);
            _held = Fetch(at, _portion);
        }

        (_at, _length) = (at, _held.Length);
        var after = at + _length;
        if (follows && _length > 0 && after < Math.Min(end, content.Length))
        {
            var size = (int)Math.Min(portion, 2L * _portion);
            (_nextAt, _next) = (after, Task.Run(() => Fetch(after, size)));
        }
    }

    private byte[] Fetch(long at, int bytesAtOnce)
    {
        var bytes = new byte[(int)Math.Clamp(Math.Min(end, content.Length) - at, 0, bytesAtOnce)];
        return content.TryFill(bytes, at) ? bytes : throw new IOException("The file became shorter while it was read.");
    }
}
