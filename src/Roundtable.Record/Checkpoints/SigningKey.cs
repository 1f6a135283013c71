using System.Globalization;
using System.Security.Cryptography;

namespace Roundtable.Record.Checkpoints;

/// <summary>A private key that signs notes. It never prints its secret; <see cref="ToSecret"/> is for the file that keeps it.</summary>
public sealed class SigningKey
{
    private const string Prefix = "PRIVATE+KEY+";

    private readonly byte[] _seed;

    private SigningKey(string name, byte[] seed)
    {
        _seed = seed;
        Verifier = new VerifierKey(name, Ed25519.PublicKey(seed));
    }

    /// <summary>The public half.</summary>
    public VerifierKey Verifier { get; }

    /// <summary>Makes a new key.</summary>
    /// <param name="name">Its name; for a log its origin.</param>
    /// <exception cref="ArgumentException">When the text cannot name a key.</exception>
    public static SigningKey New(string name) =>
        VerifierKey.IsName(name) ? new(name, RandomNumberGenerator.GetBytes(Ed25519.KeyLength)) : throw new ArgumentException($"'{name}' cannot name a key.", nameof(name));

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
            || seed[0] != VerifierKey.Ed25519Type)
        {
            throw new FormatException("This is no private key for notes: PRIVATE+KEY, a name, an id and an Ed25519 seed in base64 are expected.");
        }

        var key = new SigningKey(name, seed[1..length]);
        return id == key.Verifier.Id.ToString("x8", CultureInfo.InvariantCulture) ? key : throw new FormatException("The private key's id does not fit its name and key.");
    }

    /// <summary><c>PRIVATE+KEY+name+keyid+base64</c>.</summary>
    public string ToSecret() => $"{Prefix}{Verifier.Name}+{Verifier.Id:x8}+{Convert.ToBase64String([VerifierKey.Ed25519Type, .. _seed])}";

    /// <summary>Signs a text.</summary>
    internal byte[] Sign(ReadOnlySpan<byte> text) => Ed25519.Sign(_seed, text);

    /// <summary>The public half: a secret does not belong where things are printed.</summary>
    public override string ToString() => Verifier.ToString();
}
