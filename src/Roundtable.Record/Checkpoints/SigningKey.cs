using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Roundtable.Record.Checkpoints;

/// <summary>A private key that signs notes. It never prints its secret; <see cref="ToSecret"/> is for the file that keeps it.</summary>
public sealed class SigningKey
{
    private const string Prefix = "PRIVATE+KEY+";

    private readonly byte[] _seed;

    private SigningKey(string name, byte[] seed, SignatureType type)
    {
        _seed = seed;
        Verifier = new VerifierKey(name, Ed25519.PublicKey(seed), type);
    }

    /// <summary>The public half.</summary>
    public VerifierKey Verifier { get; }

    /// <summary>Makes a new key.</summary>
    /// <param name="name">Its name; for a log its origin.</param>
    /// <param name="type">What it signs as.</param>
    /// <exception cref="ArgumentException">When the text cannot name a key.</exception>
    public static SigningKey New(string name, SignatureType type = SignatureType.Ed25519) =>
        VerifierKey.IsName(name) ? new(name, RandomNumberGenerator.GetBytes(Ed25519.KeyLength), type) : throw new ArgumentException($"'{name}' cannot name a key.", nameof(name));

    /// <summary>Reads what <see cref="ToSecret"/> wrote, the form of Go's sumdb/note.</summary>
    /// <exception cref="FormatException">When the text is anything else; the message does not repeat it.</exception>
    public static SigningKey Parse(string secret)
    {
        var seed = new byte[1 + Ed25519.KeyLength + 2];
        if (!secret.StartsWith(Prefix, StringComparison.Ordinal)
            || secret[Prefix.Length..].Split('+', 3) is not [var name, var id, var encoded]
            || !VerifierKey.IsName(name)
            || !Convert.TryFromBase64String(encoded, seed, out var length)
            || length != 1 + Ed25519.KeyLength
            || (SignatureType)seed[0] is not (SignatureType.Ed25519 or SignatureType.Cosignature))
        {
            throw new FormatException("This is no private key for notes: PRIVATE+KEY, a name, an id and an Ed25519 seed in base64 are expected.");
        }

        var key = new SigningKey(name, seed[1..length], (SignatureType)seed[0]);
        return id == key.Verifier.Id.ToString("x8", CultureInfo.InvariantCulture) ? key : throw new FormatException("The private key's id does not fit its name and key.");
    }

    /// <summary><c>PRIVATE+KEY+name+keyid+base64</c>.</summary>
    public string ToSecret() => $"{Prefix}{Verifier.Name}+{Verifier.Id:x8}+{Convert.ToBase64String([(byte)Verifier.Type, .. _seed])}";

    /// <summary>Signs a note's text, in the form that the key's type has.</summary>
    /// <param name="text">The text.</param>
    /// <param name="time">When, for a cosignature; another signature does not say.</param>
    /// <exception cref="ArgumentException">When a cosignature is given no time after 1970.</exception>
    public NoteSignature Sign(string text, DateTimeOffset time = default)
    {
        byte[] bytes;
        if (Verifier.Type == SignatureType.Cosignature)
        {
            var seconds = time.ToUnixTimeSeconds() is > 0 and var s ? (ulong)s : throw new ArgumentException("A cosignature says when it was made.", nameof(time));
            bytes = new byte[8 + Ed25519.SignatureLength];
            BinaryPrimitives.WriteUInt64BigEndian(bytes, seconds);
            Ed25519.Sign(_seed, Verifier.PublicKey.Span, VerifierKey.CosignedMessage(seconds, text)).CopyTo(bytes, 8);
        }
        else
        {
            bytes = Ed25519.Sign(_seed, Verifier.PublicKey.Span, Encoding.UTF8.GetBytes(text));
        }

        return new NoteSignature(Verifier.Name, Verifier.Id, bytes);
    }

    /// <summary>The public half: a secret does not belong where things are printed.</summary>
    public override string ToString() => Verifier.ToString();
}
