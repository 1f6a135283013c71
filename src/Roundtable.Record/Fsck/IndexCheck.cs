using System.Buffers.Binary;
using System.Security.Cryptography;
using Roundtable.Record.Files;

namespace Roundtable.Record.Fsck;

/// <summary>Checks the index of contents, which is derived from the packs.</summary>
/// <param name="files">The files.</param>
/// <param name="table">What is in the packs.</param>
internal sealed class IndexCheck(CheckedFiles files, ContentTable table)
{
    private const string Index = "content/index";
    private const int Slot = 16;

    private readonly byte[] _piece = new byte[1 << 16];

    /// <summary>Checks it. What is wrong with it is healed, but not before a content that is there may be taken for one that is not.</summary>
    /// <param name="end">Number of the last durable pack.</param>
    /// <param name="durable">Its durable length.</param>
    public void Run(int end, long durable)
    {
        if (!IsIndexRight(end, durable) && files.Exists(Index))
        {
            files.CanRepair(Index, "opening the log for writing makes it again from the packs", null);
        }
    }

    private bool IsIndexRight(int end, long durable)
    {
        if (!files.Exists(Index))
        {
            if (table.Count > 0)
            {
                files.Note(Index, "it is missing; opening the log for writing makes it again");
            }

            return false;
        }

        using var index = files.Disk.Open(files.PathOf(Index), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var header = new byte[64];
        if (index.ReadFully(header, 0) < header.Length || !header.AsSpan().StartsWith("RTINDEX1"u8)
            || !SHA256.HashData(header.AsSpan(0, 32)).AsSpan().SequenceEqual(header.AsSpan(32, 32))
            || header[8] is < 12 or >= 40 || index.Length != header.Length + ((long)Slot << header[8]))
        {
            files.Note(Index, "its header or length is not that of an index; opening the log for writing makes it again");
            return false;
        }

        var (pack, length) = (BinaryPrimitives.ReadInt32LittleEndian(header.AsSpan(12)), BinaryPrimitives.ReadInt64LittleEndian(header.AsSpan(24)));
        if (pack > end || (pack == end && length > durable))
        {
            files.Note(Index, "it is ahead of the packs; opening the log for writing makes it again");
            return false;
        }

        if (pack < end || length < durable)
        {
            files.Note(Index, "it is older than the packs; opening the log takes in what it lacks");
        }

        var stray = Slots(index, header.Length);
        var missing = table.All().Where(e => e.Entry.Flag == '+' && !e.IsIndexed)
            .Select(e => e.Entry).FirstOrDefault(e => e.Pack < pack || (e.Pack == pack && e.Offset < length));
        if (missing.Pack > 0)
        {
            files.Damage(Index, $"the content {missing.Digest} is missing from it; 'roundtable reindex' makes the index again");
            return false;
        }

        if (stray is { } place)
        {
            files.Note(Index, $"it has a position without a content, {place:x}, which is not believed");
        }

        return true;
    }

    /// <summary>Marks the entries that the index has; the first position in it that has none.</summary>
    private ulong? Slots(IDiskFile index, long at)
    {
        ulong? stray = null;
        for (int read; (read = index.ReadFully(_piece, at)) > 0; at += read)
        {
            for (var slot = 0; slot + Slot <= read; slot += Slot)
            {
                var key = BinaryPrimitives.ReadUInt64LittleEndian(_piece.AsSpan(slot));
                var place = BinaryPrimitives.ReadUInt64LittleEndian(_piece.AsSpan(slot + 8));
                if (key == 0 && place != 0)
                {
                    files.Note(Index, $"the slot at byte {at + slot} has a position and no key: one that a crash cut off, which is not believed");
                }
                else if (key != 0)
                {
                    // The key is the digest's first bytes, little-endian, and 1 where they are zeros.
                    var isThere = IsThere(BinaryPrimitives.ReverseEndianness(key), place) || (key == 1 && IsThere(0, place));
                    stray ??= isThere ? null : place;
                }
            }
        }

        return stray;
    }

    private bool IsThere(ulong key, ulong place) => table.MarkIndexed(key, (int)(place >> 40), (long)(place & ((1UL << 40) - 1)));
}
