using NSec.Cryptography;

namespace Roundtable.Record.Checkpoints;

/// <summary>
/// Ed25519 signatures (RFC 8032, section 5.1) by libsodium. Signing takes constant time, so that a witness may sign on a stranger's demand.
/// </summary>
/// <remarks>
/// libsodium verifies strictly: it refuses a response that is not below the group's order, points that are not in canonical form, and public keys and
/// commitments of small order. No key or signature that was made as the RFC says is among them.
/// </remarks>
public static class Ed25519
{
    /// <summary>Bytes of a public key, and of the seed that a private key is made from.</summary>
    public const int KeyLength = 32;

    /// <summary>Bytes of a signature.</summary>
    public const int SignatureLength = 64;

    /// <summary>The private key of a seed, in memory that libsodium guards.</summary>
    /// <param name="seed">32 secret bytes.</param>
    /// <exception cref="FormatException">When they are not 32 bytes.</exception>
    internal static Key PrivateKey(ReadOnlySpan<byte> seed) => Key.Import(
        SignatureAlgorithm.Ed25519, seed, KeyBlobFormat.RawPrivateKey, new() { ExportPolicy = KeyExportPolicies.AllowPlaintextExport });

    /// <summary>The seed of a private key.</summary>
    internal static byte[] Seed(Key key) => key.Export(KeyBlobFormat.RawPrivateKey);

    /// <summary>The public half of a private key.</summary>
    internal static byte[] PublicHalf(Key key) => key.PublicKey.Export(KeyBlobFormat.RawPublicKey);

    /// <summary>Signs a message.</summary>
    internal static byte[] Sign(Key key, ReadOnlySpan<byte> message) => SignatureAlgorithm.Ed25519.Sign(key, message);

    /// <summary>Whether a signature is the key's over the message; false for anything malformed.</summary>
    /// <param name="publicKey">32 bytes.</param>
    /// <param name="message">What was signed.</param>
    /// <param name="signature">64 bytes.</param>
    public static bool Verify(ReadOnlySpan<byte> publicKey, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature) =>
        signature.Length == SignatureLength
        && PublicKey.TryImport(SignatureAlgorithm.Ed25519, publicKey, KeyBlobFormat.RawPublicKey, out var key)
        && key is not null
        && SignatureAlgorithm.Ed25519.Verify(key, message, signature);
}
