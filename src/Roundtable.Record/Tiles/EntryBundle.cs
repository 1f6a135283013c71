using System.Buffers.Binary;

namespace Roundtable.Record.Tiles;

/// <summary>Up to 256 entries, each preceded by its length in 16 bits, big-endian (C2SP tlog-tiles, "Log entries").</summary>
public static class EntryBundle
{
    /// <summary>Length of the prefix of each entry in bytes.</summary>
    public const int PrefixLength = 2;

    /// <summary>Maximum size of a bundle in bytes.</summary>
    public const int MaxBytes = TilePath.FullWidth * (PrefixLength + ushort.MaxValue);

    /// <summary>Writes an entry with its length prefix to the start of <paramref name="destination"/>; returns the number of bytes written.</summary>
    public static int Write(Span<byte> destination, ReadOnlySpan<byte> entry)
    {
        BinaryPrimitives.WriteUInt16BigEndian(destination, checked((ushort)entry.Length));
        entry.CopyTo(destination[PrefixLength..]);
        return PrefixLength + entry.Length;
    }

    /// <summary>Parses a bundle.</summary>
    /// <param name="bundle">Its bytes.</param>
    /// <param name="width">Required number of entries.</param>
    /// <param name="mayHaveMore">Whether further entries may follow and are ignored: a partial bundle may have been replaced by a wider one.</param>
    /// <exception cref="FormatException">When the bytes are not exactly this number of entries.</exception>
    public static IReadOnlyList<ReadOnlyMemory<byte>> Read(ReadOnlyMemory<byte> bundle, int width, bool mayHaveMore = false)
    {
        var entries = new List<ReadOnlyMemory<byte>>(width);
        while (bundle.Length > 0 && entries.Count < width)
        {
            var length = bundle.Length < PrefixLength ? int.MaxValue : BinaryPrimitives.ReadUInt16BigEndian(bundle.Span);
            if (length > bundle.Length - PrefixLength)
            {
                throw new FormatException($"entry {entries.Count} extends beyond the end of the bundle");
            }

            entries.Add(bundle.Slice(PrefixLength, length));
            bundle = bundle[(PrefixLength + length)..];
        }

        return entries.Count == width && (mayHaveMore || bundle.IsEmpty)
            ? entries
            : throw new FormatException(bundle.IsEmpty ? $"the bundle has {entries.Count} entries, not {width}" : $"the bundle has more than {width} entries");
    }

    /// <summary>The first <paramref name="width"/> entries of a bundle, as a bundle.</summary>
    /// <exception cref="FormatException">When it has fewer, or is malformed.</exception>
    internal static byte[] Prefix(byte[] bundle, int width) =>
        bundle[..Read(bundle, width, mayHaveMore: true).Sum(entry => PrefixLength + entry.Length)];
}
