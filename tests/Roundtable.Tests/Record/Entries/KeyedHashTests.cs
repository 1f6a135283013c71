using System.Security.Cryptography;
using Roundtable.Record.Entries;

namespace Roundtable.Tests.Record.Entries;

/// <summary>What is kept of one message is nothing to the next, on any number of threads.</summary>
public sealed class KeyedHashTests
{
    [Fact]
    public void Codes_are_those_that_the_library_computes_anew()
    {
        var key = RandomNumberGenerator.GetBytes(32);
        var kept = new KeyedHash(key);
        Parallel.For(0, 2_000, i =>
        {
            var message = new byte[i % 70];
            new Random(i).NextBytes(message);
            Span<byte> code = stackalloc byte[32];
            kept.Hash(message, code);
            Assert.Equal(HMACSHA256.HashData(key, message), code.ToArray());
        });
        Assert.Throws<ArgumentException>(() => kept.Hash([], new byte[31]));
        var after = new byte[32];
        kept.Hash([1], after);
        Assert.Equal(HMACSHA256.HashData(key, new byte[] { 1 }), after);
    }
}
