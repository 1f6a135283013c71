using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Roundtable.Record.Checkpoints;

/// <summary>A public key that verifies notes (C2SP signed-note, "verifier keys"): <c>name+keyid+base64</c>.</summary>
/// <param name="Name">The key's name, without white space and plus signs; for a log, its origin.</param>
/// <param name="PublicKey">32 bytes of an Ed25519 public key, or 1,312 of an ML-DSA-44 public key, by the type.</param>
/// <param name="Type">Whether it verifies a log's signatures or a witness's cosignatures, and by which algorithm.</param>
public sealed record VerifierKey(string Name, ReadOnlyMemory<byte> PublicKey, SignatureType Type = SignatureType.Ed25519)
{
    private const int TimestampLength = 8;

    /// <summary>The first four bytes of SHA-256 over the name, a line feed, the signature type and the key.</summary>
    public uint Id { get; } = IdOf(Name, (byte)Type, PublicKey.Span);

    /// <summary>The ID in its text form: eight hexadecimal digits.</summary>
    public string IdText => Id.ToString("x8", CultureInfo.InvariantCulture);

    /// <summary>Whether a text is a valid key name.</summary>
    public static bool IsName(string name) => name.Length > 0 && !name.Any(c => char.IsWhiteSpace(c) || char.IsControl(c) || c == '+');

    /// <summary>Parses <c>name+keyid+base64</c>.</summary>
    /// <exception cref="FormatException">When the text is anything else, or the ID does not match the key.</exception>
    public static VerifierKey Parse(string text)
    {
        if (text.Split('+', 3) is not [var name, { Length: 8 } id, var encoded] || !IsName(name))
        {
            throw new FormatException("A verifier key has the form name+id+key, with an ID of eight hexadecimal digits and a key in base64.");
        }

        Span<byte> key = stackalloc byte[1 + MlDsa44.PublicKeyLength + 2];
        if (!Convert.TryFromBase64String(encoded, key, out var length) || length < 2 || length != 1 + LengthOf((SignatureType)key[0]))
        {
            throw new FormatException("The verifier key is neither an Ed25519 nor an ML-DSA-44 key in base64.");
        }

        var parsed = new VerifierKey(name, key[1..length].ToArray(), (SignatureType)key[0]);
        return id == parsed.IdText && parsed.ToString() == text
            ? parsed
            : throw new FormatException($"The verifier key's ID is {id}, but its name and key give {parsed.IdText}.");
    }

    /// <summary>Parses keys, one per line.</summary>
    /// <exception cref="FormatException">When a line is not a key, or there is no line.</exception>
    public static IReadOnlyList<VerifierKey> ParseList(string text)
    {
        var keys = text.TrimEnd('\n').Split('\n').Select(Parse).ToList();
        return keys.Count > 0 ? keys : throw new FormatException("The list contains no key.");
    }

    /// <summary><c>name+keyid+base64</c>.</summary>
    public override string ToString() => $"{Name}+{Id:x8}+{Convert.ToBase64String([(byte)Type, .. PublicKey.Span])}";

    /// <inheritdoc/>
    public bool Equals(VerifierKey? other) =>
        other is not null && Name == other.Name && Type == other.Type && PublicKey.Span.SequenceEqual(other.PublicKey.Span);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Name, Id);

    /// <summary>Whether a signature over a note's text, in the format of the key's type, is valid.</summary>
    public bool Verifies(string text, ReadOnlySpan<byte> signature)
    {
        if (Type == SignatureType.Ed25519)
        {
            return Ed25519.Verify(PublicKey.Span, Encoding.UTF8.GetBytes(text), signature);
        }

        return signature.Length > TimestampLength
            && BinaryPrimitives.ReadUInt64BigEndian(signature) is var time && time <= long.MaxValue
            && CosignedMessage.Of(this, time, text) is { } message
            && (Type == SignatureType.Cosignature
                ? Ed25519.Verify(PublicKey.Span, message, signature[TimestampLength..])
                : MlDsa44.Verify(PublicKey.Span, message, signature[TimestampLength..]));
    }

    /// <summary>Length in bytes of a public key of a type; 0 where keys of the type are not known.</summary>
    private static int LengthOf(SignatureType type) => type switch
    {
        SignatureType.Ed25519 or SignatureType.Cosignature => Ed25519.KeyLength,
        SignatureType.MlDsaCosignature => MlDsa44.PublicKeyLength,
        _ => 0,
    };

    /// <summary>The key ID derived from name, signature type and key bytes.</summary>
    internal static uint IdOf(string name, byte type, ReadOnlySpan<byte> key) =>
        BinaryPrimitives.ReadUInt32BigEndian(SHA256.HashData([.. Encoding.UTF8.GetBytes(name), (byte)'\n', type, .. key]));
}
