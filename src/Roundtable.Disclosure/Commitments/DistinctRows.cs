using Roundtable.Disclosure.Sums;
using Roundtable.Record.Entries;
using Roundtable.Record.Files;

namespace Roundtable.Disclosure.Commitments;

/// <summary>A place among the different contents of a corpus.</summary>
/// <param name="Index">Its index, from 0.</param>
/// <param name="Value">Its value: see <see cref="DistinctRows.Value"/>.</param>
/// <param name="Salt">Its salt, 16 bytes.</param>
/// <param name="Path">The hashes beside its way to the root, nearest first.</param>
public sealed record DistinctPlace(long Index, Digest Value, byte[] Salt, IReadOnlyList<Digest> Path);

/// <summary>
/// A tree over the different contents of a corpus, sorted, so that two neighbours show that nothing is between them. The value of a content is SHA-256 of
/// 0x05, the commitment's id and the content's digest; a leaf is SHA-256 of 0x06, the value and a salt; a node SHA-256 of 0x07, left and right. Of rows whose
/// values are not shown, the salts hide everything.
/// </summary>
public sealed class DistinctRows : IDisposable
{
    /// <summary>The name of the file with the sorted values.</summary>
    public const string FileName = "distinct.secret";

    private const byte ValueTag = 5;
    private const byte LeafTag = 6;
    private const byte NodeTag = 7;

    private readonly Microsoft.Win32.SafeHandles.SafeFileHandle _file;
    private readonly RowSecrets _secrets;

    /// <summary>Opens the file of a folder.</summary>
    /// <exception cref="FormatException">When it is damaged.</exception>
    public DistinctRows(string folder, RowSecrets secrets)
    {
        _secrets = secrets;
        _file = File.OpenHandle(Path.Combine(folder, FileName));
        Count = (RandomAccess.GetLength(_file) - Magic.Length) / Digest.Length;
        if ((Count * Digest.Length) + Magic.Length != RandomAccess.GetLength(_file))
        {
            _file.Dispose();
            throw new FormatException($"{FileName} is cut");
        }
    }

    private static ReadOnlySpan<byte> Magic => "roundtable-uniq1"u8;

    /// <summary>How many different contents there are.</summary>
    public long Count { get; }

    /// <summary>The value of a content in a commitment.</summary>
    public static Digest Value(ReadOnlySpan<byte> id, Digest content)
    {
        Span<byte> bytes = stackalloc byte[1 + RowSecrets.IdLength + Digest.Length];
        bytes[0] = ValueTag;
        id[..RowSecrets.IdLength].CopyTo(bytes[1..]);
        content.CopyTo(bytes[(1 + RowSecrets.IdLength)..]);
        return Digest.Of(bytes);
    }

    /// <summary>A leaf.</summary>
    public static Digest Leaf(Digest value, ReadOnlySpan<byte> salt)
    {
        Span<byte> bytes = stackalloc byte[1 + Digest.Length + RowSecrets.SaltLength];
        bytes[0] = LeafTag;
        value.CopyTo(bytes[1..]);
        salt[..RowSecrets.SaltLength].CopyTo(bytes[(1 + Digest.Length)..]);
        return Digest.Of(bytes);
    }

    /// <summary>The root that a place leads to.</summary>
    /// <exception cref="FormatException">When its way has another length.</exception>
    public static Digest Root(DistinctPlace place, long count)
    {
        if (place.Index < 0 || place.Index >= count || TreeShape.Sides(place.Index, count) is var sides && sides.Count != place.Path.Count)
        {
            throw new FormatException("its way has another length");
        }

        var hash = Leaf(place.Value, place.Salt);
        for (var i = 0; i < place.Path.Count; i++)
        {
            hash = sides[i] ? Node(hash, place.Path[i]) : Node(place.Path[i], hash);
        }

        return hash;
    }

