using System.Security.Cryptography;
using Roundtable.Record.Merkle;

namespace Roundtable.Tests.Record.Merkle;

/// <summary>Codes are those of .NET's own HMAC.</summary>
public sealed class ShortHmacTests
{
    [Fact]
    public void Codes_are_those_of_the_library_whatever_the_lengths()
    {
        var random = new Random(1);
        Span<byte> code = stackalloc byte[32];
        foreach (var length in (int[])[0, 1, 31, 32, 63, 64, 65, 200])
        {
            var key = new byte[length];
            random.NextBytes(key);
            var hmac = new ShortHmac(key);
            for (var size = 0; size <= ShortHmac.MaxMessage; size++)
            {
                var message = new byte[size];
                random.NextBytes(message);
                hmac.Hash(message, code);
                Assert.Equal(HMACSHA256.HashData(key, message), code.ToArray());
            }
        }

        Assert.Throws<ArgumentException>(() => new ShortHmac([1]).Hash(new byte[65], new byte[32]));
        Assert.Throws<ArgumentException>(() => new ShortHmac([1]).Hash([], new byte[31]));
    }
}
