using System.Numerics;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using FsCheck;
using FsCheck.Fluent;
using Roundtable.Record.Checkpoints;
using Roundtable.Tests.Samples;

namespace Roundtable.Tests.Record.Checkpoints;

public sealed partial class Ed25519Tests
{
    /// <summary>RFC 8032, section 7.1, tests 1 to 3.</summary>
    [Theory]
    [InlineData(
        "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b")]
    [InlineData(
        "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00")]
    [InlineData(
        "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
        "af82",
        "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a")]
    public void The_vectors_of_the_rfc_pass(string seed, string publicKey, string message, string signature)
    {
        using var key = Ed25519.PrivateKey(Convert.FromHexString(seed));
        var said = Convert.FromHexString(message);
        Assert.Equal(Convert.FromHexString(publicKey), Ed25519.PublicHalf(key));
        Assert.Equal(Convert.FromHexString(seed), Ed25519.Seed(key));
        Assert.Equal(Convert.FromHexString(signature), Ed25519.Sign(key, said));
        Assert.True(Ed25519.Verify(Convert.FromHexString(publicKey), said, Convert.FromHexString(signature)));
    }

    [Fact]
    public void OpenSsl_and_the_rfc_s_formulas_make_the_same_keys_and_signatures() =>
        Prop.ForAll(
            (from seed in ArbMap.Default.GeneratorFor<byte>().ArrayOf(32)
             from message in ArbMap.Default.GeneratorFor<byte[]>()
             select (Seed: seed, Message: message ?? [])).ToArbitrary(),
            c =>
            {
                var (publicKey, signature) = OpenSsl.Sign(c.Seed, c.Message);
                var (ours, made) = Sign(c.Seed, c.Message);
                return publicKey.AsSpan().SequenceEqual(ours) && signature.AsSpan().SequenceEqual(made)
                    && publicKey.AsSpan().SequenceEqual(PlainEd25519.PublicKey(c.Seed))
                    && signature.AsSpan().SequenceEqual(PlainEd25519.Sign(c.Seed, publicKey, c.Message));
            }).Check(Config.QuickThrowOnFailure.WithMaxTest(TestDepth.Of(40, 2000)));

    [Fact]
    public void A_flipped_bit_anywhere_is_noticed()
    {
        var seed = SHA256.HashData("seed"u8);
        var message = "a message"u8.ToArray();
        var (publicKey, signature) = Sign(seed, message);
        foreach (var bytes in (byte[][])[signature, publicKey, message])
        {
            for (var i = 0; i < bytes.Length; i++)
            {
                bytes[i] ^= (byte)(1 << (i % 8));
                Assert.False(Ed25519.Verify(publicKey, message, signature));
                bytes[i] ^= (byte)(1 << (i % 8));
            }
        }

        Assert.True(Ed25519.Verify(publicKey, message, signature));
    }

    [Fact]
    public void A_second_form_of_a_signature_or_of_a_key_is_none()
    {
        var seed = SHA256.HashData("seed"u8);
        var (publicKey, signature) = Sign(seed, []);
        Assert.False(Ed25519.Verify(publicKey, [], [.. signature[..32], .. PlainEd25519.Bytes(PlainEd25519.Number(signature.AsSpan(32)) + PlainEd25519.Order)]));

        // y = p + 1 would be the neutral element in another form.
        var noncanonical = Enumerable.Repeat((byte)0xFF, 32).ToArray();
        (noncanonical[0], noncanonical[31]) = (0xEE, 0x7F);
        Assert.False(Ed25519.Verify(noncanonical, [], signature));
        Assert.False(Ed25519.Verify(publicKey, [], signature.AsSpan(1)));
        Assert.False(Ed25519.Verify([], [], signature));
    }

    /// <summary>
    /// With a key of small order one signature fits many messages. The RFC's formulas let such keys pass; libsodium refuses all eight points, in any
    /// encoding.
    /// </summary>
    [Fact]
    public void A_key_of_small_order_verifies_nothing()
    {
        foreach (var point in SmallOrder())
        {
            var key = PlainEd25519.Encode(point);
            var fits = Enumerable.Range(0, 1000).Select(i => (Message: BitConverter.GetBytes(i), Response: new BigInteger(12345 + i)))
                .Select(c => (c.Message, Signature: (byte[])[.. PlainEd25519.Encode(PlainEd25519.MultiplyBase(c.Response)), .. PlainEd25519.Bytes(c.Response)]))
                .First(c => PlainEd25519.Verify(key, c.Message, c.Signature));
            Assert.False(Ed25519.Verify(key, fits.Message, fits.Signature));
        }

        // y = 1 and y = -1 with the sign bit that x = 0 cannot have; y = p and y = p + 1, which are 0 and 1 in another form.
        foreach (var key in (byte[][])[Signed(1), Signed(PlainEd25519.P - 1), PlainEd25519.Bytes(PlainEd25519.P), PlainEd25519.Bytes(PlainEd25519.P + 1)])
        {
            Assert.False(Ed25519.Verify(key, [], [.. PlainEd25519.Encode(PlainEd25519.MultiplyBase(5)), .. PlainEd25519.Bytes(5)]));
        }
    }

