using System.Collections.Concurrent;
using Roundtable.Record.Entries;

namespace Roundtable.Tests.Record.Entries;

public sealed class SaltsTests
{
    [Fact]
    public void No_salt_is_handed_out_twice_by_any_thread()
    {
        ConcurrentBag<string> all = [];
        Parallel.For(0, 16, _ =>
        {
            Span<byte> salt = stackalloc byte[24]; // no divisor of the block's length
            for (var i = 0; i < 1_000; i++)
            {
                Salts.Fill(salt);
                Assert.True(salt.IndexOfAnyExcept((byte)0) >= 0);
                all.Add(Convert.ToHexString(salt));
            }
        });
        Assert.Equal(16_000, all.Distinct(StringComparer.Ordinal).Count());
    }
}
