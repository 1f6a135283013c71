using System.Security.Cryptography;

namespace Roundtable.Record.Checkpoints;

/// <summary>ML-DSA-44 by the system's cryptography, through .NET.</summary>
internal sealed class SystemMlDsa44 : IMlDsa44
{
    /// <summary>Whether the system has it.</summary>
    public static bool IsSupported => MLDsa.IsSupported;

    /// <inheritdoc/>
    public MlDsaPrivateKey PrivateKey(ReadOnlySpan<byte> seed)
    {
        var key = MLDsa.ImportMLDsaPrivateSeed(MLDsaAlgorithm.MLDsa44, seed);
        return new MlDsaPrivateKey(key.ExportMLDsaPublicKey(), key.ExportMLDsaPrivateSeed, message => key.SignData(message));
    }

    /// <inheritdoc/>
    public bool Verify(ReadOnlySpan<byte> publicKey, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature)
    {
        using var key = MLDsa.ImportMLDsaPublicKey(MLDsaAlgorithm.MLDsa44, publicKey);
        return key.VerifyData(message, signature);
    }
}
