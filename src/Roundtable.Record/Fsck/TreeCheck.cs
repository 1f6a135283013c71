using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;

namespace Roundtable.Record.Fsck;

/// <summary>
/// Checks every tile and bundle: those that the checkpoint needs, and those that were left beside them. A bundle and one tile of each level are in memory, and
/// the names of all files.
/// </summary>
/// <param name="files">The files.</param>
/// <param name="leaf">Is told of each leaf, with its index.</param>
internal sealed class TreeCheck(CheckedFiles files, Action<long, byte[]> leaf)
{
    private const int Full = 256;
    private const int HashLength = 32;
    private const string Beyond = "it is beyond the checkpoint, and is written again before it is used";

    private readonly List<List<byte[]>> _levels = [[]]; // the hashes of each level that no full tile has yet
    private readonly List<(string Path, byte[] Right)> _wrong = [];
    private readonly List<byte[]> _bundle = [];
    private ILookup<(int Level, long Index), TileName> _present = Array.Empty<TileName>().ToLookup(t => (0, 0L));

    /// <summary>How many leaves of the checkpoint could be read.</summary>
    public long Count { get; private set; }

    /// <summary>The tree over them; leaves that the journal adds may be added.</summary>
    public Peaks Peaks { get; } = new();

    /// <summary>Checks a log of so many leaves.</summary>
    /// <param name="size">Number of leaves.</param>
    /// <param name="root">The root hash in base64.</param>
    /// <param name="earlier">A commitment to the log when it was shorter or equally long; null for none.</param>
    public void Run(long size, string root, KeyCheck.Commitment? earlier)
    {
        var present = files.All("log/tile").Select(TileName.Parse).ToList();
        foreach (var file in present.Where(t => t.Level is null))
        {
            files.Note(file.Path, "it is no tile: nothing in the log has this name");
        }

        _present = present.Where(t => t.Level is not null).ToLookup(t => (t.Level!.Value, t.Index));
        for (long index = 0; index * Full < size; index++)
        {
            if (!ReadBundle(index, (int)Math.Min(Full, size - (index * Full)), earlier))
            {
                return;
            }
        }

        var actual = Convert.ToBase64String(Peaks.Root());
        if (actual != root)
        {
            files.Damage("log/checkpoint", $"it states the root {root}, but the entries have the root {actual}");
        }

        if (earlier is { Size: 0 } && earlier.Root != Convert.ToBase64String(new Peaks().Root()))
        {
            files.Damage("keys/log.signed", "it states another root for 0 leaves than the entries have");
        }

        for (var level = 0; level < _levels.Count; level++)
        {
            CompareTiles(level, (size >> (8 * level)) / Full, _levels[level]);
        }

        // What follows from the leaves is right where the signed root says so.
        foreach (var (path, right) in actual == root ? _wrong : [])
        {
            files.CanRepair(path, "it follows from the leaves under the signed checkpoint", right);
        }

        foreach (var tile in present.Where(t => t.Level is not null && t.Index * Full >= size >> (8 * Math.Max(0, t.Level.Value))))
        {
            files.Note(tile.Path, Beyond);
        }
    }

    /// <summary>The RFC 6962 tree hash, as defined in the RFC.</summary>
    public static byte[] Tree(ReadOnlySpan<byte[]> hashes)
    {
        if (hashes.Length == 0)
        {
            return SHA256.HashData([]);
        }

        if (hashes.Length == 1)
        {
            return hashes[0];
        }

        var left = 1;
        while (2 * left < hashes.Length)
        {
            left *= 2;
        }

        return SHA256.HashData([1, .. Tree(hashes[..left]), .. Tree(hashes[left..])]);
    }

    /// <summary>The entries of a bundle, each preceded by its length in 16 bits; null if its bytes do not end with a complete entry.</summary>
    public static List<byte[]>? Entries(ReadOnlySpan<byte> bundle)
    {
        List<byte[]> entries = [];
        while (bundle.Length > 0)
        {
            if (bundle.Length < 2 || BinaryPrimitives.ReadUInt16BigEndian(bundle) is var length && 2 + length > bundle.Length)
            {
                return null;
            }

            entries.Add(bundle.Slice(2, length).ToArray());
            bundle = bundle[(2 + length)..];
        }

        return entries;
    }

    /// <summary>The RFC 6962 leaf hash.</summary>
    public static byte[] LeafHash(byte[] leaf) => SHA256.HashData([0, .. leaf]);

    /// <summary>Reads the leaves of a bundle, and compares what is made of them with what is stored; false where it cannot be read.</summary>
    private bool ReadBundle(long index, int width, KeyCheck.Commitment? earlier)
    {
        // The narrowest file that has them all: a wider one may be what a crash left.
        var bundle = _present[(TileName.Entries, index)].Where(t => t.Width >= width).OrderBy(t => t.Width).FirstOrDefault();
        if (bundle is null)
        {
            files.Damage(TileName.Of(TileName.Entries, index, width), "it is missing");
            return false;
        }

        if (Entries(files.Read(bundle.Path)) is not { } entries || entries.Count != bundle.Width)
        {
            files.Damage(bundle.Path, $"it does not consist of {bundle.Width} entries, as its name says");
            return false;
        }

        _bundle.Clear();
        _bundle.AddRange(entries[..width]);
        var hashes = _levels[0];
        foreach (var bytes in _bundle)
        {
            hashes.Add(LeafHash(bytes));
            Peaks.Add(hashes[^1]);
            leaf(Count++, bytes);
            if (earlier?.Size == Count && Convert.ToBase64String(Peaks.Root()) != earlier.Root)
            {
                files.Damage("keys/log.signed", $"it states another root for {earlier.Size} leaves than the entries have");
            }
        }

        foreach (var file in _present[(TileName.Entries, index)])
        {
            CompareBundle(file, hashes);
        }

        for (var level = 0; _levels[level].Count == Full; level++)
        {
            if (level + 1 == _levels.Count)
            {
                _levels.Add([]);
            }

            CompareTiles(level, (Count >> (8 * level)) / Full - 1, _levels[level]);
            _levels[level + 1].Add(Tree(_levels[level].ToArray()));
            _levels[level].Clear();
        }

        return true;
    }

