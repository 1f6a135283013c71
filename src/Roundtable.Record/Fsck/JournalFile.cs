using System.Buffers.Binary;
using System.Security.Cryptography;
using Roundtable.Record.Files;

namespace Roundtable.Record.Fsck;

/// <summary>Reads the journal as specified in docs/formats/log.md.</summary>
internal sealed class JournalFile
{
    private const int Header = 56;

    private JournalFile(List<(long First, List<byte[]> Leaves)> groups, List<byte[]> contents, long end, bool isClean) =>
        (Groups, Contents, End, IsClean) = (groups, contents, end, isClean);

    /// <summary>The intact groups at the beginning.</summary>
    public IReadOnlyList<(long First, List<byte[]> Leaves)> Groups { get; }

    /// <summary>The contents in them.</summary>
    public IReadOnlyList<byte[]> Contents { get; }

    /// <summary>The end of the last intact group.</summary>
    public long End { get; }

    /// <summary>Whether there are only zeros after it.</summary>
    public bool IsClean { get; }

    /// <summary>Reads the groups up to the first bytes that are none. What no checkpoint covers is held in memory, and nothing else.</summary>
    /// <param name="file">The file; null where there is none.</param>
    public static JournalFile Read(IDiskFile? file)
    {
        List<(long, List<byte[]>)> groups = [];
        List<byte[]> contents = [];
        long at = 0;
        while (file is not null && Group(file, at) is { } frame)
        {
            var entries = BinaryPrimitives.ReadInt32BigEndian(frame.AsSpan(8));
            groups.Add((BinaryPrimitives.ReadInt64BigEndian(frame.AsSpan(16)), Parts(frame.AsSpan(Header, entries), sizeof(ushort))));
            contents.AddRange(Parts(frame.AsSpan(Header + entries), sizeof(int)));
            at += frame.Length;
        }

        return new JournalFile(groups, contents, at, file is null || IsZero(file, at));
    }

    private static byte[]? Group(IDiskFile file, long at)
    {
        var header = new byte[Header];
        if (file.ReadFully(header, at) < Header || !header.AsSpan().StartsWith("RTGROUP\n"u8))
        {
            return null;
        }

        long length = Header;
        foreach (var part in (int[])[8, 12])
        {
            var size = BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(part));
            length += size < 0 ? int.MaxValue : size;
        }

        if (length > Math.Min(file.Length - at, Array.MaxLength))
        {
            return null;
        }

        var frame = new byte[length];
        return file.ReadFully(frame, at) == frame.Length && SHA256.HashData([.. frame[8..24], .. frame[Header..]]).AsSpan().SequenceEqual(frame.AsSpan(24, 32))
            ? frame
            : null;
    }

    private static bool IsZero(IDiskFile file, long at)
    {
        var piece = new byte[1 << 16];
        for (int read; (read = file.ReadFully(piece, at)) > 0; at += read)
        {
            if (piece.AsSpan(0, read).ContainsAnyExcept((byte)0))
            {
                return false;
            }
        }

        return true;
    }

    private static List<byte[]> Parts(ReadOnlySpan<byte> bytes, int prefix)
    {
        List<byte[]> parts = [];
        while (bytes.Length >= prefix)
        {
            var length = prefix == sizeof(ushort) ? BinaryPrimitives.ReadUInt16BigEndian(bytes) : BinaryPrimitives.ReadInt32BigEndian(bytes);
            parts.Add(bytes.Slice(prefix, length).ToArray());
            bytes = bytes[(prefix + length)..];
        }

        return parts;
    }
}
