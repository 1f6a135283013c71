using System.Security.Cryptography;
using System.Text;
using Roundtable.Record.Checkpoints;

namespace Roundtable.Record.Fsck;

/// <summary>A verifier key as C2SP signed-note specifies it: <c>name+id+base64</c>.</summary>
/// <param name="Text">All of it.</param>
/// <param name="Name">The name.</param>
/// <param name="Id">The ID: eight hexadecimal digits.</param>
/// <param name="Key">The 32 bytes of an Ed25519 public key.</param>
internal sealed record PublicKey(string Text, string Name, string Id, byte[] Key)
{
    /// <inheritdoc/>
    public bool Equals(PublicKey? other) => other?.Text == Text;

    /// <inheritdoc/>
    public override int GetHashCode() => string.GetHashCode(Text, StringComparison.Ordinal);

    /// <summary>Parses a key; null if it is anything else, or its ID is not that of name and key.</summary>
    public static PublicKey? Parse(string text)
    {
        if (text.Split('+', 3) is not [{ Length: > 0 } name, var id, var encoded] || Note.Base64(encoded) is not [1, .. { Length: Ed25519.KeyLength } key])
        {
            return null;
        }

        return id == IdOf(name, key) ? new PublicKey(text, name, id, key) : null;
    }

    /// <summary>The keys of a list, one per line; null if a line is anything else.</summary>
    public static IReadOnlyList<PublicKey>? ParseList(string text)
    {
        var keys = text.EndsWith('\n') ? text[..^1].Split('\n').Select(Parse).ToList() : [null];
        return keys.Contains(null) ? null : [.. keys.Select(k => k!)];
    }

    /// <summary>The ID of a name and an Ed25519 key.</summary>
    public static string IdOf(string name, ReadOnlySpan<byte> key) =>
        Convert.ToHexStringLower(SHA256.HashData([.. Encoding.UTF8.GetBytes(name), (byte)'\n', 1, .. key]).AsSpan(0, sizeof(uint)));
}
