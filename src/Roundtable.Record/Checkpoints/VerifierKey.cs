using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Roundtable.Record.Checkpoints;

/// <summary>A public key that verifies notes (C2SP signed-note, "verifier keys"): <c>name+keyid+base64</c>.</summary>
/// <param name="Name">The key's name, without white space and plus signs; for a log its origin.</param>
/// <param name="PublicKey">32 bytes, an Ed25519 public key.</param>
public sealed record VerifierKey(string Name, ReadOnlyMemory<byte> PublicKey)
{
    /// <summary>The signature type of plain Ed25519 signatures.</summary>
    internal const byte Ed25519Type = 0x01;

    /// <summary>The first four bytes of SHA-256 over the name, a line feed, the signature type and the key.</summary>
    public uint Id { get; } = IdOf(Name, Ed25519Type, PublicKey.Span);

    /// <summary>The id as it is written: eight hexadecimal digits.</summary>
    public string IdText => Id.ToString("x8", CultureInfo.InvariantCulture);

    /// <summary>Whether a text can name a key.</summary>
    public static bool IsName(string name) => name.Length > 0 && !name.Any(c => char.IsWhiteSpace(c) || char.IsControl(c) || c == '+');

    /// <summary>Reads <c>name+keyid+base64</c>.</summary>
    /// <exception cref="FormatException">When the text is anything else, or the id is not the key's.</exception>
    public static VerifierKey Parse(string text)
    {
        if (text.Split('+', 3) is not [var name, { Length: 8 } id, var encoded] || !IsName(name))
        {
            throw new FormatException("A verifier key is a name, an id of eight hexadecimal digits and a key in base64, with plus signs between them.");
        }

        Span<byte> key = stackalloc byte[1 + Ed25519.KeyLength + 2];
        if (!Convert.TryFromBase64String(encoded, key, out var length) || length != 1 + Ed25519.KeyLength || key[0] != Ed25519Type)
        {
            throw new FormatException("The verifier key is not an Ed25519 key in base64.");
        }

        var parsed = new VerifierKey(name, key[1..length].ToArray());
        return uint.TryParse(id, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var number) && number == parsed.Id && parsed.ToString() == text
            ? parsed
            : throw new FormatException($"The verifier key's id is {id}; its name and key give {parsed.Id:x8}.");
    }

    /// <summary>Reads keys, one a line.</summary>
    /// <exception cref="FormatException">When a line is anything else, or there is none.</exception>
    public static IReadOnlyList<VerifierKey> ParseList(string text)
    {
        var keys = text.TrimEnd('\n').Split('\n').Select(Parse).ToList();
        return keys.Count > 0 ? keys : throw new FormatException("There is no key.");
    }

    /// <summary><c>name+keyid+base64</c>.</summary>
    public override string ToString() => $"{Name}+{Id:x8}+{Convert.ToBase64String([Ed25519Type, .. PublicKey.Span])}";

    /// <inheritdoc/>
    public bool Equals(VerifierKey? other) => other is not null && Name == other.Name && PublicKey.Span.SequenceEqual(other.PublicKey.Span);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Name, Id);

    /// <summary>The id of a key by name, signature type and bytes.</summary>
    internal static uint IdOf(string name, byte type, ReadOnlySpan<byte> key) =>
        BinaryPrimitives.ReadUInt32BigEndian(SHA256.HashData([.. Encoding.UTF8.GetBytes(name), (byte)'\n', type, .. key]));
}
