namespace Roundtable.Record.Files;

/// <summary>An open file of an <see cref="IDisk"/>.</summary>
internal interface IDiskFile : IDisposable
{
    /// <summary>Its length in bytes.</summary>
    public long Length { get; }

    /// <summary>Reads at a position; returns the number of bytes read, 0 at the end.</summary>
    public int Read(Span<byte> destination, long offset);

    /// <summary>Writes at a position. A failed write may have written any part of it.</summary>
    /// <exception cref="IOException">When the disk is full or reports an error.</exception>
    public void Write(ReadOnlySpan<byte> bytes, long offset);

    /// <summary>Cuts the file off or extends it with zeros.</summary>
    public void Truncate(long length);

    /// <summary>Makes its bytes and its length durable.</summary>
    /// <exception cref="IOException">When the disk reports an error. What became of the bytes is unknown then, and stays so.</exception>
    public void Flush();

    /// <summary>Maps the file into memory at its present length.</summary>
    public IDiskMap Map(bool writable);
}
