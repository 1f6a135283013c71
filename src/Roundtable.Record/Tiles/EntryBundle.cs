using System.Buffers.Binary;

namespace Roundtable.Record.Tiles;

/// <summary>Up to 256 entries, each behind its length in 16 bits, big-endian (C2SP tlog-tiles, "Log entries").</summary>
public static class EntryBundle
{
    /// <summary>Bytes before each entry.</summary>
    public const int PrefixLength = 2;

    /// <summary>The most bytes a bundle can have.</summary>
    public const int MaxBytes = TilePath.FullWidth * (PrefixLength + ushort.MaxValue);

    /// <summary>Writes an entry behind its length to the start of <paramref name="destination"/>; how many bytes that took.</summary>
    public static int Write(Span<byte> destination, ReadOnlySpan<byte> entry)
    {
        BinaryPrimitives.WriteUInt16BigEndian(destination, checked((ushort)entry.Length));
        entry.CopyTo(destination[PrefixLength..]);
        return PrefixLength + entry.Length;
    }

    /// <summary>The entries of a bundle.</summary>
    /// <param name="bundle">Its bytes.</param>
    /// <param name="width">How many entries it must have.</param>
    /// <param name="mayHaveMore">Whether others may follow, which are not read: a partial bundle may have become a wider one.</param>
    /// <exception cref="FormatException">When the bytes are not exactly so many entries.</exception>
    public static IReadOnlyList<ReadOnlyMemory<byte>> Read(ReadOnlyMemory<byte> bundle, int width, bool mayHaveMore = false)
    {
        var entries = new List<ReadOnlyMemory<byte>>(width);
        while (bundle.Length > 0 && entries.Count < width)
        {
            var length = bundle.Length < PrefixLength ? int.MaxValue : BinaryPrimitives.ReadUInt16BigEndian(bundle.Span);
            if (length > bundle.Length - PrefixLength)
            {
                throw new FormatException($"entry {entries.Count} of the bundle does not end in it");
            }

            entries.Add(bundle.Slice(PrefixLength, length));
            bundle = bundle[(PrefixLength + length)..];
        }

        return entries.Count == width && (mayHaveMore || bundle.IsEmpty)
            ? entries
            : throw new FormatException(bundle.IsEmpty ? $"the bundle has {entries.Count} entries, not {width}" : $"the bundle has more than {width} entries");
    }
}
