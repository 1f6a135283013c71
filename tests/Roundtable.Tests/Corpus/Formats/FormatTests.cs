using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Roundtable.Corpus.Labelling;
using Roundtable.Corpus.Plans;
using Roundtable.Corpus.Rows;
using Roundtable.Corpus.Scanning;
using Roundtable.Tests.Corpus.Reading;

namespace Roundtable.Tests.Corpus.Formats;

/// <summary>Files as people have them, and as nobody should.</summary>
public sealed class FormatTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("roundtable-");

    public void Dispose() => _folder.Delete(recursive: true);

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

    [Fact]
    public void Rows_that_cannot_be_read_are_told_with_their_places_and_stop_nothing()
    {
        byte[] bytes = [.. "{\"text\":\"a\"}\n{\"text\":\"b\n\n{\"text\":\""u8, 0xFF, .. "\"}\n{\"text\":\"c\"}\n{}\n"u8];
        var (texts, faults) = Read("a.jsonl", bytes);
        Assert.Equal(["a", "c", ""], texts);
        Assert.Equal([new RowFault("not JSON: it ends within a value", 23), new RowFault("not UTF-8", 34)], faults);
    }

    [Fact]
    public void A_row_that_is_too_long_is_set_aside_and_the_next_one_read()
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
        var path = Path.Combine(_folder.FullName, "bomb.jsonl.gz");
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

        var (texts, faults) = RowsOf.File(path);
        Assert.Equal(["a"], texts);
        Assert.Equal(2, faults.Count);
        Assert.True(GC.GetTotalMemory(forceFullCollection: true) < 600L << 20);
    }

    [Theory]
    [InlineData("a,b\n1\n", "1 fields instead of the header's 2")]
    [InlineData("a,b\n1,2,3\n", "more fields than the header's 2")]
    [InlineData("a,b\n\"1\"x,2\n", "text after a quoted field")]
    [InlineData("a,b\n1,\"2\n3,4\n", "a quoted field that does not end")]
    public void Records_of_a_table_that_break_its_form_are_told(string csv, string reason) =>
        Assert.Equal(reason, Assert.Single(Read("t.csv", Encoding.UTF8.GetBytes(csv)).Faults).Reason);

    [Fact]
    public void Fields_find_their_roles_in_the_shapes_that_public_data_has()
    {
        Assert.Equal("chat: messages=Turns model=Declared", Shape("""{"messages":[{"role":"user","content":"q"}],"model":"m"}"""));
        Assert.Equal("chat: conversations=Turns", Shape("""{"id":"1","conversations":[{"from":"human","value":"q"}]}"""));
        Assert.Equal("instruction: instruction=Prompt input=Context output=Response", Shape("""{"instruction":"i","input":"","output":"o"}"""));
        Assert.Equal("instruction: question=Prompt answer=Response", Shape("""{"question":"q","answer":"a"}"""));
        Assert.Equal("preference: prompt=Prompt chosen=Chosen rejected=Rejected", Shape("""{"prompt":"q","chosen":"a","rejected":"b","score":1}"""));
        Assert.Equal("text: text=Text meta.source=Declared", Shape("""{"text":"t","meta":{"source":"wiki","n":1}}"""));
        Assert.Equal("guessed: stuff=Text", Shape("""{"key":"k","stuff":"a long text of nobody's name"}"""));
        Assert.Equal("unknown: ", Shape("""{"key":1}"""));
    }

    [Fact]
    public void Fields_that_have_no_value_at_first_or_show_only_further_on_are_read()
    {
        Assert.Equal("instruction: instruction=Prompt input=Context output=Response model=Declared", Shape("""{"instruction":"i","input":null,"output":"o","model":null}"""));
        Assert.Equal("text: text=Text", Shape("""{"text":"t","chosen":null,"rejected":null}"""));
        var first = string.Concat(Enumerable.Repeat("""{"text":"what one source says"}""" + "\n", 50_000));
        var second = string.Concat(Enumerable.Repeat("""{"text":"what another says","model":"m"}""" + "\n", 10_000));
        Assert.Equal("text: text=Text model=Declared", Shape(first + second));
        Assert.Equal("text: text=Text", Shape(first + second, "packed.jsonl.gz"));
    }

    [Fact]
    public void Rows_without_text_in_the_fields_that_are_read_are_told()
    {
        var path = Path.Combine(_folder.FullName, "mixed.jsonl.gz");
        File.WriteAllBytes(path, Gzip(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("""{"text":"a row with text"}""" + "\n", 1500)) + "{\"body\":\"x\"}\n{\"messages\":[]}\n")));
        var scan = new CorpusScan(ScanPlan.Make(Roundtable.Corpus.Files.FileFinder.Find([path]), new ScanSettings(), TestContext.Current.CancellationToken), Path.Combine(_folder.FullName, "out"));
        scan.Label(Shard.Whole, RowKnowledge.None, 1, null, TestContext.Current.CancellationToken);
        var unknown = scan.Finish(new byte[32], null, TestContext.Current.CancellationToken).Unknown;
        Assert.Equal([1500, 2], unknown.Select(u => u.Rows));
        Assert.Contains("no field that was read has text", unknown[1].Why, StringComparison.Ordinal);
    }

    private string Shape(string rows, string name = "s.jsonl")
    {
        var path = Path.Combine(_folder.FullName, name);
        var bytes = Encoding.UTF8.GetBytes(rows + "\n");
        File.WriteAllBytes(path, name.EndsWith(".gz", StringComparison.Ordinal) ? Gzip(bytes) : bytes);
        var plan = ScanPlan.Make(Roundtable.Corpus.Files.FileFinder.Find([path]), new ScanSettings(), TestContext.Current.CancellationToken).Files[0].Rows.Plan;
        return $"{plan.Shape}: {string.Join(' ', plan.Fields.Select(f => $"{f.Name}={f.Role}"))}";
    }

    private static void AssertRows(List<string> texts, (List<string> Texts, List<RowFault> Faults) read)
    {
        Assert.Empty(read.Faults);
        Assert.Equal(texts, read.Texts);
    }

    private (List<string> Texts, List<RowFault> Faults) Read(string name, ReadOnlySpan<byte> bytes, int block = 16 << 20, int longest = 32 << 20)
    {
        var path = Path.Combine(_folder.FullName, name);
        File.WriteAllBytes(path, bytes);
        return RowsOf.File(path, block: block, longest: longest);
    }

    private static byte[] Gzip(ReadOnlySpan<byte> bytes)
    {
        var memory = new MemoryStream();
        using (var gzip = new GZipStream(memory, CompressionLevel.Fastest))
        {
            gzip.Write(bytes);
        }

        return memory.ToArray();
    }

    private static byte[] Zstandard(byte[] bytes)
    {
        using var options = new ZstdNet.CompressionOptions(null, new Dictionary<ZstdNet.ZSTD_cParameter, int> { [ZstdNet.ZSTD_cParameter.ZSTD_c_checksumFlag] = 1 });
        using var compressor = new ZstdNet.Compressor(options);
        return compressor.Wrap(bytes);
    }

    private const string ZstdOne = "28b52ffd04588100007b2274657874223a227a737464227d0a01d6aaa9";
    private const string ZstdTwo = "28b52ffd04589100007b2274657874223a226672616d6573227d0a0bae2a87";
}
