using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Crypto.Signers;
using Roundtable.Record.Checkpoints;

namespace Roundtable.Workspace.Keys;

/// <summary>
/// ML-DSA-44 by BouncyCastle, for systems whose own cryptography has none. Packages contain no more of that library than what is used here:
/// eng/bouncycastle.xml names it.
/// </summary>
public sealed class BouncyCastleMlDsa44 : IMlDsa44
{
    /// <inheritdoc/>
    public MlDsaPrivateKey PrivateKey(ReadOnlySpan<byte> seed)
    {
        var key = MLDsaPrivateKeyParameters.FromSeed(MLDsaParameters.ml_dsa_44, seed.ToArray());
        return new MlDsaPrivateKey(key.GetPublicKeyEncoded(), key.GetSeed, message =>
        {
            var signer = new MLDsaSigner(MLDsaParameters.ml_dsa_44, deterministic: false);
            signer.Init(forSigning: true, key);
            signer.BlockUpdate(message, 0, message.Length);
            return signer.GenerateSignature();
        });
    }

    /// <inheritdoc/>
    public bool Verify(ReadOnlySpan<byte> publicKey, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature)
    {
        var verifier = new MLDsaSigner(MLDsaParameters.ml_dsa_44, deterministic: false);
        verifier.Init(forSigning: false, MLDsaPublicKeyParameters.FromEncoding(MLDsaParameters.ml_dsa_44, publicKey.ToArray()));
        verifier.BlockUpdate(message.ToArray(), 0, message.Length);
        return verifier.VerifySignature(signature.ToArray());
    }
}
