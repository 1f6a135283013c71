namespace Roundtable.Corpus.Storage;

/// <summary>The bytes of a file of a corpus, on disk or elsewhere, which can be read at any place.</summary>
public abstract class FileContent : IDisposable
{
    /// <summary>Length in bytes.</summary>
    public abstract long Length { get; }

    /// <summary>
    /// How many bytes are worth reading at once, because each read costs a round trip; 0 where small reads are as good, as on a disk.
    /// </summary>
    public virtual int Portion => 0;

    /// <summary>Reads some bytes; 0 at the end.</summary>
    /// <param name="into">Where to.</param>
    /// <param name="at">The byte at which to begin, from 0.</param>
    /// <exception cref="IOException">They cannot be read, or the file is not what it was.</exception>
    public abstract int Read(Span<byte> into, long at);

    /// <summary>Fills a span; false if the file ends first.</summary>
    /// <param name="into">Where to.</param>
    /// <param name="at">The byte at which to begin, from 0.</param>
    /// <exception cref="IOException">They cannot be read, or the file is not what it was.</exception>
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

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Closes the file.</summary>
    /// <param name="disposing">Whether it is closed on purpose.</param>
    protected virtual void Dispose(bool disposing)
    {
    }
}
