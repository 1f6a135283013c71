using NSec.Cryptography;

namespace Roundtable.Record.Checkpoints;

/// <summary>
/// Ed25519 signatures (RFC 8032, section 5.1) by libsodium. Signing is constant-time, so that a witness may sign on request of anonymous clients.
/// </summary>
/// <remarks>
/// libsodium verifies strictly: it rejects scalars that are not below the group order, non-canonical point encodings, and public keys and R values of
/// small order. Keys and signatures created according to the RFC are never among them.
/// </remarks>
public static class Ed25519
{
    /// <summary>Length in bytes of a public key, and of the seed of a private key.</summary>
    public const int KeyLength = 32;

    /// <summary>Length in bytes of a signature.</summary>
    public const int SignatureLength = 64;

    /// <summary>The private key of a seed, in guarded memory.</summary>
    /// <param name="seed">32 secret bytes.</param>
    /// <exception cref="FormatException">When the seed is not 32 bytes long.</exception>
    internal static Key PrivateKey(ReadOnlySpan<byte> seed) => Key.Import(
        SignatureAlgorithm.Ed25519, seed, KeyBlobFormat.RawPrivateKey, new() { ExportPolicy = KeyExportPolicies.AllowPlaintextExport });

    /// <summary>The seed of a private key.</summary>
    internal static byte[] Seed(Key key) => key.Export(KeyBlobFormat.RawPrivateKey);

    /// <summary>The public half of a private key.</summary>
    internal static byte[] PublicHalf(Key key) => key.PublicKey.Export(KeyBlobFormat.RawPublicKey);

    /// <summary>Signs a message.</summary>
    internal static byte[] Sign(Key key, ReadOnlySpan<byte> message) => SignatureAlgorithm.Ed25519.Sign(key, message);

    /// <summary>Whether a signature over the message is valid for the key; false for malformed input.</summary>
    /// <param name="publicKey">32 bytes.</param>
    /// <param name="message">The signed message.</param>
    /// <param name="signature">64 bytes.</param>
    public static bool Verify(ReadOnlySpan<byte> publicKey, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature) =>
        signature.Length == SignatureLength
        && PublicKey.TryImport(SignatureAlgorithm.Ed25519, publicKey, KeyBlobFormat.RawPublicKey, out var key)
        && key is not null
        && SignatureAlgorithm.Ed25519.Verify(key, message, signature);
}
