using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;

namespace Roundtable.Record.Fsck;

/// <summary>Checks the packs of contents, their durable end and their index.</summary>
/// <param name="files">The files.</param>
internal sealed class PackCheck(CheckedFiles files)
{
    private const string End = "content/end";
    private const string Index = "content/index";
    private const string Mark = "content/erasing";
    private const int Header = 40;
    private const int Magic = 8;

    private readonly Dictionary<string, Place> _places = new(StringComparer.Ordinal);
    private readonly List<(string Digest, Place Place)> _all = [];

    /// <summary>Where a content is.</summary>
    private sealed record Place(int Pack, long Offset, int Length, char Flag);

    /// <summary>Whether a content is stored or was erased.</summary>
    public bool Has(string digest) => _places.ContainsKey(digest);

    /// <summary>A content; null if it is not stored, or was erased.</summary>
    public byte[]? Content(string digest)
    {
        if (!_places.TryGetValue(digest, out var place) || place.Flag != '+')
        {
            return null;
        }

        using var pack = Open(place.Pack);
        var bytes = new byte[place.Length];
        return Fully(pack, bytes, place.Offset + Header) == bytes.Length ? bytes : null;
    }

    /// <summary>Checks them.</summary>
    public void Run()
    {
        var packs = files.In("content").Where(p => p.EndsWith(".pack", StringComparison.Ordinal)).ToList();
        if (files.ReadText(End) is not { } text)
        {
            if (packs.Count > 0)
            {
                files.Damage(End, "it is missing although there are packs");
            }

            return;
        }

        if (text.Split(' ') is not [var last, [.. var digits, '\n']]
            || Number($"content/{last}") is not { } end
            || !long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var durable)
            || text != string.Create(CultureInfo.InvariantCulture, $"{Name(end)[8..]} {durable}\n"))
        {
            files.Damage(End, "it is not one line with a pack and a length");
            return;
        }

        for (var number = 1; number <= end; number++)
        {
            if (!packs.Contains(Name(number)) && (number < end || durable > 0))
            {
                files.Damage(Name(number), "it is missing");
            }
        }

        if (files.Exists(Mark))
        {
            files.Note(Mark, "an erasure was interrupted; opening the log for writing completes it");
        }

        foreach (var pack in packs)
        {
            if (Number(pack) is not { } number)
            {
                files.Note(pack, "it is no pack: nothing in the log has this name");
                continue;
            }

            using var file = Open(number);
            var length = number < end ? file.Length : number == end ? durable : 0;
            if (Entries(file, number, 0, length) is { } problem)
            {
                files.Damage(pack, problem);
            }
            else if (file.Length is var actual && actual > length)
            {
                files.Note(
                    pack, $"its last {actual - length} bytes are newer than the last checkpoint; opening the log for writing recovers or truncates them");
                Entries(file, number, length, actual); // as far as they are whole
            }
        }

