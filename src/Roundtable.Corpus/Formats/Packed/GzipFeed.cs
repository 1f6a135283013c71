namespace Roundtable.Corpus.Formats.Packed;

/// <summary>Feeds packed bytes to .NET's own GZipStream, and tracks the position.</summary>
/// <param name="packed">The packed bytes, from the current position; it is not disposed.</param>
/// <param name="slowFrom">The position from which bytes are fed one at a time.</param>
internal sealed class GzipFeed(Stream packed, long slowFrom = long.MaxValue) : SequentialStream
{
    /// <summary>The position of the first byte.</summary>
    public long Start { get; } = packed.Position;

    /// <summary>The position of the bytes that were fed last.</summary>
    public long Last { get; private set; } = packed.Position;

    /// <summary>Whether a read reached the end.</summary>
    public bool IsAtEnd { get; private set; }

    public override int Read(Span<byte> buffer)
    {
        var at = packed.Position;
        var read = packed.Read(buffer[..(int)Math.Min(buffer.Length, at < slowFrom ? slowFrom - at : 1)]);
        if (read > 0)
        {
            Last = at;
        }
        else
        {
            IsAtEnd = !buffer.IsEmpty;
        }

        return read;
    }
}
