namespace Roundtable.Record.Files;

/// <summary>A file in memory. What is written reaches the disk in any order until it is flushed.</summary>
internal interface IDiskMap : IDisposable
{
    /// <summary>The eight bytes at a position, little-endian.</summary>
    public ulong Read(long offset);

    /// <summary>Writes eight bytes at a position, little-endian.</summary>
    public void Write(long offset, ulong value);

    /// <summary>Writes bytes at a position.</summary>
    public void Write(long offset, ReadOnlySpan<byte> bytes);

    /// <summary>Makes what was written durable.</summary>
    /// <exception cref="IOException">When the disk reports an error.</exception>
    public void Flush();
}