    /// <summary>Compares the tiles of a place with the hashes there.</summary>
    private void CompareTiles(int level, long index, List<byte[]> hashes)
    {
        if (hashes.Count > 0 && !_present[(level, index)].Any(t => t.Width >= hashes.Count))
        {
            var missing = TileName.Of(level, index, hashes.Count);
            files.Damage(missing, "it is missing");
            _wrong.Add((missing, Hashes(hashes, hashes.Count)));
        }

        foreach (var tile in hashes.Count > 0 ? _present[(level, index)] : [])
        {
            CompareTile(tile, hashes);
        }
    }

    private void CompareBundle(TileName bundle, List<byte[]> hashes)
    {
        var count = Math.Min(bundle.Width, hashes.Count);
        var entries = Entries(files.Read(bundle.Path));
        var different = entries is null || entries.Count < count ? 0
            : Enumerable.Range(0, count).FirstOrDefault(i => !LeafHash(entries[i]).AsSpan().SequenceEqual(hashes[i]), -1);
        Report(bundle, entries?.Count ?? -1, different, count == bundle.Width, () => Bundle(bundle.Width));
    }

    private void CompareTile(TileName tile, List<byte[]> computed)
    {
        var count = Math.Min(tile.Width, computed.Count);
        var bytes = files.Read(tile.Path) ?? [];
        var hashes = bytes.Length % HashLength == 0 ? bytes.Length / HashLength : -1;
        var different = hashes < count ? 0
            : Enumerable.Range(0, count).FirstOrDefault(i => !computed[i].AsSpan().SequenceEqual(bytes.AsSpan(i * HashLength, HashLength)), -1);
        Report(tile, hashes, different, count == tile.Width, () => Hashes(computed, tile.Width));
    }

    private void Report(TileName tile, int found, int different, bool isCovered, Func<byte[]> right)
    {
        var problem = found != tile.Width ? $"its name states {tile.Width}, and it does not consist of so many"
            : different >= 0 ? $"{(tile.Level == TileName.Entries ? "entry" : "hash")} {different} does not match what the checkpoint is made of"
            : null;
        if (problem is not null && isCovered)
        {
            files.Damage(tile.Path, problem);
            _wrong.Add((tile.Path, right()));
        }
        else if (!isCovered)
        {
            files.Note(tile.Path, problem is null ? Beyond : $"{Beyond}; {problem}");
        }
    }

    private static byte[] Hashes(List<byte[]> computed, int width) => [.. computed[..width].SelectMany(h => h)];

    private byte[] Bundle(int width) => [.. _bundle[..width].SelectMany(l => (byte[])[(byte)(l.Length >> 8), (byte)l.Length, .. l])];

    /// <summary>The name of a file under <c>log/tile</c>.</summary>
    /// <param name="Path">Its path in the data directory.</param>
    /// <param name="Level">The level of a hash tile, <see cref="Entries"/> for a bundle, null for anything else.</param>
    /// <param name="Index">Which of its level.</param>
    /// <param name="Width">How many hashes or entries.</param>
    private sealed record TileName(string Path, int? Level, long Index, int Width)
    {
        public const int Entries = -1;

        public static TileName Parse(string path)
        {
            // log/tile/LEVEL/x001/x234/067 or …/067.p/5
            var parts = path.Split('/')[2..];
            var width = Full;
            if (parts.Length > 2 && parts[^2].EndsWith(".p", StringComparison.Ordinal))
            {
                width = int.TryParse(parts[^1], NumberStyles.None, CultureInfo.InvariantCulture, out var w) ? w : 0;
                parts = [.. parts[..^2], parts[^2][..^2]];
            }

            var digits = string.Concat(parts.Skip(1).Select(p => p.TrimStart('x')));
            int? level = parts[0] == "entries" ? Entries : int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var l) ? l : null;
            return level is { } of && long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && width is > 0 and <= Full
                && Of(of, index, width) == path
                ? new TileName(path, level, index, width)
                : new TileName(path, null, 0, 0);
        }

        public static string Of(int level, long index, int width)
        {
            var digits = index.ToString(CultureInfo.InvariantCulture);
            digits = digits.PadLeft((digits.Length + 2) / 3 * 3, '0');
            var parts = Enumerable.Range(0, digits.Length / 3).Select(i => digits.Substring(3 * i, 3)).ToArray();
            var name = string.Join('/', parts[..^1].Select(p => "x" + p).Append(parts[^1]));
            var of = level == Entries ? "entries" : level.ToString(CultureInfo.InvariantCulture);
            return string.Create(CultureInfo.InvariantCulture, $"log/tile/{of}/{name}{(width == Full ? "" : $".p/{width}")}");
        }
    }
}
