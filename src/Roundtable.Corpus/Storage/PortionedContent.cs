namespace Roundtable.Corpus.Storage;

/// <summary>
/// Reads another content in portions, and where one follows another the next one ahead of time. For a single reader. Closing it leaves the other one open.
/// </summary>
/// <param name="content">The other one.</param>
/// <param name="portion">The maximum number of bytes to be read at once; 0 to read what is asked for.</param>
/// <param name="end">The byte before which all reads end, so that nothing after it is read ahead.</param>
internal sealed class PortionedContent(FileContent content, int portion, long end) : FileContent
{
    // Of many files only the beginning is read: portions grow with what follows.
    private const int FirstPortion = 1 << 18;

    private int _portion = Math.Min(portion, FirstPortion);
    private byte[] _held = [];
    private long _at;
    private int _length;
    private long _nextAt = -1;
    private Task<byte[]>? _next;

    public override long Length => content.Length;

    public override int Read(Span<byte> into, long at)
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

    protected override void Dispose(bool disposing) => Forget();

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
            Forget();
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

    private void Forget()
    {
        // A portion that nobody wants may fail without anybody's knowing.
        _next?.ContinueWith(static t => _ = t.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
        (_next, _nextAt) = (null, -1);
    }
}
