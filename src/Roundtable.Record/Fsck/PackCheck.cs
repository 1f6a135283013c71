using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using Roundtable.Record.Files;

namespace Roundtable.Record.Fsck;

/// <summary>Checks the packs of contents, their durable end and their index, in memory that hardly grows with them.</summary>
/// <param name="files">The files.</param>
internal sealed class PackCheck(CheckedFiles files) : IDisposable
{
    private const string End = "content/end";
    private const string Mark = "content/erasing";
    private const int Header = 40;
    private const int Magic = 8;
    private const int Piece = 1 << 16;

    private readonly ContentTable _table = new();
    private readonly byte[] _piece = new byte[Piece];
    private (int Number, IDiskFile File)? _open;

    /// <summary>Whether a content is stored or was erased. A leaf names it.</summary>
    public bool IsThere(string digest)
    {
        var isThere = false;
        foreach (var (number, _) in _table.Find(Convert.FromHexString(digest)))
        {
            _table.MarkNamed(number);
            isThere = true;
        }

        return isThere;
    }

    /// <summary>A content; null if it is not stored, was erased, or is longer.</summary>
    public byte[]? Content(string digest, int most)
    {
        foreach (var (_, entry) in _table.Find(Convert.FromHexString(digest)).Where(e => e.Entry.Flag == '+' && e.Entry.Length <= most))
        {
            var bytes = new byte[entry.Length];
            return Opened(entry.Pack).ReadFully(bytes, entry.Offset + Header) == bytes.Length ? bytes : null;
        }

        return null;
    }

    /// <summary>Says which contents no leaf names, once all leaves were looked at: no erasure would find them.</summary>
    public void CheckNamed()
    {
        foreach (var pack in _table.All().Where(e => !e.IsNamed && e.Entry.Flag == '+').Select(e => e.Entry).ToLookup(e => e.Pack))
        {
            var count = pack.Count();
            var which = count == 1 ? "a content in it is" : string.Create(CultureInfo.InvariantCulture, $"{count} contents in it are");
            files.Note(Name(pack.Key), $"{which} named by no leaf, so that no erasure finds {(count == 1 ? "it" : "them")}: left by a process that was stopped");
            files.CanErase(Name(pack.Key), "every leaf was read, and none names what is erased", [.. pack.OrderBy(e => e.Offset).Select(e => (e.Offset + Header, e.Length))]);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _open?.File.Dispose();
        _table.Dispose();
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

        _table.Sort();
        new IndexCheck(files, _table).Run(end, durable);
    }

    private static string Name(int number) => string.Create(CultureInfo.InvariantCulture, $"content/{number:D6}.pack");

    private static int? Number(string path) =>
        int.TryParse(Path.GetFileNameWithoutExtension(path), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number > 0
            && Name(number) == path
            ? number
            : null;

    private IDiskFile Open(int number) =>
        files.Disk.Open(files.PathOf(Name(number)), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);

    private IDiskFile Opened(int number)
    {
        if (_open?.Number != number)
        {
            _open?.File.Dispose();
            _open = (number, Open(number));
        }

        return _open.Value.File;
    }

    /// <summary>Reads the entries between two positions; the problem of the first that is wrong, null if they end there.</summary>
    private string? Entries(IDiskFile file, int pack, long from, long length)
    {
        var header = new byte[Header];
        if (length == 0)
        {
            return null;
        }

        if (file.ReadFully(header.AsSpan(0, Magic), 0) < Magic || !header.AsSpan(0, Magic).SequenceEqual("RTPACK1\n"u8))
        {
            return "it does not start with the header of a pack of version 1";
        }

        for (var offset = Math.Max(Magic, from); offset < length;)
        {
            if (offset + Header > length || file.ReadFully(header, offset) < Header)
            {
                return $"it ends inside the entry at byte {offset}";
            }

            var size = BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(4));
            if (!header.AsSpan().StartsWith("RTC"u8) || size < 0 || offset + Header + size > length)
            {
                return $"there is no valid entry at byte {offset}";
            }

            var flag = (char)header[3];
            var (isWhole, isZero, digest) = Look(file, offset + Header, size);
            if (!isWhole)
            {
                return $"it ends inside the entry at byte {offset}";
            }

            var isRight = flag switch
            {
                '+' => digest.AsSpan().SequenceEqual(header.AsSpan(8)),
                '-' => isZero,
                '~' => files.Exists(Mark),
                _ => false,
            };
            if (!isRight)
            {
                return flag == '~' ? $"the entry at byte {offset} is being erased, and {files.PathOf(Mark)} is missing"
                    : $"the entry at byte {offset} does not match its header";
            }

            _table.Add(StoredEntry.Of(header.AsSpan(8), pack, offset, size, flag));
            offset += Header + size;
        }

        return null;
    }

    /// <summary>A content a piece at a time: whether it is there, whether it is zeros, and its digest.</summary>
    private (bool IsWhole, bool IsZero, byte[] Digest) Look(IDiskFile file, long offset, int length)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var isZero = true;
        for (var done = 0; done < length;)
        {
            var piece = _piece.AsSpan(0, Math.Min(Piece, length - done));
            if (file.ReadFully(piece, offset + done) < piece.Length)
            {
                return (false, false, []);
            }

            hash.AppendData(piece);
            isZero = isZero && !piece.ContainsAnyExcept((byte)0);
            done += piece.Length;
        }

        return (true, isZero, hash.GetHashAndReset());
    }
}
