using System.Security.Cryptography;
using Roundtable.Record.Merkle;

namespace Roundtable.Tests.Record.Merkle;

/// <summary>SHA-256 is SHA-256, whichever way it is asked for.</summary>
public sealed class Sha256Tests
{
    [Fact]
    public void Inputs_of_every_length_have_the_digest_that_NET_computes()
    {
        var random = new Random(1);
        var hash = new byte[32];
        foreach (var length in Enumerable.Range(0, 300).Concat([1023, 1024, 4095, 4096, 4097, 100_000]))
        {
            var input = new byte[length];
            random.NextBytes(input);
            Sha256.Hash(input, hash);
            Assert.Equal(SHA256.HashData(input), hash);
        }
    }

    [Fact]
    public void A_destination_may_be_longer_and_not_shorter()
    {
        var hash = new byte[40];
        Sha256.Hash("abc"u8, hash);
        Assert.Equal(SHA256.HashData("abc"u8), hash[..32]);
        Assert.Equal(new byte[8], hash[32..]);
        Assert.Throws<ArgumentException>(() => Sha256.Hash("abc"u8, new byte[31]));
    }

    [Fact]
    public void Many_threads_hash_at_once() => Parallel.For(0, 64, i =>
    {
        var input = new byte[i * 7];
        Array.Fill(input, (byte)i);
        var hash = new byte[32];
        for (var n = 0; n < 1000; n++)
        {
            Sha256.Hash(input, hash);
        }

        Assert.Equal(SHA256.HashData(input), hash);
    });
}
