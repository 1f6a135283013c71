using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Roundtable.Corpus.Rows;

namespace Roundtable.Tests.Corpus.Reading;

/// <summary>Files in blocks: the same rows whatever the size, and what cannot be read is rejected with its place.</summary>
public sealed class BlockReadingTests : RowFileTests
{
    [Theory]
    [InlineData(100)]
    [InlineData(257)]
    [InlineData(1 << 16)]
    public void Blocks_of_any_size_hold_the_same_rows_in_every_format(int block)
    {
        var random = new Random(block);
        var texts = Enumerable.Range(0, 300).Select(i => $"row {i}: " + string.Join(' ', Enumerable.Range(0, random.Next(1, 12)).Select(_ => "wörd,\"" + random.Next(1000)))).ToList();
        string Json(string text) => JsonSerializer.Serialize(new { text });
        var files = new Dictionary<string, byte[]>(StringComparer.Ordinal)
        {
            ["a.jsonl"] = Encoding.UTF8.GetBytes(string.Join('\n', texts.Select(Json))),
            ["crlf.jsonl"] = Encoding.UTF8.GetBytes("\uFEFF" + string.Join("\r\n", texts.Select(Json)) + "\r\n\r\n"),
            ["a.json"] = Encoding.UTF8.GetBytes("[\n" + string.Join(",\n ", texts.Select(Json)) + "\n]\n"),
            ["bom.json"] = Encoding.UTF8.GetBytes("\uFEFF[" + string.Join(",", texts.Select(Json)) + "]"),
            ["a.csv"] = Encoding.UTF8.GetBytes("id,text\n" + string.Concat(texts.Select((t, i) => $"{i},\"{t.Replace("\"", "\"\"", StringComparison.Ordinal)}\"\n"))),
            ["a.tsv"] = Encoding.UTF8.GetBytes("\uFEFFid\ttext\r\n" + string.Concat(texts.Select((t, i) => $"{i}\t{t}\r\n"))),
            ["a.txt"] = Encoding.UTF8.GetBytes(string.Join("\n\n", texts)),
        };
        foreach (var (name, bytes) in files)
        {
            AssertRows(texts, Read(name, bytes, block));
            AssertRows(texts, Read(name + ".gz", Gzip(bytes), block));
        }
    }

    [Fact]
    public void Rows_that_cannot_be_read_are_rejected_with_their_places_and_stop_nothing()
    {
        byte[] bytes = [.. "{\"text\":\"a\"}\n{\"text\":\"b\n\n{\"text\":\""u8, 0xFF, .. "\"}\n{\"text\":\"c\"}\n{}\n"u8];
        var (texts, faults) = Read("a.jsonl", bytes);
        Assert.Equal(["a", "c", ""], texts);
        Assert.Equal([new RowFault("not JSON: it ends within a value", 23), new RowFault("not UTF-8", 34)], faults);
    }

    [Fact]
    public void A_row_that_is_too_long_is_rejected_and_the_next_one_read()
    {
        var longest = new string('x', 5000);
        var lines = Encoding.UTF8.GetBytes($"{{\"text\":\"a\"}}\n{{\"text\":\"{longest}\"}}\n{{\"text\":\"b\"}}\n");
        foreach (var (name, packed) in new[] { ("a.jsonl", lines), ("a.jsonl.gz", Gzip(lines)) })
        {
            var (texts, faults) = Read(name, packed, block: 64, longest: 1000);
            Assert.Equal(["a", "b"], texts);
            Assert.Equal(13, Assert.Single(faults).Offset);
        }
    }

    [Fact]
    public void A_bomb_is_given_up_in_bounded_memory()
    {
        var path = Path.Combine(Folder, "bomb.jsonl.gz");
        using (var file = File.Create(path))
        using (var gzip = new GZipStream(file, CompressionLevel.SmallestSize))
        {
            gzip.Write("{\"text\":\"a\"}\n{\"text\":\""u8);
            var zeros = new byte[1 << 20];
            Array.Fill(zeros, (byte)'0');
            for (var i = 0; i < 1100; i++)
            {
                gzip.Write(zeros);
            }
        }

        // What this thread allocates in all, since the process runs other tests beside: less than the file holds.
        var before = GC.GetAllocatedBytesForCurrentThread();
        var (texts, faults) = RowsOf.File(path);
        Assert.Equal(["a"], texts);
        Assert.Equal(2, faults.Count);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 1, 600L << 20);
    }
}
