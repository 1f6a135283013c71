using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Roundtable.Corpus.Formats.Packed;
using Roundtable.Corpus.Rows;

namespace Roundtable.Tests.Corpus.Formats.Packed;

/// <summary>gzip files as they are packed, cut at every byte, and with something after their members.</summary>
public sealed class GzipTests
{
    private static readonly byte[] _one = Pack("the first member, the first member"), _two = Pack("and the second one");
    private static readonly string _text = "the first member, the first memberand the second one";

    [Fact]
    public void What_is_cut_anywhere_but_after_a_member_is_told_and_what_came_before_is_given()
    {
        byte[] both = [.. _one, .. _two];
        for (var cut = 0; cut <= both.Length; cut++)
        {
            var (text, damage) = Read(both[..cut]);
            Assert.StartsWith(text, _text, StringComparison.Ordinal);
            Assert.Equal(cut == 0 || cut == _one.Length || cut == both.Length ? null : FaultReasons.CutShort, damage);
            Assert.True(cut < both.Length || text == _text);
        }
    }

    [Fact]
    public void A_header_without_a_body_is_cut()
    {
        Assert.Equal(("", FaultReasons.CutShort), Read([0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3]));
        Assert.Equal((_text[..34], FaultReasons.CutShort), Read([.. _one, 0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3]));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(8192)]
    [InlineData(300_000)]
    public void Zeros_after_a_member_are_passed_over_and_a_member_after_them_is_read(int zeros)
    {
        Assert.Equal((_text, null), Read([.. _one, .. _two, .. new byte[zeros]]));
        Assert.Equal((_text, null), Read([.. _one, .. new byte[zeros], .. _two, .. new byte[zeros]]));
    }

    [Theory]
    [InlineData("and more", 0)]
    [InlineData("\0\0\0and more\0\0\0", 3)]
    [InlineData("\u001F", null)]
    [InlineData("\u001F\u001F\u001F", 0)]
    [InlineData("\0\u001F\0", null)]
    public void What_follows_the_last_member_and_is_neither_zeros_nor_a_member_is_told(string rest, int? place)
    {
        foreach (var zeros in (int[])[0, 20_000])
        {
            byte[] members = [.. _one, .. _two];
            var (text, damage) = Read([.. members, .. Encoding.Latin1.GetBytes(rest), .. new byte[zeros]]);
            Assert.Equal(_text, text);
            Assert.NotNull(damage);
            if (place is { } at)
            {
                Assert.Contains($"from byte {members.Length + at} of", damage, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public void A_member_that_ends_anywhere_in_what_is_read_at_once_is_found_to_end_there()
    {
        // .NET takes 8 KiB at a time: members of all lengths about that, with something after them.
        var random = new Random(7);
        for (var length = 8100; length < 8250; length++)
        {
            var noise = new byte[length];
            random.NextBytes(noise);
            using var memory = new MemoryStream();
            using (var gzip = new GZipStream(memory, CompressionLevel.Fastest))
            {
                gzip.Write(noise);
            }

            var packed = memory.ToArray();
            var (text, damage) = Read([.. packed, 0, 0, 1]);
            Assert.Equal(length, text.Length);
            Assert.Contains($"from byte {packed.Length + 2} of", damage, StringComparison.Ordinal);
            Assert.Equal((text, null), Read([.. packed, 0, 0]));
        }
    }

    [Fact]
    public void Each_byte_that_is_changed_in_what_is_packed_or_in_its_sum_is_told()
    {
        // The head's time, the packer's flags and the system may be anything.
        for (var at = 10; at < _one.Length; at++)
        {
            var damaged = (byte[])_one.Clone();
            damaged[at] ^= 0x40;
            var (text, damage) = Read(damaged);

            // The bits that fill up the last byte of what is packed mean nothing.
            Assert.True(damage is not null || text == _text[..34]);
        }
    }

    [Theory]
    [InlineData("Roundtable.Tests.runtimeconfig.json")]
    [InlineData("roundtable.runtimeconfig.json")]
    public void Programs_are_built_to_notice_what_is_cut(string file)
    {
        using var settings = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, file)));
        Assert.True(settings.RootElement.GetProperty("runtimeOptions").GetProperty("configProperties").GetProperty("System.IO.Compression.UseStrictValidation").GetBoolean());
    }

    private static (string Text, string? Damage) Read(byte[] packed)
    {
        using var text = new MemoryStream();
        using var stream = new GzipMembers(new MemoryStream(packed));
        var buffer = new byte[1000];
        try
        {
            for (int read; (read = stream.Read(buffer)) > 0;)
            {
                text.Write(buffer, 0, read);
            }
        }
        catch (InvalidDataException e)
        {
            return (Encoding.Latin1.GetString(text.ToArray()), e.Message);
        }

        return (Encoding.Latin1.GetString(text.ToArray()), null);
    }

    private static byte[] Pack(string text)
    {
        using var memory = new MemoryStream();
        using (var gzip = new GZipStream(memory, CompressionLevel.Optimal))
        {
            gzip.Write(Encoding.UTF8.GetBytes(text));
        }

        return memory.ToArray();
    }
}
