using System.Text;
using Roundtable.Corpus.Rows;
using Roundtable.Tests.Corpus.Reading;

namespace Roundtable.Tests.Corpus.Formats.Packed;

/// <summary>Packed files, whole and truncated.</summary>
public sealed class PackedFileTests : RowFileTests
{
    private const string ZstdOne = "28b52ffd04588100007b2274657874223a227a737464227d0a01d6aaa9";
    private const string ZstdTwo = "28b52ffd04589100007b2274657874223a226672616d6573227d0a0bae2a87";

    [Fact]
    public void Packed_files_of_several_parts_are_read_whole()
    {
        var (one, two) = (Gzip("{\"text\":\"a\"}\n"u8), Gzip("{\"text\":\"b\"}\n"u8));
        AssertRows(["a", "b"], Read("a.jsonl.gz", [.. one, .. two, 0, 0, 0]));
        // Two frames of zstd 1.5.4: {"text":"zstd"} and {"text":"frames"}, each with a line feed.
        var (first, second) = (Convert.FromHexString(ZstdOne), Convert.FromHexString(ZstdTwo));
        AssertRows(["zstd", "frames"], Read("a.jsonl.zst", [.. first, .. second]));
    }

    [Theory]
    [InlineData(".gz")]
    [InlineData(".zst")]
    public void A_packed_file_that_was_cut_gives_what_came_before_and_says_where_it_ends(string ending)
    {
        var lines = string.Concat(Enumerable.Range(0, 2000).Select(i => $"{{\"text\":\"line {i} {i * 7919}\"}}\n"));
        var whole = ending == ".gz" ? Gzip(Encoding.UTF8.GetBytes(lines)) : Zstandard(Encoding.UTF8.GetBytes(lines));
        for (var cut = 1; cut < whole.Length; cut += whole.Length / 23)
        {
            var (texts, faults) = Read("cut.jsonl" + ending, whole.AsSpan(0, cut));
            Assert.Equal(FaultReasons.CutShort, Assert.Single(faults).Reason);
            Assert.Equal(Enumerable.Range(0, texts.Count).Select(i => $"line {i} {i * 7919}"), texts);
        }

        var damaged = (byte[])whole.Clone();
        damaged[whole.Length / 2] ^= 0xFF;
        Assert.NotEmpty(Read("bad.jsonl" + ending, damaged).Faults);
    }

    private static byte[] Zstandard(byte[] bytes)
    {
        using var options = new ZstdNet.CompressionOptions(null, new Dictionary<ZstdNet.ZSTD_cParameter, int> { [ZstdNet.ZSTD_cParameter.ZSTD_c_checksumFlag] = 1 });
        using var compressor = new ZstdNet.Compressor(options);
        return compressor.Wrap(bytes);
    }
}