    /// <summary>A signer that takes zero, or a point of small order, for its nonce gives its key away; in another form the commitment would be a second signature.</summary>
    [Fact]
    public void A_commitment_of_small_order_or_in_another_form_is_refused()
    {
        var seed = SHA256.HashData("seed"u8);
        var secret = PlainEd25519.Scalar(SHA512.HashData(seed).AsSpan(0, 32));
        var key = PlainEd25519.PublicKey(seed);
        byte[][] commitments =
        [
            .. SmallOrder().Append(PlainEd25519.Neutral).Select(PlainEd25519.Encode),
            Signed(1),
            PlainEd25519.Bytes(PlainEd25519.P + 1),
            PlainEd25519.Encode(PlainEd25519.Add(PlainEd25519.MultiplyBase(0), SmallOrder()[0])),
        ];
        Assert.All(commitments, c => Assert.False(Ed25519.Verify(key, [], Forge(c, 0))));
        Assert.True(Ed25519.Verify(key, [], Forge(PlainEd25519.Encode(PlainEd25519.MultiplyBase(7)), 7)));
        Assert.False(Ed25519.Verify(key, [], Forge(PlainEd25519.Encode(PlainEd25519.Add(PlainEd25519.MultiplyBase(7), SmallOrder()[0])), 7)));

        byte[] Forge(byte[] commitment, BigInteger nonce) =>
            [.. commitment, .. PlainEd25519.Bytes((nonce + (PlainEd25519.Challenge(commitment, key, []) * secret)) % PlainEd25519.Order)];
    }

    [Fact]
    public void A_key_of_another_length_verifies_nothing()
    {
        var (key, signature) = Sign(SHA256.HashData("seed"u8), []);
        Assert.False(Ed25519.Verify(key.AsSpan(1), [], signature));
        Assert.False(Ed25519.Verify([.. key, 0], [], signature));
        Assert.Throws<FormatException>(() => Ed25519.PrivateKey(key.AsSpan(1)));
    }

    private static (byte[] PublicKey, byte[] Signature) Sign(byte[] seed, byte[] message)
    {
        using var key = Ed25519.PrivateKey(seed);
        return (Ed25519.PublicHalf(key), Ed25519.Sign(key, message));
    }

    /// <summary>The seven points other than the neutral one whose order divides eight.</summary>
    private static List<PlainEd25519.Point> SmallOrder()
    {
        var eighth = Enumerable.Range(2, 100).Select(y => PlainEd25519.Decode(PlainEd25519.Bytes(y))).OfType<PlainEd25519.Point>()
            .Select(p => PlainEd25519.Multiply(PlainEd25519.Order, p))
            .First(p => !PlainEd25519.Encode(PlainEd25519.Multiply(4, p)).AsSpan().SequenceEqual(PlainEd25519.Encode(PlainEd25519.Neutral)));
        return [.. Enumerable.Range(1, 7).Select(i => PlainEd25519.Multiply(i, eighth))];
    }

    private static byte[] Signed(BigInteger y)
    {
        var bytes = PlainEd25519.Bytes(y);
        bytes[31] |= 0x80;
        return bytes;
    }

    /// <summary>The library that .NET itself uses for the rest of cryptography, as a referee.</summary>
    private static partial class OpenSsl
    {
        private const string Library = "libcrypto.so.3";
        private const int Ed25519Id = 1087; // EVP_PKEY_ED25519

        public static (byte[] PublicKey, byte[] Signature) Sign(byte[] seed, byte[] message)
        {
            var key = NewPrivateKey(Ed25519Id, IntPtr.Zero, seed, 32);
            var context = NewContext();
            try
            {
                var publicKey = new byte[32];
                var signature = new byte[64];
                nuint length = 32;
                Assert.Equal(1, GetPublicKey(key, publicKey, ref length));
                Assert.Equal(1, SignInit(context, IntPtr.Zero, IntPtr.Zero, IntPtr.Zero, key));
                length = 64;
                Assert.Equal(1, DigestSign(context, signature, ref length, message, (nuint)message.Length));
                return (publicKey, signature);
            }
            finally
            {
                FreeContext(context);
                FreeKey(key);
            }
        }

        [LibraryImport(Library, EntryPoint = "EVP_PKEY_new_raw_private_key")]
        private static partial IntPtr NewPrivateKey(int type, IntPtr engine, byte[] key, nuint length);

        [LibraryImport(Library, EntryPoint = "EVP_PKEY_get_raw_public_key")]
        private static partial int GetPublicKey(IntPtr key, byte[] publicKey, ref nuint length);

        [LibraryImport(Library, EntryPoint = "EVP_MD_CTX_new")]
        private static partial IntPtr NewContext();

        [LibraryImport(Library, EntryPoint = "EVP_DigestSignInit")]
        private static partial int SignInit(IntPtr context, IntPtr keyContext, IntPtr type, IntPtr engine, IntPtr key);

        [LibraryImport(Library, EntryPoint = "EVP_DigestSign")]
        private static partial int DigestSign(IntPtr context, byte[] signature, ref nuint length, byte[] message, nuint messageLength);

        [LibraryImport(Library, EntryPoint = "EVP_MD_CTX_free")]
        private static partial void FreeContext(IntPtr context);

        [LibraryImport(Library, EntryPoint = "EVP_PKEY_free")]
        private static partial void FreeKey(IntPtr key);
    }
}
