using Roundtable.Corpus.Formats.Packed;
using Roundtable.Tests.Samples;
using ZstdNet;

namespace Roundtable.Tests.Corpus.Formats.Packed;

/// <summary>Unpacking block by block against ZstdNet's own stream, which unpacks through the library's window.</summary>
public sealed class ZstandardTests
{
    private static readonly byte[] _skipped = [0x5A, 0x2A, 0x4D, 0x18, 3, 0, 0, 0, 1, 2, 3];

    [Theory]
    [InlineData(1, 0, true)]
    [InlineData(3, 0, false)]
    [InlineData(3, 10, true)]
    [InlineData(5, 17, false)]
    [InlineData(9, 23, false)]
    [InlineData(19, 20, true)]
    public void Both_ways_give_what_was_packed(int level, int window, bool sized)
    {
        var random = new Random(level + window);
        foreach (var length in (int[])[0, 1, 900, 131_072, 131_073, 700_000, 9_000_000])
        {
            var (one, other) = (Text(random, length), Text(random, random.Next(300_000)));
            byte[] packed = [.. Pack(one, level, window, sized), .. _skipped, .. Pack([], level, window, sized), .. Pack(other, 3, 0, !sized), .. _skipped];
            byte[] all = [.. one, .. other];
            foreach (var most in (int[])[777, 131_072, 1_000_003, 8 << 20])
            {
                if (most < 1000 && length > 1_000_000)
                {
                    continue;
                }

                Assert.True(all.AsSpan().SequenceEqual(Read(new ZstandardBlocks(new UnevenStream(packed, random)), most, random, out var damage)), $"{length} bytes, {most} at once");
                Assert.Null(damage);
                Assert.True(all.AsSpan().SequenceEqual(Read(new DecompressionStream(new UnevenStream(packed, random)), most, random, out _)));
            }
        }
    }

    [Fact]
    public void What_is_cut_gives_what_comes_before_and_says_so()
    {
        var random = new Random(5);
        var text = Text(random, 2_000_000);
        var packed = Pack(text, 3, 18, sized: true);
        for (var i = 0; i < 60; i++)
        {
            var cut = i < 20 ? i + 1 : random.Next(1, packed.Length);
            var read = Read(new ZstandardBlocks(new MemoryStream(packed, 0, cut)), 1 << 20, random, out var damage);
            Assert.Contains("ends before its end", damage, StringComparison.Ordinal);
            Assert.True(text.AsSpan().StartsWith(read));
            Assert.True(cut < 50_000 || read.Length > 0);
        }
    }

    [Fact]
    public void What_is_damaged_is_told_and_nothing_else_happens()
    {
        var random = new Random(6);
        var text = Text(random, 1_500_000);
        var packed = Pack(text, 4, 19, sized: true);
        for (var i = 0; i < TestDepth.Of(300, 5000); i++)
        {
            var damaged = (byte[])packed.Clone();
            for (var flips = random.Next(1, 4); flips > 0; flips--)
            {
                damaged[random.Next(damaged.Length)] ^= (byte)(1 << random.Next(8));
            }

            var read = Read(new ZstandardBlocks(new MemoryStream(damaged)), 1 << 20, random, out var damage);
            Assert.True(damage is not null || text.AsSpan().SequenceEqual(read));
        }

        Read(new ZstandardBlocks(new MemoryStream([.. packed, .. "and something that is no frame"u8])), 1 << 20, random, out var other);
        Assert.Contains("no Zstandard frame", other, StringComparison.Ordinal);

        // A head that asks for a window of four terabytes, and one of a single segment of as much.
        Read(new ZstandardBlocks(new MemoryStream([0x28, 0xB5, 0x2F, 0xFD, 0x00, 0xFF, 1, 0, 0])), 1 << 20, random, out var greedy);
        Assert.NotNull(greedy);
        Read(new ZstandardBlocks(new MemoryStream([0x28, 0xB5, 0x2F, 0xFD, 0xE0, .. new byte[7], 1, 1, 0, 0, 0, 0, 0, 0, 0])), 1 << 20, random, out greedy);
        Assert.Contains("128 MiB", greedy, StringComparison.Ordinal);
    }

    private static byte[] Read(Stream stream, int most, Random random, out string? damage)
    {
        using var memory = new MemoryStream();
        var buffer = new byte[most];
        damage = null;
        try
        {
            using (stream)
            {
                // What was read last is overwritten at once: nothing may refer to it.
                for (int read; (read = stream.Read(buffer.AsSpan(0, random.Next(4) == 0 ? random.Next(1, most + 1) : most))) > 0; Array.Fill(buffer, (byte)0xEE))
                {
                    memory.Write(buffer, 0, read);
                }
            }
        }
        catch (InvalidDataException e)
        {
            damage = e.Message;
        }

        return memory.ToArray();
    }

    /// <summary>Words that stand again near and far, and now and then noise.</summary>
    private static byte[] Text(Random random, int length)
    {
        var text = new byte[length];
        for (var at = 0; at < length;)
        {
            var count = Math.Min(length - at, random.Next(1, random.Next(20) == 0 ? 5000 : 60));
            if (at > 100 && random.Next(3) > 0)
            {
                var from = random.Next(2) == 0 ? random.Next(at) : Math.Max(0, at - random.Next(1, 2000));
                count = Math.Min(count, at - from);
                text.AsSpan(from, count).CopyTo(text.AsSpan(at));
            }
            else
            {
                random.NextBytes(text.AsSpan(at, count));
            }

            at += count;
        }

        return text;
    }

    private static byte[] Pack(byte[] text, int level, int window, bool sized)
    {
        var parameters = new Dictionary<ZSTD_cParameter, int> { [ZSTD_cParameter.ZSTD_c_contentSizeFlag] = sized ? 1 : 0, [ZSTD_cParameter.ZSTD_c_checksumFlag] = 1 };
        if (window > 0)
        {
            parameters[ZSTD_cParameter.ZSTD_c_windowLog] = window;
        }

        using var options = new CompressionOptions(null, parameters, level);
        using var compressor = new Compressor(options);
        return compressor.Wrap(text);
    }

    /// <summary>Gives as much at once as it likes.</summary>
    private sealed class UnevenStream(byte[] bytes, Random random) : MemoryStream(bytes)
    {
        public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(buffer.Length, random.Next(1, 100_000))]);
    }
}
