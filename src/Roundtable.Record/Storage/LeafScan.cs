using System.Buffers.Binary;

namespace Roundtable.Record.Storage;

/// <summary>Walks the entries of the leaf file: two bytes with the length, big-endian, then the leaf.</summary>
internal static class LeafScan
{
    public const int PrefixLength = 2;

    private const int Window = 1 << 19;

    /// <summary>The leaves in a range of the file.</summary>
    /// <param name="file">The leaf file.</param>
    /// <param name="from">Where the first entry begins.</param>
    /// <param name="end">Where to stop: the end of an entry.</param>
    /// <param name="index">Index of the first leaf, for the error.</param>
    /// <returns>Each entry's offset and the leaf's bytes, which stay until the next one is asked for.</returns>
    /// <exception cref="DamagedLogException">When an entry is empty or does not end in the range.</exception>
    public static IEnumerable<(long Offset, ReadOnlyMemory<byte> Leaf)> Entries(AppendFile file, long from, long end, long index)
    {
        var window = new byte[Math.Min(Window, Math.Max(end - from, 1))];
        var filled = 0;
        var start = from;
        for (var offset = from; offset < end; index++)
        {
            var at = (int)(offset - start);
            var length = at + PrefixLength <= filled ? BinaryPrimitives.ReadUInt16BigEndian(window.AsSpan(at)) : ushort.MaxValue;
            if (at + PrefixLength + length > filled)
            {
                start = offset;
                at = 0;
                filled = file.Read(window.AsSpan(0, (int)Math.Min(window.Length, end - offset)), offset);
                length = filled >= PrefixLength ? BinaryPrimitives.ReadUInt16BigEndian(window) : ushort.MaxValue;
            }

            if (length == 0)
            {
                throw new DamagedLogException(file.Path, offset, index, "the entry has no bytes");
            }

            if (at + PrefixLength + length > filled)
            {
                throw new DamagedLogException(file.Path, offset, index, "the file ends inside the entry");
            }

            yield return (offset, window.AsMemory(at + PrefixLength, length));
            offset += PrefixLength + length;
        }
    }
}
