using System.Buffers;
using System.Buffers.Binary;
using Roundtable.Record.Entries;
using Roundtable.Record.Tiles;

namespace Roundtable.Record.Storage;

/// <summary>
/// Leaves that are durable and that no checkpoint speaks of yet, group by group. A frame is the eight bytes of
/// <see cref="FrameMagic"/>, the length of its entries in 32 bits, the index of its first leaf in 64 bits, both big-endian, SHA-256
/// over those numbers and the entries, and the entries as a bundle holds them.
/// </summary>
internal sealed class Journal(AppendFile file) : IDisposable
{
    public const int FrameHeader = 8 + 4 + 8 + Digest.Length;

    private readonly ArrayBufferWriter<byte> _frame = new(1 << 16);

    public static ReadOnlySpan<byte> FrameMagic => "RTGROUP\n"u8;

    /// <summary>Appends a group and makes it durable. When it throws nothing was appended, but see <see cref="AppendFile.Truncate"/>.</summary>
    public void Append(long first, IReadOnlyList<Append> leaves)
    {
        _frame.ResetWrittenCount();
        _frame.Advance(_frame.GetSpan(FrameHeader).Length >= FrameHeader ? FrameHeader : 0);
        foreach (var leaf in leaves)
        {
            _frame.Advance(EntryBundle.Write(_frame.GetSpan(EntryBundle.PrefixLength + leaf.Bytes.Length), leaf.Bytes));
        }

        var frame = System.Runtime.InteropServices.MemoryMarshal.AsMemory(_frame.WrittenMemory).Span;
        FrameMagic.CopyTo(frame);
        BinaryPrimitives.WriteInt32BigEndian(frame[8..], frame.Length - FrameHeader);
        BinaryPrimitives.WriteInt64BigEndian(frame[12..], first);
        Checksum(frame[8..20], frame[FrameHeader..]).CopyTo(frame[20..]);
        Start = file.Length;
        file.Append(frame);
        file.Flush();
        Start = file.Length;
    }

    /// <summary>Where the last durable group ends.</summary>
    public long Start { get; private set; } = file.Length;

    /// <summary>Cuts what a failed append may have left.</summary>
    public void RollBack() => file.Truncate(Start);

    /// <summary>Forgets every group: a checkpoint speaks of them now.</summary>
    public void Clear()
    {
        file.Truncate(0);
        Start = 0;
    }

    /// <summary>Makes durable what is there, as it may not be after a crash.</summary>
    public void Flush() => file.Flush();

    /// <summary>
    /// The groups. What is torn at the end was never promised, and is cut where that is allowed; something else than a group
    /// with a whole group after it is damage.
    /// </summary>
    /// <exception cref="DamagedLogException">When a group that was durable is not what it was.</exception>
    public IReadOnlyList<(long First, IReadOnlyList<byte[]> Leaves)> Read(bool mayCut)
    {
        var bytes = new byte[file.Length];
        var length = file.Read(bytes, 0);
        var groups = new List<(long, IReadOnlyList<byte[]>)>();
        var offset = 0;
        while (offset < length)
        {
            if (ReadFrame(bytes.AsMemory(offset, length - offset)) is not { } group)
            {
                ThrowIfFollowed(bytes.AsMemory(0, length), offset, groups.Count);
                break;
            }

            groups.Add((group.First, group.Leaves));
            offset += group.Length;
        }

        if (mayCut && offset < file.Length)
        {
            file.Truncate(offset);
        }

        Start = offset;
        return groups;
    }

    public void Dispose() => file.Dispose();

    private void ThrowIfFollowed(ReadOnlyMemory<byte> bytes, int offset, int groups)
    {
        for (var next = offset + 1; next < bytes.Length; next++)
        {
            var found = bytes.Span[next..].IndexOf(FrameMagic);
            if (found < 0)
            {
                return;
            }

            next += found;
            if (ReadFrame(bytes[next..]) is { } later)
            {
                throw new DamagedLogException(
                    file.Path, offset, null, $"group {groups} of the journal cannot be read, and the group with leaf {later.First} stands whole after it");
            }
        }
    }

    private static (long First, IReadOnlyList<byte[]> Leaves, int Length)? ReadFrame(ReadOnlyMemory<byte> bytes)
    {
        var frame = bytes.Span;
        if (frame.Length < FrameHeader || !frame.StartsWith(FrameMagic))
        {
            return null;
        }

        var length = BinaryPrimitives.ReadInt32BigEndian(frame[8..]);
        if (length < 0 || length > frame.Length - FrameHeader || Checksum(frame[8..20], frame.Slice(FrameHeader, length)) != new Digest(frame[20..FrameHeader]))
        {
            return null;
        }

        var leaves = new List<byte[]>();
        for (var entries = frame.Slice(FrameHeader, length); entries.Length > 0;)
        {
            var size = BinaryPrimitives.ReadUInt16BigEndian(entries);
            leaves.Add(entries.Slice(EntryBundle.PrefixLength, size).ToArray());
            entries = entries[(EntryBundle.PrefixLength + size)..];
        }

        return (BinaryPrimitives.ReadInt64BigEndian(frame[12..]), leaves, FrameHeader + length);
    }

    private static Digest Checksum(ReadOnlySpan<byte> numbers, ReadOnlySpan<byte> entries)
    {
        using var hash = System.Security.Cryptography.IncrementalHash.CreateHash(System.Security.Cryptography.HashAlgorithmName.SHA256);
        hash.AppendData(numbers);
        hash.AppendData(entries);
        Span<byte> digest = stackalloc byte[Digest.Length];
        hash.GetHashAndReset(digest);
        return new Digest(digest);
    }
}
