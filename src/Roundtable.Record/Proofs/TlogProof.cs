using System.Globalization;
using System.Text;
using Roundtable.Record.Checkpoints;
using Roundtable.Record.Entries;
using Roundtable.Record.Merkle;
using Roundtable.Record.Tiles;

namespace Roundtable.Record.Proofs;

/// <summary>A self-contained proof that an entry is included in a log (C2SP tlog-proof): index, hashes, checkpoint.</summary>
public sealed class TlogProof
{
    /// <summary>Maximum size of a proof in bytes.</summary>
    public const int MaxBytes = 4 << 20;

    /// <summary>First line of every proof.</summary>
    public const string Header = "c2sp.org/tlog-proof@v1";

    private const int MaxHashes = 63;
    private const string ExtraStart = "extra ";
    private const string IndexStart = "index ";

    private TlogProof(long index, IReadOnlyList<byte[]> hashes, SignedCheckpoint checkpoint, byte[]? extra)
    {
        Index = index;
        Hashes = hashes;
        Checkpoint = checkpoint;
        Extra = extra;
    }

    /// <summary>Index of the entry in the log, from 0.</summary>
    public long Index { get; }

    /// <summary>Sibling hashes on the path from the entry to the root, nearest first.</summary>
    public IReadOnlyList<byte[]> Hashes { get; }

    /// <summary>The checkpoint of the proof, whose signatures have not been verified.</summary>
    public SignedCheckpoint Checkpoint { get; }

    /// <summary>Application data, which is not authenticated; null for none.</summary>
    public byte[]? Extra { get; }

    /// <summary>Creates a proof of an entry under the log's current checkpoint.</summary>
    /// <param name="index">Index of the entry.</param>
    /// <param name="tree">The tree of the checkpoint.</param>
    /// <param name="checkpoint">The checkpoint.</param>
    /// <param name="extra">Application data; null for none.</param>
    /// <exception cref="ArgumentOutOfRangeException">When the checkpoint does not cover the entry.</exception>
    /// <exception cref="FormatException">When a tile is missing or malformed.</exception>
    public static TlogProof Make(long index, TileTree tree, SignedCheckpoint checkpoint, byte[]? extra) =>
        new(index, tree.ProveInclusion(index, checkpoint.Checkpoint.Size), checkpoint, extra);

    /// <summary>Parses a proof strictly, in canonical form only, without verifying it.</summary>
    /// <exception cref="FormatException">When the bytes are not a proof.</exception>
    public static TlogProof Parse(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > MaxBytes)
        {
            throw new FormatException($"The proof is longer than {MaxBytes} bytes.");
        }

        var gap = bytes.IndexOf("\n\n"u8);
        if (gap < 0)
        {
            throw new FormatException("A proof must consist of a header, an index, hashes, an empty line and a checkpoint.");
        }

        var lines = new Queue<string>(Encoding.UTF8.GetString(bytes[..gap]).Split('\n'));
        if (lines.Dequeue() != Header)
        {
            throw new FormatException($"A proof must begin with the line '{Header}'.");
        }

        var extra = lines.TryPeek(out var line) && line.StartsWith(ExtraStart, StringComparison.Ordinal)
            ? Base64(lines.Dequeue()[ExtraStart.Length..], "extra")
            : null;
        if (!lines.TryDequeue(out line) || !line.StartsWith(IndexStart, StringComparison.Ordinal)
            || !long.TryParse(line[IndexStart.Length..], NumberStyles.None, CultureInfo.InvariantCulture, out var index)
            || index.ToString(CultureInfo.InvariantCulture) != line[IndexStart.Length..])
        {
            throw new FormatException("The index line is missing or malformed; it follows the header and the optional extra line.");
        }

        if (lines.Count > MaxHashes)
        {
            throw new FormatException($"A proof must have at most {MaxHashes} hashes.");
        }

        return new TlogProof(index, [.. lines.Select(Hash)], SignedCheckpoint.Parse(bytes[(gap + 2)..]), extra);
    }

    /// <summary>The proof's bytes.</summary>
    public byte[] ToBytes()
    {
        var text = new StringBuilder(Header).Append('\n');
        if (Extra is { } extra)
        {
            text.Append(ExtraStart).Append(Convert.ToBase64String(extra)).Append('\n');
        }

        text.Append(CultureInfo.InvariantCulture, $"{IndexStart}{Index}\n");
        foreach (var hash in Hashes)
        {
            text.Append(Convert.ToBase64String(hash)).Append('\n');
        }

        return [.. Encoding.UTF8.GetBytes(text.Append('\n').ToString()), .. Checkpoint.Note.ToBytes()];
    }

    /// <summary>Whether the hashes connect an entry to the checkpoint's root.</summary>
    /// <param name="entry">The entry's bytes.</param>
    public bool Includes(ReadOnlySpan<byte> entry)
    {
        Span<byte> root = stackalloc byte[Digest.Length];
        Checkpoint.Checkpoint.Root.CopyTo(root);
        return InclusionProof.Verify(MerkleTree.LeafHash(entry), Index, Checkpoint.Checkpoint.Size, Hashes, root);
    }

    private static byte[] Hash(string line) => Base64(line, "hash") is { Length: MerkleTree.HashLength } hash
        ? hash
        : throw new FormatException($"A hash in the proof is not {MerkleTree.HashLength} bytes long.");

    private static byte[] Base64(string text, string what)
    {
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var length) && Convert.ToBase64String(bytes, 0, length) == text
            ? bytes[..length]
            : throw new FormatException($"The proof's {what} is not in canonical base64.");
    }
}
