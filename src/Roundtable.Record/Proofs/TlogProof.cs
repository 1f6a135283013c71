using System.Globalization;
using System.Text;
using Roundtable.Record.Checkpoints;
using Roundtable.Record.Entries;
using Roundtable.Record.Merkle;
using Roundtable.Record.Tiles;

namespace Roundtable.Record.Proofs;

/// <summary>A proof in a file of its own that an entry stands in a log (C2SP tlog-proof): index, hashes, checkpoint.</summary>
public sealed class TlogProof
{
    /// <summary>The most bytes that are read.</summary>
    public const int MaxBytes = 4 << 20;

    /// <summary>The first line of every proof.</summary>
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

    /// <summary>The hashes beside the entry's way to the root, nearest first.</summary>
    public IReadOnlyList<byte[]> Hashes { get; }

    /// <summary>The checkpoint that the proof leads to; whether it is signed is for the reader to check.</summary>
    public SignedCheckpoint Checkpoint { get; }

    /// <summary>What the application put beside the proof, which nothing authenticates; null where there is nothing.</summary>
    public byte[]? Extra { get; }

    /// <summary>Proves an entry of a log under the log's present checkpoint.</summary>
    /// <param name="index">Index of the entry.</param>
    /// <param name="tree">The tree of that checkpoint.</param>
    /// <param name="checkpoint">The checkpoint.</param>
    /// <param name="extra">What to put beside it.</param>
    /// <exception cref="ArgumentOutOfRangeException">When the checkpoint does not reach to the entry.</exception>
    /// <exception cref="FormatException">When a tile is missing or malformed.</exception>
    public static TlogProof Make(long index, TileTree tree, SignedCheckpoint checkpoint, byte[]? extra) =>
        new(index, tree.ProveInclusion(index, checkpoint.Checkpoint.Size), checkpoint, extra);

    /// <summary>Reads a proof, strictly: every line in its one form. Nothing is verified.</summary>
    /// <exception cref="FormatException">When the bytes are no proof.</exception>
    public static TlogProof Parse(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > MaxBytes)
        {
            throw new FormatException("The proof is too long.");
        }

        var gap = bytes.IndexOf("\n\n"u8);
        if (gap < 0)
        {
            throw new FormatException("A proof is a header, an index, hashes, an empty line and a checkpoint.");
        }

        var lines = new Queue<string>(Encoding.UTF8.GetString(bytes[..gap]).Split('\n'));
        if (lines.Dequeue() != Header)
        {
            throw new FormatException($"A proof begins with the line {Header}.");
        }

        var extra = lines.TryPeek(out var line) && line.StartsWith(ExtraStart, StringComparison.Ordinal) ? Base64(lines.Dequeue()[ExtraStart.Length..], "extra") : null;
        if (!lines.TryDequeue(out line) || !line.StartsWith(IndexStart, StringComparison.Ordinal)
            || !long.TryParse(line[IndexStart.Length..], NumberStyles.None, CultureInfo.InvariantCulture, out var index)
            || index.ToString(CultureInfo.InvariantCulture) != line[IndexStart.Length..])
        {
            throw new FormatException("After the header, and perhaps one line of extra data, a proof gives the entry's index.");
        }

        if (lines.Count > MaxHashes)
        {
            throw new FormatException($"A proof has at most {MaxHashes} hashes.");
        }

        List<byte[]> hashes = [.. lines.Select(l => Base64(l, "hash") is { Length: MerkleTree.HashLength } hash ? hash : throw new FormatException("A hash in the proof does not have 32 bytes."))];
        return new TlogProof(index, hashes, SignedCheckpoint.Parse(bytes[(gap + 2)..]), extra);
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

    /// <summary>Whether the hashes lead from an entry to the checkpoint's root.</summary>
    /// <param name="entry">The entry's bytes.</param>
    public bool Includes(ReadOnlySpan<byte> entry)
    {
        Span<byte> root = stackalloc byte[Digest.Length];
        Checkpoint.Checkpoint.Root.CopyTo(root);
        return InclusionProof.Verify(MerkleTree.LeafHash(entry), Index, Checkpoint.Checkpoint.Size, Hashes, root);
    }

    private static byte[] Base64(string text, string what)
    {
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var length) && Convert.ToBase64String(bytes, 0, length) == text
            ? bytes[..length]
            : throw new FormatException($"The proof's {what} is not base64.");
    }
}
