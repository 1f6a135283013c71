using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;

namespace Roundtable.Record.Fsck;

/// <summary>Checks every tile and bundle: those that the checkpoint needs, and those that were left beside them.</summary>
/// <param name="files">The files.</param>
internal sealed class TreeCheck(CheckedFiles files)
{
    private const int Full = 256;
    private const int HashLength = 32;
    private const string Beyond = "it is beyond the checkpoint, and is written again before it is used";

    private bool _isProven; // by the signed root: what follows from the leaves is right

    /// <summary>The leaves of the checkpoint, as far as they can be read.</summary>
    public List<byte[]> Leaves { get; } = [];

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

        // Level by level: hashes computed from the level below are compared with those on disk.
        var bundles = present.FindAll(t => t.Level == TileName.Entries);
        var computed = new List<byte[]>();
        if (!ReadLeaves(bundles, size, computed))
        {
            return;
        }

        var actual = Convert.ToBase64String(Tree(computed.ToArray()));
        _isProven = actual == root;
        if (!_isProven)
        {
            files.Damage("log/checkpoint", $"it states the root {root}, but the entries have the root {actual}");
        }

        if (earlier is not null && earlier.Size <= size && Convert.ToBase64String(Tree(computed.Take((int)earlier.Size).ToArray())) != earlier.Root)
        {
            files.Damage("keys/log.signed", $"it states another root for {earlier.Size} leaves than the entries have");
        }

        foreach (var bundle in bundles)
        {
            CompareBundle(bundle, computed);
        }

        for (var level = 0; computed.Count > 0; level++)
        {
            var tiles = present.FindAll(t => t.Level == level);
            foreach (var (index, width) in Expected(computed.Count))
            {
                if (!tiles.Exists(t => t.Index == index && t.Width >= width))
                {
                    var missing = TileName.Of(level, index, width);
                    files.Damage(missing, "it is missing");
                    Repair(missing, Hashes(computed, index, width));
                }
            }

            foreach (var tile in tiles.Where(t => t.Index * Full < computed.Count))
            {
                CompareTile(tile, computed);
            }

            computed = [.. computed.Chunk(Full).Where(c => c.Length == Full).Select(c => Tree(c))];
        }

        foreach (var tile in present.Where(t => t.Level >= 0 && t.Index * Full >= size >> (8 * t.Level)))
        {
            files.Note(tile.Path, Beyond);
        }
    }

    /// <summary>Whether the first leaves have the root of a commitment.</summary>
    public static bool HasRoot(IEnumerable<byte[]> leaves, KeyCheck.Commitment commitment) =>
        Convert.ToBase64String(Tree(leaves.Take((int)commitment.Size).Select(LeafHash).ToArray())) == commitment.Root;

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

    private bool ReadLeaves(List<TileName> bundles, long size, List<byte[]> hashes)
    {
        foreach (var (index, width) in Expected(size))
        {
            // The narrowest file that has them all: a wider one may be what a crash left.
            var bundle = bundles.Where(t => t.Index == index && t.Width >= width).OrderBy(t => t.Width).FirstOrDefault();
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

            Leaves.AddRange(entries[..width]);
            hashes.AddRange(entries[..width].Select(LeafHash));
        }

        return true;
    }

    private void CompareBundle(TileName bundle, List<byte[]> computed)
    {
        var count = Within(bundle, computed.Count);
        var entries = Entries(files.Read(bundle.Path));
        var different = entries is null || entries.Count < count ? 0
            : Enumerable.Range(0, count).FirstOrDefault(i => !LeafHash(entries[i]).AsSpan().SequenceEqual(computed[(int)(bundle.Index * Full) + i]), -1);
        Report(bundle, entries?.Count ?? -1, different, count == bundle.Width, () => Bundle(bundle.Index, bundle.Width));
    }

    private void CompareTile(TileName tile, List<byte[]> computed)
    {
        var count = Within(tile, computed.Count);
        var bytes = files.Read(tile.Path) ?? [];
        var hashes = bytes.Length % HashLength == 0 ? bytes.Length / HashLength : -1;
        var different = hashes < count ? 0
            : Enumerable.Range(0, count).FirstOrDefault(
                i => !computed[(int)(tile.Index * Full) + i].AsSpan().SequenceEqual(bytes.AsSpan(i * HashLength, HashLength)), -1);
        Report(tile, hashes, different, count == tile.Width, () => Hashes(computed, tile.Index, tile.Width));
    }

    private void Report(TileName tile, int found, int different, bool isCovered, Func<byte[]> right)
    {
        var problem = found != tile.Width ? $"its name states {tile.Width}, and it does not consist of so many"
            : different >= 0 ? $"{(tile.Level == TileName.Entries ? "entry" : "hash")} {different} does not match what the checkpoint is made of"
            : null;
        if (problem is not null && isCovered)
        {
            files.Damage(tile.Path, problem);
            Repair(tile.Path, right());
        }
        else if (!isCovered)
        {
            files.Note(tile.Path, problem is null ? Beyond : $"{Beyond}; {problem}");
        }
    }

    private void Repair(string path, byte[] right)
    {
        if (_isProven)
        {
            files.CanRepair(path, "it follows from the leaves under the signed checkpoint", right);
        }
    }

    private static byte[] Hashes(List<byte[]> computed, long index, int width) => [.. computed.GetRange((int)index * Full, width).SelectMany(h => h)];

    private byte[] Bundle(long index, int width) =>
        [.. Leaves.GetRange((int)index * Full, width).SelectMany(l => (byte[])[(byte)(l.Length >> 8), (byte)l.Length, .. l])];

    private static int Within(TileName tile, long count) => (int)Math.Clamp(count - (tile.Index * Full), 0, tile.Width);

    private static IEnumerable<(long Index, int Width)> Expected(long count)
    {
        for (long index = 0; index * Full < count; index++)
        {
            yield return (index, (int)Math.Min(Full, count - (index * Full)));
        }
    }

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
