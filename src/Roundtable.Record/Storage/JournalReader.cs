using System.Buffers.Binary;
using Roundtable.Record.Files;
using Roundtable.Record.Tiles;

namespace Roundtable.Record.Storage;

/// <summary>
/// Reads the groups of a journal, a piece of the file at a time: it may have 64 MB of which nothing is needed, and every opening of the log reads it.
/// </summary>
internal sealed class JournalReader(AppendFile file)
{
    private const int Block = 256 << 10;

    private readonly long _length = file.Length;
    private byte[] _buffer = [];
    private long _start; // in the file, of what the buffer has
    private int _loaded;

    /// <summary>A group as it is in the buffer, valid until something else is read.</summary>
    private readonly record struct Frame(long First, long End, int Length, ReadOnlyMemory<byte> Entries, ReadOnlyMemory<byte> Contents);

    /// <summary>
    /// Reads the groups not covered by a checkpoint. A torn group at the end was never acknowledged; an unreadable one that is followed by an intact
    /// group is damage.
    /// </summary>
    /// <param name="covered">Number of leaves covered by the checkpoint.</param>
    /// <returns>The groups, where the last intact group ends, covered or not, and where the last byte that is not zero does.</returns>
    /// <exception cref="NewerFormatException">When a group was written by a newer program.</exception>
    /// <exception cref="DamagedLogException">When a durable group is damaged.</exception>
    public (IReadOnlyList<JournalGroup> Groups, long End, long NonZero) Read(long covered)
    {
        List<JournalGroup> groups = [];
        var offset = 0L;
        while (offset < _length)
        {
            if (ReadFrame(offset) is not { } frame)
            {
                NewerFormatException.ThrowIfNewer(file.Path, Loaded(offset, Block).Span, Journal.FrameMagic[..^1], 1);
                ThrowIfFollowed(offset, covered);
                break;
            }

            if (frame.End > covered)
            {
                groups.Add(Group(frame));
            }

            offset += frame.Length;
        }

        return (groups, offset, NonZero());
    }

    private void ThrowIfFollowed(long offset, long covered)
    {
        var next = offset + 1;
        while (Loaded(next, Journal.FrameMagic.Length).Span is var piece && piece.Length >= Journal.FrameMagic.Length)
        {
            var found = piece.IndexOf(Journal.FrameMagic);
            if (found < 0)
            {
                next += piece.Length - (Journal.FrameMagic.Length - 1);
                continue;
            }

            next += found;
            if (ReadFrame(next) is { } later && later.End > covered)
            {
                throw new DamagedLogException(
                    file.Path, offset, null, $"a group of the journal is unreadable, but the group that starts with leaf {later.First} after it is intact");
            }

            next++;
        }
    }

    private Frame? ReadFrame(long offset)
    {
        var header = Loaded(offset, Journal.FrameHeader).Span;
        if (header.Length < Journal.FrameHeader || !header.StartsWith(Journal.FrameMagic))
        {
            return null;
        }

        var entries = BinaryPrimitives.ReadInt32BigEndian(header[8..]);
        var contents = BinaryPrimitives.ReadInt32BigEndian(header[12..]);
        var length = (long)Journal.FrameHeader + entries + contents;
        if (entries < 0 || contents < 0 || length > Math.Min(_length - offset, Array.MaxLength))
        {
            return null;
        }

        var frame = Loaded(offset, (int)length)[..(int)length];
        if (!Journal.IsIntact(frame.Span))
        {
            return null;
        }

        // From here on the bytes are as written: the checksum matches.
        var first = BinaryPrimitives.ReadInt64BigEndian(frame.Span[16..]);
        var leaves = frame.Slice(Journal.FrameHeader, entries);
        var count = 0;
        for (var rest = leaves.Span; rest.Length > 0; rest = rest[(EntryBundle.PrefixLength + BinaryPrimitives.ReadUInt16BigEndian(rest))..])
        {
            count++;
        }

        return new Frame(first, first + count, (int)length, leaves, frame[(Journal.FrameHeader + entries)..]);
    }

    private static JournalGroup Group(Frame frame)
    {
        List<byte[]> leaves = [];
        for (var rest = frame.Entries.Span; rest.Length > 0;)
        {
            var size = BinaryPrimitives.ReadUInt16BigEndian(rest);
            leaves.Add(rest.Slice(EntryBundle.PrefixLength, size).ToArray());
            rest = rest[(EntryBundle.PrefixLength + size)..];
        }

        List<byte[]> contents = [];
        for (var rest = frame.Contents.Span; rest.Length > 0;)
        {
            var size = BinaryPrimitives.ReadInt32BigEndian(rest);
            contents.Add(rest.Slice(sizeof(int), size).ToArray());
            rest = rest[(sizeof(int) + size)..];
        }

        return new JournalGroup(frame.First, leaves, contents);
    }

    /// <summary>Where the last byte that is not zero ends; 0 where all are.</summary>
    private long NonZero()
    {
        for (var end = _length; end > 0;)
        {
            var start = Math.Max(0, end - Block);
            var last = Loaded(start, (int)(end - start)).Span.LastIndexOfAnyExcept((byte)0);
            if (last >= 0)
            {
                return start + last + 1;
            }

            end = start;
        }

        return 0;
    }

    /// <summary>Everything that the buffer has from an offset on; at least so many bytes, unless the file ends before.</summary>
    private ReadOnlyMemory<byte> Loaded(long offset, int least)
    {
        least = (int)Math.Clamp(_length - offset, 0, least);
        if (offset < _start || offset + least > _start + _loaded)
        {
            if (_buffer.Length < least || _buffer.Length == 0)
            {
                _buffer = new byte[Math.Max(least, Block)];
            }

            _start = offset;
            _loaded = file.Read(_buffer.AsSpan(0, (int)Math.Clamp(_length - offset, 0, _buffer.Length)), offset);
        }

        return _buffer.AsMemory((int)(offset - _start), _loaded - (int)(offset - _start));
    }
}

/// <summary>A group of leaves that were made durable together.</summary>
/// <param name="First">Index of the first leaf.</param>
/// <param name="Leaves">The leaves' bytes.</param>
/// <param name="Contents">The small contents supplied with them.</param>
internal sealed record JournalGroup(long First, IReadOnlyList<byte[]> Leaves, IReadOnlyList<byte[]> Contents)
{
    /// <summary>Index after the last leaf.</summary>
    public long End => First + Leaves.Count;
}