    /// <summary>The first place whose value is not below one; the number of places where there is none.</summary>
    public long Find(Digest value)
    {
        var (low, high) = (0L, Count);
        while (low < high)
        {
            var middle = low + ((high - low) / 2);
            (low, high) = Compare(Read(middle, 1)[0], value) < 0 ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    /// <summary>A place with its way; it reads every value.</summary>
    public DistinctPlace At(long index)
    {
        List<Digest> down = [];
        var (start, count) = (0L, Count);
        while (count > 1)
        {
            var left = TreeShape.Left(count);
            var isLeft = index - start < left;
            down.Add(isLeft ? Subtree(start + left, count - left) : Subtree(start, left));
            (start, count) = isLeft ? (start, left) : (start + left, count - left);
        }

        down.Reverse();
        var value = Read(index, 1)[0];
        return new DistinctPlace(index, value, Salt(value), down);
    }

    /// <summary>Whether a value is below another, byte by byte.</summary>
    public static int Compare(Digest left, Digest right)
    {
        Span<byte> bytes = stackalloc byte[2 * Digest.Length];
        left.CopyTo(bytes);
        right.CopyTo(bytes[Digest.Length..]);
        return bytes[..Digest.Length].SequenceCompareTo(bytes[Digest.Length..]);
    }

    /// <summary>Closes the file.</summary>
    public void Dispose() => _file.Dispose();

    /// <summary>Writes the file, and gives number and root of the different values.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="sorted">The values, ascending; the same one may come several times.</param>
    /// <param name="secrets">The salts.</param>
    /// <param name="cancellation">Stops.</param>
    internal static (long Count, Digest Root) Write(
        string folder, IEnumerable<ReadOnlyMemory<byte>> sorted, RowSecrets secrets, CancellationToken cancellation)
    {
        using var file = PrivateFiles.Create(Path.Combine(folder, FileName));
        file.Write(Magic);
        var tree = new TreeEdge<Digest>(Node);
        Span<byte> salt = stackalloc byte[RowSecrets.SaltLength];
        var last = default(Digest);
        foreach (var bytes in sorted)
        {
            var value = new Digest(bytes.Span);
            if (tree.Count > 0 && value == last)
            {
                continue;
            }

            if (tree.Count % RowBlock.Size == 0)
            {
                cancellation.ThrowIfCancellationRequested();
            }

            file.Write(bytes.Span);
            secrets.DistinctSalt(value, salt);
            tree.Append(Leaf(value, salt));
            last = value;
        }

        return (tree.Count, tree.Root());
    }

    private static Digest Node(Digest left, Digest right)
    {
        Span<byte> bytes = stackalloc byte[1 + (2 * Digest.Length)];
        bytes[0] = NodeTag;
        left.CopyTo(bytes[1..]);
        right.CopyTo(bytes[(1 + Digest.Length)..]);
        return Digest.Of(bytes);
    }

    private byte[] Salt(Digest value)
    {
        var salt = new byte[RowSecrets.SaltLength];
        _secrets.DistinctSalt(value, salt);
        return salt;
    }

    private Digest Subtree(long start, long count)
    {
        if (count > RowBlock.Size)
        {
            var left = TreeShape.Left(count);
            return Node(Subtree(start, left), Subtree(start + left, count - left));
        }

        var leaves = Read(start, (int)count).Select(v => Leaf(v, Salt(v))).ToList();
        return Within(0, leaves.Count);

        Digest Within(int from, int size)
        {
            var left = size > 1 ? (int)TreeShape.Left(size) : 0;
            return size == 1 ? leaves[from] : Node(Within(from, left), Within(from + left, size - left));
        }
    }

    private Digest[] Read(long start, int count)
    {
        var bytes = new byte[count * Digest.Length];
        return RandomAccess.Read(_file, bytes, Magic.Length + (start * Digest.Length)) == bytes.Length
            ? [.. bytes.Chunk(Digest.Length).Select(b => new Digest(b))]
            : throw new FormatException($"{FileName} is cut");
    }
}
