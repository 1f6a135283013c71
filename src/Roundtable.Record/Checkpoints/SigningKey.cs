using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Roundtable.Record.Checkpoints;

/// <summary>
/// A private key that signs notes. <see cref="ToString"/> never reveals the secret; <see cref="ToSecret"/> is for the key file only.
/// An Ed25519 secret is kept in memory guarded by libsodium and released with this object, or it is held elsewhere and never seen here; an ML-DSA-44 key
/// is kept by what signs with it, see <see cref="MlDsa44"/>.
/// </summary>
public sealed class SigningKey
{
    private const string Prefix = "PRIVATE+KEY+";

    private readonly Func<byte[]>? _seed; // null where it is held elsewhere
    private readonly Func<byte[], byte[]> _sign;

    private SigningKey(string name, ReadOnlySpan<byte> seed, SignatureType type)
    {
        if (type == SignatureType.MlDsaCosignature)
        {
            var key = MlDsa44.PrivateKey(seed);
            (_seed, _sign) = (key.Seed, key.Sign);
            Verifier = new VerifierKey(name, key.PublicKey, type);
        }
        else
        {
            var key = Ed25519.PrivateKey(seed);
            (_seed, _sign) = (() => Ed25519.Seed(key), message => Ed25519.Sign(key, message));
            Verifier = new VerifierKey(name, Ed25519.PublicHalf(key), type);
        }
    }

    private SigningKey(VerifierKey verifier, Func<byte[], byte[]> sign) => (Verifier, _sign) = (verifier, sign);

    /// <summary>The public key.</summary>
    public VerifierKey Verifier { get; }

    /// <summary>Generates a new key.</summary>
    /// <param name="name">The key's name; for a log, its origin.</param>
    /// <param name="type">The signature type.</param>
    /// <exception cref="ArgumentException">When the name is not a valid key name.</exception>
    /// <exception cref="PlatformNotSupportedException">When there is no ML-DSA-44 and the type requires it.</exception>
    public static SigningKey New(string name, SignatureType type = SignatureType.Ed25519) =>
        VerifierKey.IsName(name)
            ? new(name, RandomNumberGenerator.GetBytes(Ed25519.KeyLength), type)
            : throw new ArgumentException(
                $"Invalid key name '{name}': it must not be empty or contain white space, control characters or plus signs.", nameof(name));

    /// <summary>A key that is held elsewhere, as in a PKCS#11 module, and signs there.</summary>
    /// <param name="verifier">Its public half.</param>
    /// <param name="sign">Makes an Ed25519 signature over a message; throws an <see cref="IOException"/> where it cannot.</param>
    public static SigningKey Held(VerifierKey verifier, Func<byte[], byte[]> sign) => new(verifier, message =>
        sign(message) is var signature && Ed25519.Verify(verifier.PublicKey.Span, message, signature)
            ? signature
            : throw new IOException($"What holds the key {verifier.Name}+{verifier.IdText} made a signature that is not valid. Nothing is signed with it."));

    /// <summary>Parses the output of <see cref="ToSecret"/>, which is the format of Go's sumdb/note.</summary>
    /// <exception cref="FormatException">When the text is anything else; the message does not repeat it.</exception>
    /// <exception cref="PlatformNotSupportedException">When there is no ML-DSA-44 and the key requires it.</exception>
    public static SigningKey Parse(string secret)
    {
        var seed = new byte[1 + Ed25519.KeyLength + 2];
        if (!secret.StartsWith(Prefix, StringComparison.Ordinal)
            || secret[Prefix.Length..].Split('+', 3) is not [var name, var id, var encoded]
            || !VerifierKey.IsName(name)
            || !Convert.TryFromBase64String(encoded, seed, out var length)
            || length != 1 + Ed25519.KeyLength
            || (SignatureType)seed[0] is not (SignatureType.Ed25519 or SignatureType.Cosignature or SignatureType.MlDsaCosignature))
        {
            throw new FormatException("Not a private note key: the form is PRIVATE+KEY+name+id+base64 of an Ed25519 or ML-DSA-44 seed.");
        }

        var key = new SigningKey(name, seed.AsSpan(1..length), (SignatureType)seed[0]);
        return id == key.Verifier.IdText ? key : throw new FormatException("The private key's id does not match its name and key.");
    }

    /// <summary><c>PRIVATE+KEY+name+keyid+base64</c>.</summary>
    /// <exception cref="InvalidOperationException">When the key is held elsewhere.</exception>
    public string ToSecret() => _seed is null ? throw new InvalidOperationException("The secret of a key that is held elsewhere is not known here.")
        : $"{Prefix}{Verifier.Name}+{Verifier.Id:x8}+{Convert.ToBase64String([(byte)Verifier.Type, .. _seed()])}";

    /// <summary>Signs a note's text, in the format of the key's type.</summary>
    /// <param name="text">The text.</param>
    /// <param name="time">The time of a cosignature; ignored for other types.</param>
    /// <exception cref="ArgumentException">When a cosignature has no time after 1970, or the text cannot be cosigned.</exception>
    /// <exception cref="IOException">When the key is held elsewhere and cannot be used there.</exception>
    public NoteSignature Sign(string text, DateTimeOffset time = default)
    {
        byte[] bytes;
        if (Verifier.Type != SignatureType.Ed25519)
        {
            var seconds = time.ToUnixTimeSeconds() is > 0 and var s
                ? (ulong)s
                : throw new ArgumentException("A cosignature requires a time after 1970.", nameof(time));
            var message = CosignedMessage.Of(Verifier, seconds, text)
                ?? throw new ArgumentException("An ML-DSA-44 cosignature requires a checkpoint, and names of at most 255 bytes.", nameof(text));
            bytes = [.. new byte[sizeof(ulong)], .. _sign(message)];
            BinaryPrimitives.WriteUInt64BigEndian(bytes, seconds);
        }
        else
        {
            bytes = _sign(Encoding.UTF8.GetBytes(text));
        }

        return new NoteSignature(Verifier.Name, Verifier.Id, bytes);
    }

    /// <summary>The public key: a secret must not appear in output.</summary>
    public override string ToString() => Verifier.ToString();
}
