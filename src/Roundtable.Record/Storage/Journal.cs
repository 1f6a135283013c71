using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Roundtable.Record.Entries;
using Roundtable.Record.Files;
using Roundtable.Record.Tiles;

namespace Roundtable.Record.Storage;

/// <summary>
/// What is durable and in no checkpoint yet, group by group: leaves, and the contents that came with them, so that one flush makes both
/// durable. docs/formats/log.md has the bytes of a group. The file never shrinks: what a checkpoint has taken over is overwritten with zeros,
/// and nothing that is erased later stays behind in blocks that the file gave up.
/// </summary>
internal sealed class Journal(AppendFile file) : IDisposable
{
    /// <summary>A content that is longer is flushed in its pack, and not written twice.</summary>
    public const int MaxContent = 64 << 10;

    /// <summary>A journal that is longer asks for a checkpoint.</summary>
    public const long MaxLength = 64 << 20;

    public const int FrameHeader = NumbersEnd + Digest.Length;

    private const int NumbersStart = 8;
    private const int NumbersEnd = NumbersStart + sizeof(int) + sizeof(int) + sizeof(long);

    private readonly ArrayBufferWriter<byte> _frame = new(1 << 16);

    /// <summary>The first bytes of a group of version 1; those of later versions have a number before the line feed.</summary>
    public static ReadOnlySpan<byte> FrameMagic => "RTGROUP\n"u8;

    /// <summary>Where the last durable group ends.</summary>
    public long End { get; private set; }

    /// <summary>Appends a group and makes it durable. When it throws nothing was appended, but see <see cref="RollBack"/>.</summary>
    public void Append(long first, IReadOnlyList<Append> leaves, IReadOnlyList<ReadOnlyMemory<byte>> contents)
    {
        _frame.ResetWrittenCount();
        _frame.GetSpan(FrameHeader)[..FrameHeader].Clear();
        _frame.Advance(FrameHeader);
        foreach (var leaf in leaves)
        {
            _frame.Advance(EntryBundle.Write(_frame.GetSpan(EntryBundle.PrefixLength + leaf.Bytes.Length), leaf.Bytes));
        }

        var entries = _frame.WrittenCount - FrameHeader;
        foreach (var content in contents)
        {
            BinaryPrimitives.WriteInt32BigEndian(_frame.GetSpan(sizeof(int)), content.Length);
            _frame.Advance(sizeof(int));
            _frame.Write(content.Span);
        }

        var frame = MemoryMarshal.AsMemory(_frame.WrittenMemory).Span;
        FrameMagic.CopyTo(frame);
        BinaryPrimitives.WriteInt32BigEndian(frame[8..], entries);
        BinaryPrimitives.WriteInt32BigEndian(frame[12..], frame.Length - FrameHeader - entries);
        BinaryPrimitives.WriteInt64BigEndian(frame[16..], first);
        Checksum(frame[NumbersStart..NumbersEnd], frame[FrameHeader..]).CopyTo(frame[NumbersEnd..]);
        file.Overwrite(frame, End);
        file.Flush();
        End += frame.Length;
    }

    /// <summary>Cuts what a failed append may have left.</summary>
    public void RollBack() => file.Truncate(End);

    /// <summary>Forgets every group: a checkpoint speaks of them now.</summary>
    public void Clear()
    {
        var zeros = new byte[(int)Math.Min(End, 1 << 16)];
        for (long at = 0; at < End; at += zeros.Length)
        {
            file.Overwrite(zeros.AsSpan(0, (int)Math.Min(zeros.Length, End - at)), at);
        }

        End = 0;
    }

    /// <summary>Makes durable what is there, as it may not be after a crash.</summary>
    public void Flush() => file.Flush();

    /// <summary>
    /// The groups that a checkpoint does not speak of. What is torn at the end was never promised; something else than a group with a whole one of
    /// these after it is damage.
    /// </summary>
    /// <param name="covered">Leaves of the checkpoint.</param>
    /// <exception cref="NewerFormatException">When a newer program wrote a group.</exception>
    /// <exception cref="DamagedLogException">When a group that was durable is not what it was.</exception>
    public IReadOnlyList<JournalGroup> Read(long covered)
    {
        var bytes = new byte[file.Length];
        var length = file.Read(bytes, 0);
        var groups = new List<JournalGroup>();
        var offset = 0;
        while (offset < length)
        {
            if (ReadFrame(bytes.AsMemory(offset, length - offset)) is not var (group, size))
            {
                NewerFormatException.ThrowIfNewer(file.Path, bytes.AsSpan(offset, length - offset), FrameMagic[..^1], 1);
                ThrowIfFollowed(bytes.AsMemory(0, length), offset, covered);
                break;
            }

            if (group.End > covered)
            {
                groups.Add(group);
            }

            offset += size;
        }

        End = offset;
        return groups;
    }

    public void Dispose() => file.Dispose();

    private void ThrowIfFollowed(ReadOnlyMemory<byte> bytes, int offset, long covered)
    {
        for (var next = offset + 1; next < bytes.Length; next++)
        {
            var found = bytes.Span[next..].IndexOf(FrameMagic);
            if (found < 0)
            {
                return;
            }

            next += found;
            if (ReadFrame(bytes[next..]) is var (later, _) && later.End > covered)
            {
                throw new DamagedLogException(file.Path, offset, null, $"a group of the journal cannot be read, and the group with leaf {later.First} stands whole after it");
            }
        }
    }

    private static (JournalGroup Group, int Length)? ReadFrame(ReadOnlyMemory<byte> bytes)
    {
        var frame = bytes.Span;
        if (frame.Length < FrameHeader || !frame.StartsWith(FrameMagic))
        {
            return null;
        }

        var entries = BinaryPrimitives.ReadInt32BigEndian(frame[8..]);
        var contents = BinaryPrimitives.ReadInt32BigEndian(frame[12..]);
        if (entries < 0 || contents < 0 || (long)entries + contents > frame.Length - FrameHeader
            || Checksum(frame[NumbersStart..NumbersEnd], frame.Slice(FrameHeader, entries + contents)) != new Digest(frame[NumbersEnd..FrameHeader]))
        {
            return null;
        }

        // From here on it is what was written: the checksum says so.
        var leaves = new List<byte[]>();
        for (var rest = frame.Slice(FrameHeader, entries); rest.Length > 0;)
        {
            var size = BinaryPrimitives.ReadUInt16BigEndian(rest);
            leaves.Add(rest.Slice(EntryBundle.PrefixLength, size).ToArray());
            rest = rest[(EntryBundle.PrefixLength + size)..];
        }

        var with = new List<byte[]>();
        for (var rest = frame.Slice(FrameHeader + entries, contents); rest.Length > 0;)
        {
            var size = BinaryPrimitives.ReadInt32BigEndian(rest);
            with.Add(rest.Slice(sizeof(int), size).ToArray());
            rest = rest[(sizeof(int) + size)..];
        }

        return (new JournalGroup(BinaryPrimitives.ReadInt64BigEndian(frame[16..]), leaves, with), FrameHeader + entries + contents);
    }

    private static Digest Checksum(ReadOnlySpan<byte> numbers, ReadOnlySpan<byte> payload)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(numbers);
        hash.AppendData(payload);
        Span<byte> digest = stackalloc byte[Digest.Length];
        hash.GetHashAndReset(digest);
        return new Digest(digest);
    }
}
