using System.Globalization;
using System.Text;
using Roundtable.Record.Checkpoints;
using Roundtable.Record.Merkle;

namespace Roundtable.Record.Witnesses;

/// <summary>
/// The body of an add-checkpoint request to a witness (C2SP tlog-witness): the size last cosigned by the witness, a consistency proof from it, and a
/// checkpoint.
/// </summary>
/// <param name="OldSize">Number of leaves in the checkpoint that the witness cosigned last.</param>
/// <param name="Proof">The consistency proof; empty from size 0.</param>
/// <param name="Checkpoint">The new checkpoint.</param>
public sealed record Submission(long OldSize, IReadOnlyList<byte[]> Proof, SignedCheckpoint Checkpoint)
{
    /// <summary>Maximum size of a request body in bytes.</summary>
    public const int MaxBytes = 64 << 10;

    private const int MaxHashes = 63;

    /// <summary>Parses a request body strictly, without verifying it.</summary>
    /// <exception cref="FormatException">When it is anything else.</exception>
    public static Submission Parse(ReadOnlySpan<byte> body)
    {
        var gap = body.IndexOf("\n\n"u8);
        if (gap < 0 || body.Length > MaxBytes)
        {
            throw new FormatException("The request must consist of an old size, a proof, an empty line and a checkpoint.");
        }

        var lines = Encoding.UTF8.GetString(body[..gap]).Split('\n');
        if (!lines[0].StartsWith("old ", StringComparison.Ordinal)
            || !long.TryParse(lines[0][4..], NumberStyles.None, CultureInfo.InvariantCulture, out var size)
            || size.ToString(CultureInfo.InvariantCulture) != lines[0][4..])
        {
            throw new FormatException("The first line must state the old size, such as 'old 17'.");
        }

        if (lines.Length > 1 + MaxHashes)
        {
            throw new FormatException($"A proof must have at most {MaxHashes} hashes.");
        }

        return new Submission(size, [.. lines.Skip(1).Select(Hash)], SignedCheckpoint.Parse(body[(gap + 2)..]));
    }

    /// <summary>The request body.</summary>
    public byte[] ToBytes()
    {
        var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"old {OldSize}\n");
        foreach (var hash in Proof)
        {
            text.Append(Convert.ToBase64String(hash)).Append('\n');
        }

        return [.. Encoding.UTF8.GetBytes(text.Append('\n').ToString()), .. Checkpoint.Note.ToBytes()];
    }

    private static byte[] Hash(string line)
    {
        var hash = new byte[MerkleTree.HashLength + 2];
        return Convert.TryFromBase64String(line, hash, out var length) && length == MerkleTree.HashLength && Convert.ToBase64String(hash, 0, length) == line
            ? hash[..length]
            : throw new FormatException("A line of the proof is not a base64-encoded hash.");
    }
}
