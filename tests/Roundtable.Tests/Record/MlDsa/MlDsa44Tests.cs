using System.Security.Cryptography;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Crypto.Signers;
using Roundtable.Record.MlDsa;
using Roundtable.Tests.Samples;

namespace Roundtable.Tests.Record.MlDsa;

/// <summary>ML-DSA-44 beside BouncyCastle's: the same keys and signatures to the byte, and the same verdict on what was altered.</summary>
public sealed class MlDsa44Tests
{
    private static readonly Random _random = new(204);

    [Fact]
    public void Keys_and_signatures_are_those_of_another_implementation()
    {
        for (var i = 0; i < TestDepth.Of(25, 2000); i++)
        {
            var (seed, message) = (Bytes(32), Bytes(_random.Next(300)));
            var key = new MlDsaPrivateKey(seed);
            var other = MLDsaPrivateKeyParameters.FromSeed(MLDsaParameters.ml_dsa_44, seed);
            Assert.Equal(other.GetPublicKeyEncoded(), key.PublicKey);

            var signature = key.Sign(message, new byte[32]);
            var signer = new MLDsaSigner(MLDsaParameters.ml_dsa_44, deterministic: true);
            signer.Init(true, other);
            signer.BlockUpdate(message, 0, message.Length);
            Assert.Equal(signer.GenerateSignature(), signature);

            var hedged = key.Sign(message);
            Assert.NotEqual(signature, hedged);
            Assert.True(MlDsa44.Verify(key.PublicKey, message, signature) && MlDsa44.Verify(key.PublicKey, message, hedged));
            Assert.True(VerifiesElsewhere(key.PublicKey, message, hedged));
        }
    }

    [Fact]
    public void What_was_altered_is_refused_here_as_elsewhere()
    {
        var key = new MlDsaPrivateKey(Bytes(32));
        var message = Bytes(100);
        var signature = key.Sign(message);
        for (var i = 0; i < TestDepth.Of(150, 20_000); i++)
        {
            var (altered, other, publicKey) = (signature.ToArray(), message.ToArray(), key.PublicKey.ToArray());
            var target = (i % 4) switch { 0 => other, 1 => publicKey, _ => altered };
            var at = i % 4 == 2 ? target.Length - 1 - _random.Next(84) : _random.Next(target.Length); // hints in every fourth
            target[at] ^= (byte)(1 << _random.Next(8));
            Assert.False(MlDsa44.Verify(publicKey, other, altered), $"{i % 4} at {at}");
            Assert.False(VerifiesElsewhere(publicKey, other, altered));
        }

        Assert.False(MlDsa44.Verify(key.PublicKey, message, signature.AsSpan(0, signature.Length - 1)));
        Assert.False(MlDsa44.Verify(key.PublicKey, message, [.. signature, 0]));
        Assert.False(MlDsa44.Verify(key.PublicKey.AsSpan(1), message, signature));
        Assert.False(MlDsa44.Verify([], [], []));
    }

    [Fact]
    public void A_signature_has_one_form()
    {
        var key = new MlDsaPrivateKey(Bytes(32));
        MlDsaSignature? parsed = null;
        byte[] message, signature;
        do
        {
            message = Bytes(20);
            signature = key.Sign(message);
            parsed = MlDsaSignature.Parse(signature);
            Assert.Equal(signature, parsed!.ToBytes());
        }
        while (parsed.Hints[0].Count(h => h) < 2);
        var hints = signature.Length - 84;

        // Two hints swapped, one twice, one more counted, and something after the last.
        var swapped = signature.ToArray();
        (swapped[hints], swapped[hints + 1]) = (swapped[hints + 1], swapped[hints]);
        var twice = signature.ToArray();
        twice[hints + 1] = twice[hints];
        var fewer = signature.ToArray();
        fewer[^1] = (byte)(fewer[^2] - 1);
        var many = signature.ToArray();
        many[^1] = 81;
        var padded = signature.ToArray();
        padded[hints + 79] = 1;
        foreach (var malformed in (byte[][])[swapped, twice, fewer, many, .. signature[^1] < 80 ? [padded] : (byte[][])[]])
        {
            Assert.Null(MlDsaSignature.Parse(malformed));
            Assert.False(MlDsa44.Verify(key.PublicKey, message, malformed));
            Assert.False(VerifiesElsewhere(key.PublicKey, message, malformed));
        }
    }

    [Fact]
    public void Parts_of_every_coefficient_are_as_the_specification_defines_them()
    {
        for (var r = 0; r < Polynomial.Q; r += 1 + (r % 7))
        {
            var low = r % (2 * Rounding.Gamma2);
            low = low > Rounding.Gamma2 ? low - (2 * Rounding.Gamma2) : low;
            var expected = r - low == Polynomial.Q - 1 ? (0, low - 1) : ((r - low) / (2 * Rounding.Gamma2), low);
            if (Rounding.Decompose(r) != expected)
            {
                Assert.Fail($"{r}: {Rounding.Decompose(r)}, not {expected}");
            }

            var (t1, t0) = Rounding.Power2Round(r);
            if (r != (t1 << 13) + t0 || t0 is <= -4096 or > 4096)
            {
                Assert.Fail($"{r}: {t1} {t0}");
            }
        }
    }

    [Fact]
    public void The_sponge_is_the_systems()
    {
        for (var i = 0; i < 200 && Shake128.IsSupported; i++)
        {
            var input = Bytes(_random.Next(700));
            var length = _random.Next(1, 900);
            foreach (var (rate, expected) in ((int, byte[])[])[(Shake.Rate128, Shake128.HashData(input, length)), (Shake.Rate256, Shake256.HashData(input, length))])
            {
                var cut = _random.Next(length);
                var shake = new Shake(rate).Add(input.AsSpan(0, input.Length / 3)).Add(input.AsSpan(input.Length / 3));
                byte[] read = [.. shake.Read(cut), .. shake.Read(length - cut)];
                Assert.Equal(expected, read);
            }
        }
    }

    private static bool VerifiesElsewhere(byte[] publicKey, byte[] message, byte[] signature)
    {
        var verifier = new MLDsaSigner(MLDsaParameters.ml_dsa_44, deterministic: true);
        verifier.Init(false, MLDsaPublicKeyParameters.FromEncoding(MLDsaParameters.ml_dsa_44, publicKey));
        verifier.BlockUpdate(message, 0, message.Length);
        return verifier.VerifySignature(signature);
    }

    private static byte[] Bytes(int count)
    {
        var bytes = new byte[count];
        _random.NextBytes(bytes);
        return bytes;
    }
}
