using System.Security.Cryptography;
using Org.BouncyCastle.Crypto.Digests;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Crypto.Signers;
using Roundtable.Record.Checkpoints;
using Roundtable.Workspace.Keys;

namespace Roundtable.Tests.Workspace.Keys;

public sealed class BouncyCastleMlDsa44Tests
{
    private static readonly BouncyCastleMlDsa44 _algorithm = new();

    /// <summary>
    /// The accumulated vector of C2SP's CCTV (https://c2sp.org/CCTV/ML-DSA): seeds from one SHAKE128; public keys and deterministic signatures of nothing go into
    /// another.
    /// </summary>
    [Fact]
    public void A_hundred_keys_and_signatures_are_those_of_CCTV()
    {
        var (seeds, all) = (new ShakeDigest(128), new ShakeDigest(128));
        var seed = new byte[MlDsa44.SeedLength];
        for (var i = 0; i < 100; i++)
        {
            seeds.Output(seed, 0, seed.Length);
            var key = _algorithm.PrivateKey(seed);
            Assert.Equal(seed, key.Seed());
            var signer = new MLDsaSigner(MLDsaParameters.ml_dsa_44, deterministic: true);
            signer.Init(forSigning: true, MLDsaPrivateKeyParameters.FromSeed(MLDsaParameters.ml_dsa_44, seed));
            var signature = signer.GenerateSignature();
            Assert.True(_algorithm.Verify(key.PublicKey, [], signature));
            all.BlockUpdate(key.PublicKey, 0, key.PublicKey.Length);
            all.BlockUpdate(signature, 0, signature.Length);
        }

        var sum = new byte[32];
        all.OutputFinal(sum, 0, sum.Length);
        Assert.Equal("d51148e1f9f4fa1a723a6cf42e25f2a99eb5c1b378b3d2dbbd561b1203beeae4", Convert.ToHexStringLower(sum));
    }

    [Fact]
    public void A_signature_verifies_over_its_message_and_key_only()
    {
        var key = _algorithm.PrivateKey(RandomNumberGenerator.GetBytes(MlDsa44.SeedLength));
        var message = "what was signed"u8.ToArray();
        var signature = key.Sign(message);
        Assert.Equal((MlDsa44.PublicKeyLength, MlDsa44.SignatureLength), (key.PublicKey.Length, signature.Length));
        Assert.True(_algorithm.Verify(key.PublicKey, message, signature));
        Assert.NotEqual(signature, key.Sign(message)); // hedged, not deterministic
        Assert.False(_algorithm.Verify(key.PublicKey, [.. message, 0], signature));
        Assert.False(_algorithm.Verify(_algorithm.PrivateKey(new byte[MlDsa44.SeedLength]).PublicKey, message, signature));
        Assert.False(_algorithm.Verify(new byte[MlDsa44.PublicKeyLength], message, signature));
        for (var at = 0; at < signature.Length; at += 31)
        {
            signature[at] ^= 1;
            Assert.False(_algorithm.Verify(key.PublicKey, message, signature));
            signature[at] ^= 1;
        }

        // Of what is as long as a signature and none, hints that are not in order among it.
        signature.AsSpan(^84..).Fill(0xff);
        Assert.False(_algorithm.Verify(key.PublicKey, message, signature));
        Assert.False(_algorithm.Verify(key.PublicKey, message, new byte[MlDsa44.SignatureLength]));
    }
}
