namespace Roundtable.Corpus.Formats.Packed;

/// <summary>Gives packed bytes to .NET's own GZipStream, and knows where it stands.</summary>
/// <param name="packed">Where they come from, from its position on; it is not closed with this.</param>
/// <param name="slowFrom">From which place in it on they are given one at a time.</param>
internal sealed class GzipFeed(Stream packed, long slowFrom = long.MaxValue) : SequentialStream
{
    /// <summary>Where the first byte stands.</summary>
    public long Start { get; } = packed.Position;

    /// <summary>Where the bytes begin that were given last.</summary>
    public long Last { get; private set; } = packed.Position;

    /// <summary>Whether more was asked for than there is.</summary>
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
