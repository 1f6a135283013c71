using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Roundtable.Record.Entries;

namespace Roundtable.Record.Checkpoints;

/// <summary>
/// The commitment of a log to its contents at one point in time: the body of a C2SP tlog-checkpoint, that is, three lines with the
/// log's origin, its size and the RFC 6962 root hash in base64, and maybe extension lines. Unsigned.
/// </summary>
/// <param name="Origin">The log's unique name; one non-empty line.</param>
/// <param name="Size">Number of leaves in the log.</param>
/// <param name="Root">RFC 6962 root hash over them.</param>
public sealed record Checkpoint(string Origin, long Size, Digest Root)
{
    /// <summary>Further lines, each with its line feed; empty if there are none. They are signed, and mean nothing to this program.</summary>
    public string Extensions { get; init; } = "";

    /// <summary>Generates a unique name for a new log.</summary>
    public static string NewOrigin() => $"roundtable/{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8))}";

    /// <summary>The lines in UTF-8.</summary>
    public byte[] ToBytes() => Encoding.UTF8.GetBytes(
        string.Create(CultureInfo.InvariantCulture, $"{Origin}\n{Size}\n{Convert.ToBase64String(Root.ToArray())}\n{Extensions}"));

    /// <summary>Parses the lines strictly: nothing before or between the first three, and no empty line after them.</summary>
    /// <exception cref="FormatException">When the bytes are anything else.</exception>
    public static Checkpoint Parse(ReadOnlySpan<byte> bytes)
    {
        var lines = Encoding.UTF8.GetString(bytes).Split('\n');
        Span<byte> root = stackalloc byte[Digest.Length + 1];
        if (lines is not [{ Length: > 0 } origin, var size, var hash, .. var extensions, ""]
            || extensions.Contains("", StringComparer.Ordinal)
            || !long.TryParse(size, NumberStyles.None, CultureInfo.InvariantCulture, out var leaves)
            || !Convert.TryFromBase64String(hash, root, out var length)
            || length != Digest.Length)
        {
            throw new FormatException("A checkpoint must consist of lines: origin, size and root hash in base64, and extensions if there are any.");
        }

        var checkpoint = new Checkpoint(origin, leaves, new Digest(root[..length])) { Extensions = string.Concat(extensions.Select(e => e + "\n")) };
        return checkpoint.ToBytes().AsSpan().SequenceEqual(bytes)
            ? checkpoint
            : throw new FormatException("The checkpoint is not in canonical form.");
    }
}