        CheckIndex(end, durable);
    }

    private static string Name(int number) => string.Create(CultureInfo.InvariantCulture, $"content/{number:D6}.pack");

    private static int? Number(string path) =>
        int.TryParse(Path.GetFileNameWithoutExtension(path), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number > 0
            && Name(number) == path
            ? number
            : null;

    private Files.IDiskFile Open(int number) =>
        files.Disk.Open(files.PathOf(Name(number)), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);

    private static int Fully(Files.IDiskFile file, Span<byte> bytes, long offset)
    {
        var total = 0;
        while (total < bytes.Length && file.Read(bytes[total..], offset + total) is > 0 and var read)
        {
            total += read;
        }

        return total;
    }

    /// <summary>Reads the entries between two positions; the problem of the first that is wrong, null if they end there.</summary>
    private string? Entries(Files.IDiskFile file, int pack, long from, long length)
    {
        var header = new byte[Header];
        if (length == 0)
        {
            return null;
        }

        if (Fully(file, header.AsSpan(0, Magic), 0) < Magic || !header.AsSpan(0, Magic).SequenceEqual("RTPACK1\n"u8))
        {
            return "it does not start with the header of a pack of version 1";
        }

        for (var offset = Math.Max(Magic, from); offset < length;)
        {
            if (offset + Header > length || Fully(file, header, offset) < Header)
            {
                return $"it ends inside the entry at byte {offset}";
            }

            var size = BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(4));
            if (!header.AsSpan().StartsWith("RTC"u8) || size < 0 || offset + Header + size > length)
            {
                return $"there is no valid entry at byte {offset}";
            }

            var content = new byte[size];
            if (Fully(file, content, offset + Header) < size)
            {
                return $"it ends inside the entry at byte {offset}";
            }

            var flag = (char)header[3];
            var isRight = flag switch
            {
                '+' => SHA256.HashData(content).AsSpan().SequenceEqual(header.AsSpan(8)),
                '-' => !content.AsSpan().ContainsAnyExcept((byte)0),
                '~' => files.Exists(Mark),
                _ => false,
            };
            if (!isRight)
            {
                return flag == '~' ? $"the entry at byte {offset} is being erased, and {files.PathOf(Mark)} is missing"
                    : $"the entry at byte {offset} does not match its header";
            }

            Add(Convert.ToHexStringLower(header.AsSpan(8)), new Place(pack, offset, size, flag));
            offset += Header + size;
        }

        return null;
    }

    private void Add(string digest, Place place)
    {
        if (_places.GetValueOrDefault(digest) is not { Flag: '+' })
        {
            _places[digest] = place;
        }

        _all.Add((digest, place));
    }

    /// <summary>The index is derived: what is wrong with it is healed, but not before a content that is there may be taken for one that is not.</summary>
    private void CheckIndex(int end, long durable)
    {
        if (!IsIndexRight(end, durable) && files.Exists(Index))
        {
            files.CanRepair(Index, "opening the log for writing makes it again from the packs", null);
        }
    }

    private bool IsIndexRight(int end, long durable)
    {
        if (files.Read(Index) is not { } bytes)
        {
            if (_all.Count > 0)
            {
                files.Note(Index, "it is missing; opening the log for writing makes it again");
            }

            return false;
        }

        if (bytes.Length < 64 || !bytes.AsSpan().StartsWith("RTINDEX1"u8) || !SHA256.HashData(bytes.AsSpan(0, 32)).AsSpan().SequenceEqual(bytes.AsSpan(32, 32))
            || bytes[8] is < 12 or >= 40 || bytes.Length != 64 + (16L << bytes[8]))
        {
            files.Note(Index, "its header or length is not that of an index; opening the log for writing makes it again");
            return false;
        }

        var (pack, length) = (BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(12)), BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(24)));
        if (pack > end || (pack == end && length > durable))
        {
            files.Note(Index, "it is ahead of the packs; opening the log for writing makes it again");
            return false;
        }

        if (pack < end || length < durable)
        {
            files.Note(Index, "it is older than the packs; opening the log takes in what it lacks");
        }

        HashSet<(ulong Key, ulong Place)> slots = [];
        for (var at = 64; at < bytes.Length; at += 16)
        {
            if (BinaryPrimitives.ReadUInt64LittleEndian(bytes.AsSpan(at)) is var key and not 0)
            {
                slots.Add((key, BinaryPrimitives.ReadUInt64LittleEndian(bytes.AsSpan(at + 8))));
            }
            else if (BinaryPrimitives.ReadUInt64LittleEndian(bytes.AsSpan(at + 8)) != 0)
            {
                files.Note(Index, $"the slot at byte {at} has a position and no key: one that a crash cut off, which is not believed");
            }
        }

        var right = _all.Select(a => (Key(a.Digest), ((ulong)a.Place.Pack << 40) | (ulong)a.Place.Offset)).ToHashSet();
        var missing = _all.Find(a => a.Place.Flag == '+' && (a.Place.Pack < pack || (a.Place.Pack == pack && a.Place.Offset < length))
            && !slots.Contains((Key(a.Digest), ((ulong)a.Place.Pack << 40) | (ulong)a.Place.Offset)));
        if (missing.Digest is not null)
        {
            files.Damage(Index, $"the content {missing.Digest} is missing from it; 'roundtable reindex' makes the index again");
            return false;
        }

        if (slots.FirstOrDefault(s => !right.Contains(s)) is { Key: not 0 } stray)
        {
            files.Note(Index, $"it has a position without a content, {stray.Place:x}, which is not believed");
        }

        return true;
    }

    private static ulong Key(string digest) => Math.Max(1, BinaryPrimitives.ReadUInt64LittleEndian(Convert.FromHexString(digest)));
}
