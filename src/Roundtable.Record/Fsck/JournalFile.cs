using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Roundtable.Record.Fsck;

/// <summary>Reads the journal as specified in docs/formats/log.md.</summary>
internal sealed class JournalFile
{
    private const int Header = 56;

    private JournalFile(List<(long First, List<byte[]> Leaves)> groups, List<byte[]> contents, int end, bool isClean) =>
        (Groups, Contents, End, IsClean) = (groups, contents, end, isClean);

    /// <summary>The intact groups at the beginning.</summary>
    public IReadOnlyList<(long First, List<byte[]> Leaves)> Groups { get; }

    /// <summary>The contents in them.</summary>
    public IReadOnlyList<byte[]> Contents { get; }

    /// <summary>The end of the last intact group.</summary>
    public int End { get; }

    /// <summary>Whether there are only zeros after it.</summary>
    public bool IsClean { get; }

    /// <summary>Reads the groups up to the first bytes that are none.</summary>
    public static JournalFile Read(ReadOnlySpan<byte> bytes)
    {
        List<(long, List<byte[]>)> groups = [];
        List<byte[]> contents = [];
        var at = 0;
        while (Group(bytes[at..]) is { } length)
        {
            var frame = bytes.Slice(at, length);
            var entries = BinaryPrimitives.ReadInt32BigEndian(frame[8..]);
            groups.Add((BinaryPrimitives.ReadInt64BigEndian(frame[16..]), Parts(frame.Slice(Header, entries), sizeof(ushort))));
            contents.AddRange(Parts(frame[(Header + entries)..], sizeof(int)));
            at += length;
        }

        return new JournalFile(groups, contents, at, !bytes[at..].ContainsAnyExcept((byte)0));
    }

    private static int? Group(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < Header || !bytes.StartsWith("RTGROUP\n"u8))
        {
            return null;
        }

        long length = Header;
        foreach (var at in (int[])[8, 12])
        {
            var part = BinaryPrimitives.ReadInt32BigEndian(bytes[at..]);
            length += part < 0 ? int.MaxValue : part;
        }

        return length <= bytes.Length && SHA256.HashData([.. bytes[8..24], .. bytes[Header..(int)length]]).AsSpan().SequenceEqual(bytes[24..Header])
            ? (int)length
            : null;
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
