namespace Roundtable.Corpus.Storage;

/// <summary>A content as a stream that can seek.</summary>
internal sealed class ContentStream : Stream
{
    private readonly PortionedContent _portions;
    private bool _isOpen = true;
    private long _position;

    public ContentStream(FileContent content) => (Content, _portions) = (content, new PortionedContent(content, content.Portion, long.MaxValue));

    /// <summary>The content; it is closed with the stream.</summary>
    public FileContent Content { get; }

    public override bool CanRead => _isOpen;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => Content.Length;

    public override long Position { get => _position; set => _position = value; }

    public override int Read(Span<byte> buffer)
    {
        var read = buffer.IsEmpty ? 0 : _portions.Read(buffer, _position);
        _position += read;
        return read;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override long Seek(long offset, SeekOrigin origin) => _position = offset + origin switch
    {
        SeekOrigin.Begin => 0,
        SeekOrigin.Current => _position,
        _ => Length,
    };

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _isOpen = false;
            Content.Dispose();
        }

        base.Dispose(disposing);
    }
}
