using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Roundtable.Record.Entries;
using Roundtable.Record.Files;
using Roundtable.Record.Tiles;

namespace Roundtable.Record.Storage;

/// <summary>
/// Groups of leaves and their contents that are durable but not yet covered by a checkpoint; one flush makes both durable. docs/formats/log.md
/// specifies the format. The file never shrinks: groups covered by a checkpoint are overwritten with zeros, so that no content that is erased later
/// remains in blocks released by the file. Where they are many, that is done piece by piece together with the groups that follow: all at once it would be
/// flushed with the next group, and hold up everybody who waits for that one.
/// </summary>
internal sealed class Journal(AppendFile file)
{
    /// <summary>Maximum size of a content in the journal, in bytes; longer ones are flushed in their pack instead of being written twice.</summary>
    public const int MaxContent = 64 << 10;

    /// <summary>A longer journal, in bytes, makes a checkpoint due.</summary>
    public const long MaxLength = 64 << 20;

    public const int FrameHeader = NumbersEnd + Digest.Length;

    private const int ZeroedAtOnce = 1 << 20;
    private const int ZeroedPerByte = 4; // of a group

    private const int NumbersStart = 8;
    private const int NumbersEnd = NumbersStart + sizeof(int) + sizeof(int) + sizeof(long);

    private static readonly byte[] _zeros = new byte[1 << 16];

    private readonly ArrayBufferWriter<byte> _frame = new(1 << 16);
    private long _stale; // the end of what is left of covered groups

    /// <summary>First bytes of a group of version 1; later versions have a number before the line feed.</summary>
    public static ReadOnlySpan<byte> FrameMagic => "RTGROUP\n"u8;

    /// <summary>End of the last durable group.</summary>
    public long End { get; private set; }

    /// <summary>Appends a group durably. If it throws, nothing was appended, but <see cref="RollBack"/> is needed.</summary>
    public void Append(long first, IReadOnlyList<PendingAppend> leaves, IReadOnlyList<ReadOnlyMemory<byte>> contents)
    {
        _frame.ResetWrittenCount();
        var entryBytes = leaves.Sum(l => (long)EntryBundle.PrefixLength + l.Bytes.Length);
        WriterQueue.Reserve(_frame, FrameHeader + entryBytes + contents.Sum(c => (long)sizeof(int) + c.Length));
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
        Zero(End + frame.Length, ZeroedPerByte * frame.Length);
        file.Flush();
        End += frame.Length;
    }

    /// <summary>
    /// Overwrites with zeros what a failed append may have left. Where a flush fails the operating system and the disk may disagree about it, and only what
    /// is still in the file can be written once more by <see cref="Settle"/>.
    /// </summary>
    public void RollBack()
    {
        try
        {
            _stale = file.LengthOnDisk;
            ZeroAll();
            Flush();
        }
        catch (IOException e) when (e is not FlushFailedException)
        {
            file.Truncate(End); // a full disk, which cannot overwrite in place either
            _stale = 0;
        }
    }

    /// <summary>Makes certain, once flushed, that nothing stands after the groups that were recovered: a group that was given up is not to come back.</summary>
    public void Settle()
    {
        if (_stale > 0)
        {
            _stale = file.LengthOnDisk;
            ZeroAll();
        }
    }

    /// <summary>
    /// Overwrites everything after the groups with zeros, even where there seem to be zeros: after a failed flush the operating system may show them and the
    /// disk still have the group that was given up.
    /// </summary>
    public void ZeroRest()
    {
        _stale = Math.Max(_stale, file.LengthOnDisk);
        ZeroAll();
    }

    /// <summary>Discards all groups, which a checkpoint now covers; <see cref="ZeroAll"/> makes sure that nothing of them is left.</summary>
    public void Clear()
    {
        _stale = Math.Max(_stale, End);
        End = 0;
        if (_stale <= ZeroedAtOnce)
        {
            ZeroAll();
        }
    }

    /// <summary>Overwrites with zeros whatever is left of groups that a checkpoint covers.</summary>
    public void ZeroAll() => Zero(End, long.MaxValue);

    /// <summary>Makes the file durable, which it may not be after a crash.</summary>
    public void Flush() => file.Flush();

    /// <summary>Reads the groups not covered by a checkpoint, and continues behind the last group.</summary>
    /// <param name="covered">Number of leaves covered by the checkpoint.</param>
    /// <exception cref="NewerFormatException">When a group was written by a newer program.</exception>
    /// <exception cref="DamagedLogException">When a durable group is damaged.</exception>
    public IReadOnlyList<JournalGroup> Read(long covered)
    {
        (var groups, End, _stale) = new JournalReader(file).Read(covered);
        return groups;
    }

    /// <summary>Closes the file.</summary>
    /// <param name="isClean">Whether what is left of covered groups is overwritten first, so that nothing in a closed journal is no group.</param>
    public void Close(bool isClean)
    {
        try
        {
            if (isClean)
            {
                ZeroAll();
            }
        }
        catch (IOException)
        {
            // A checkpoint covers it.
        }

        file.Dispose();
    }

    /// <summary>Overwrites some of what is left of covered groups behind a position, the last of it first.</summary>
    private void Zero(long from, long most)
    {
        var start = _stale - most < from ? from : _stale - most;
        for (var at = start; at < _stale; at += _zeros.Length)
        {
            file.Overwrite(_zeros.AsSpan(0, (int)Math.Min(_zeros.Length, _stale - at)), at);
        }

        _stale = start < _stale && start > from ? start : Math.Min(_stale, from);
    }

    /// <summary>Whether a group is as it was written.</summary>
    /// <param name="frame">From its header to the end that this states.</param>
    public static bool IsIntact(ReadOnlySpan<byte> frame) =>
        Checksum(frame[NumbersStart..NumbersEnd], frame[FrameHeader..]) == new Digest(frame[NumbersEnd..FrameHeader]);

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
