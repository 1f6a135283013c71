namespace Roundtable.Record.Checkpoints;

/// <summary>
/// ML-DSA-44 (FIPS 204), with an empty context. The system's cryptography has it with OpenSSL 3.5 and on current Windows; elsewhere it is what the program was
/// told to <see cref="Use"/>. Where there is neither, nothing is signed and no signature counts.
/// </summary>
public static class MlDsa44
{
    /// <summary>Length of a seed, from which a private key is made, in bytes.</summary>
    public const int SeedLength = 32;

    /// <summary>Length of a public key in bytes.</summary>
    public const int PublicKeyLength = 1312;

    /// <summary>Length of a signature in bytes.</summary>
    public const int SignatureLength = 2420;

    private static IMlDsa44? _algorithm = SystemMlDsa44.IsSupported ? new SystemMlDsa44() : null;

    /// <summary>Names what to use where the system has none; done once, when a program starts.</summary>
    public static void Use(IMlDsa44 algorithm) => Interlocked.CompareExchange(ref _algorithm, algorithm, null);

    /// <summary>Makes the private key of a seed.</summary>
    /// <param name="seed">32 secret bytes.</param>
    /// <exception cref="PlatformNotSupportedException">When there is no ML-DSA-44.</exception>
    internal static MlDsaPrivateKey PrivateKey(ReadOnlySpan<byte> seed) =>
        _algorithm?.PrivateKey(seed) ?? throw new PlatformNotSupportedException(
            "Cannot sign with ML-DSA-44: .NET needs OpenSSL 3.5 or newer for it, or Windows with it.");

    /// <summary>Whether a signature over a message is valid. False for malformed input, and where nothing can tell.</summary>
    internal static bool Verify(ReadOnlySpan<byte> publicKey, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature) =>
        publicKey.Length == PublicKeyLength && signature.Length == SignatureLength && _algorithm?.Verify(publicKey, message, signature) == true;
}
