using System.Security.Cryptography;

namespace Roundtable.Record.Checkpoints;

/// <summary>ML-DSA-44 (FIPS 204) by the system's cryptography through .NET, which has it from OpenSSL 3.5 and on current Windows only.</summary>
internal static class MlDsa44
{
    /// <summary>Length of a public key in bytes.</summary>
    public const int PublicKeyLength = 1312;

    /// <summary>Length of a signature in bytes.</summary>
    public const int SignatureLength = 2420;

    /// <summary>What this computer lacks where <see cref="IsSupported"/> is false, as a sentence without a full stop.</summary>
    public const string Lacking = "this computer has no ML-DSA-44: .NET needs OpenSSL 3.5 or newer for it, or Windows with it";

    /// <summary>Whether this computer can sign and verify.</summary>
    public static bool IsSupported => MLDsa.IsSupported;

    /// <summary>Makes the private key of a seed.</summary>
    /// <param name="seed">32 bytes.</param>
    /// <exception cref="PlatformNotSupportedException">When this computer has no ML-DSA-44.</exception>
    public static MLDsa PrivateKey(ReadOnlySpan<byte> seed) =>
        IsSupported ? MLDsa.ImportMLDsaPrivateSeed(MLDsaAlgorithm.MLDsa44, seed) : throw new PlatformNotSupportedException($"Cannot sign: {Lacking}.");

    /// <summary>Whether a signature over a message, with an empty context, is valid. False, too, where this computer cannot tell.</summary>
    public static bool Verify(ReadOnlySpan<byte> publicKey, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature)
    {
        if (!IsSupported || publicKey.Length != PublicKeyLength || signature.Length != SignatureLength)
        {
            return false;
        }

        using var key = MLDsa.ImportMLDsaPublicKey(MLDsaAlgorithm.MLDsa44, publicKey);
        return key.VerifyData(message, signature);
    }
}
