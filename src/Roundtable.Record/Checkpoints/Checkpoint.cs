using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Roundtable.Record.Entries;

namespace Roundtable.Record.Checkpoints;

/// <summary>
/// What a log commits to at one moment: the body of a C2SP tlog-checkpoint, three lines with the log's origin, its size and
/// the RFC 6962 root in base64. Unsigned.
/// </summary>
/// <param name="Origin">Names the log; one line that is not empty.</param>
/// <param name="Size">Leaves in the log.</param>
/// <param name="Root">The tree hash over them.</param>
public sealed record Checkpoint(string Origin, long Size, Digest Root)
{
    /// <summary>A name for a new log, which no other has.</summary>
    public static string NewOrigin() => $"roundtable/{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8))}";

    /// <summary>The three lines in UTF-8.</summary>
    public byte[] ToBytes() => Encoding.UTF8.GetBytes(
        string.Create(CultureInfo.InvariantCulture, $"{Origin}\n{Size}\n{Convert.ToBase64String(Root.ToArray())}\n"));

    /// <summary>Reads the three lines, strictly: nothing before, between or after them.</summary>
    /// <exception cref="FormatException">When the bytes are anything else.</exception>
    public static Checkpoint Parse(ReadOnlySpan<byte> bytes)
    {
        var lines = Encoding.UTF8.GetString(bytes).Split('\n');
        Span<byte> root = stackalloc byte[Digest.Length + 1];
        if (lines is not [{ Length: > 0 } origin, var size, var hash, ""]
            || !long.TryParse(size, NumberStyles.None, CultureInfo.InvariantCulture, out var leaves)
            || !Convert.TryFromBase64String(hash, root, out var length)
            || length != Digest.Length)
        {
            throw new FormatException("A checkpoint is three lines: the origin, the size, the root in base64.");
        }

        var checkpoint = new Checkpoint(origin, leaves, new Digest(root[..length]));
        return checkpoint.ToBytes().AsSpan().SequenceEqual(bytes)
            ? checkpoint
            : throw new FormatException("The checkpoint's lines are not in their one form.");
    }
}
