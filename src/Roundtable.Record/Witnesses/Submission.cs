using System.Globalization;
using System.Text;
using Roundtable.Record.Checkpoints;
using Roundtable.Record.Merkle;

namespace Roundtable.Record.Witnesses;

/// <summary>What a log sends to a witness (C2SP tlog-witness, add-checkpoint): the size that the witness knows, a consistency proof from it, a checkpoint.</summary>
/// <param name="OldSize">Leaves in the checkpoint that the witness cosigned last.</param>
/// <param name="Proof">The consistency proof; empty from zero.</param>
/// <param name="Checkpoint">The new checkpoint.</param>
public sealed record Submission(long OldSize, IReadOnlyList<byte[]> Proof, SignedCheckpoint Checkpoint)
{
    /// <summary>The most bytes that are read.</summary>
    public const int MaxBytes = 64 << 10;

    private const int MaxHashes = 63;

    /// <summary>Reads a request's body, strictly. Nothing is verified.</summary>
    /// <exception cref="FormatException">When it is anything else.</exception>
    public static Submission Parse(ReadOnlySpan<byte> body)
    {
        var gap = body.IndexOf("\n\n"u8);
        if (gap < 0 || body.Length > MaxBytes)
        {
            throw new FormatException("A submission is an old size, a proof, an empty line and a checkpoint.");
        }

        var lines = Encoding.UTF8.GetString(body[..gap]).Split('\n');
        if (!lines[0].StartsWith("old ", StringComparison.Ordinal)
            || !long.TryParse(lines[0][4..], NumberStyles.None, CultureInfo.InvariantCulture, out var size)
            || size.ToString(CultureInfo.InvariantCulture) != lines[0][4..])
        {
            throw new FormatException("The first line gives the old size, like 'old 17'.");
        }

        if (lines.Length > 1 + MaxHashes)
        {
            throw new FormatException($"A proof has at most {MaxHashes} hashes.");
        }

        return new Submission(size, [.. lines.Skip(1).Select(Hash)], SignedCheckpoint.Parse(body[(gap + 2)..]));
    }

    /// <summary>The request's body.</summary>
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
            : throw new FormatException("A line of the proof is not a hash in base64.");
    }
}
