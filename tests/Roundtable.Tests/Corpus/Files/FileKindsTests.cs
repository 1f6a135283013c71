using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using Apache.Arrow;
using Apache.Arrow.Ipc;
using Roundtable.Corpus.Files;
using Roundtable.Corpus.Plans;
using Roundtable.Corpus.Reading;
using Roundtable.Tests.Corpus.Reading;

namespace Roundtable.Tests.Corpus.Files;

/// <summary>Files as they lie about: packed in other ways, in other encodings, under wrong names, in containers.</summary>
public sealed class FileKindsTests : RowFileTests
{
    private const string Rows = "{\"text\":\"one text of several\"}\n{\"text\":\"and another one here\"}\n";

    // What the programs xz and bzip2 make of these rows; the others in two streams.
    private const string Xz = "/Td6WFoAAATm1rRGAgAhARYAAAB0L+Wj4AA+ADZdAD2IioaUiBPg84lKecGcQVeLXotNJgL9Ky6RjH/jOENYyfuMCPQhiqcVaTQWEuu/+TvzsIR7gAAAALtNlGRxcFl/AAFSP8CnbR4ftvN9AQAAAAAEWVo=";
    private const string TwoXz = "/Td6WFoAAATm1rRGAgAhARYAAAB0L+WjAQAeeyJ0ZXh0Ijoib25lIHRleHQgb2Ygc2V2ZXJhbCJ9CgAAit9lbOziOsYAATcf6hiJPR+2830BAAAAAARZWgAAAAD9N3pYWgAABObWtEYCACEBFgAAAHQv5aMBAB97InRleHQiOiJhbmQgYW5vdGhlciBvbmUgaGVyZSJ9CgA6DYNCn0MEYgABOCAYKXcMH7bzfQEAAAAABFla";
    private const string Bzip2 = "QlpoOTFBWSZTWTfWzQ8AAA7ZgAAQUAAAECMFnUogACImIPUMnpChppgAqQG1XNzBIQlSIakV3tTfF3JFOFCQN9bND0JaaDkxQVkmU1nIbU5aAAAPWYAAEFAAABAmQZRKIAAhqGTCPU9QpgABRPTSexZEkUHPs6igrhk3xdyRThQkMhtTloA=";

    private static readonly string[] _texts = ["one text of several", "and another one here"];

    [Theory]
    [InlineData("a.jsonl.xz", Xz)]
    [InlineData("a.jsonl.bz2", Bzip2)]
    [InlineData("a.jsonl", Xz)]
    [InlineData("two.jsonl.xz", TwoXz)]
    [InlineData("a.jsonl.gz", Bzip2)]
    public void Files_packed_with_xz_and_bzip2_are_read_under_any_name(string name, string packed)
    {
        var bytes = Convert.FromBase64String(packed);
        Assert.Equal(_texts, Read(name, bytes).Texts);
        var (texts, faults) = Read(name, bytes.AsSpan(..^12));
        Assert.NotEmpty(faults);
        Assert.Equal(texts, _texts.Take(texts.Count));
        bytes[bytes.Length / 2] ^= 0x55;
        Assert.NotEmpty(Read(name, bytes).Faults);
    }

    [Fact]
    public void The_content_decides_where_the_name_is_wrong()
    {
        Assert.Equal(_texts, Read("a.jsonl", Gzip(Encoding.UTF8.GetBytes(Rows))).Texts);
        Assert.Equal(_texts, Read("a.jsonl.zst", Gzip(Encoding.UTF8.GetBytes(Rows))).Texts);
        Assert.Equal(_texts, Read("a.jsonl.gz", Encoding.UTF8.GetBytes(Rows)).Texts);
        Assert.Equal(_texts, Read("a.parquet", Encoding.UTF8.GetBytes(Rows)).Texts);
        Assert.Equal(_texts, Read("a.txt", Encoding.UTF8.GetBytes("\uFEFF" + Rows)).Texts);
        Assert.Equal(_texts, Read("a.txt", Encoding.UTF8.GetBytes($"{{\n \"text\" :\"{_texts[0]}\"\n}}\n{{\"text\":\"{_texts[1]}\"}}\n")).Texts);
    }

    [Theory]
    [InlineData("{ \"so\" he said, and left: }")]
    [InlineData("{name}: a placeholder")]
    [InlineData("\"text\": not an object")]
    public void Prose_with_a_bracket_is_prose(string text) => Assert.Equal(text, Assert.Single(Read("a.txt", Encoding.UTF8.GetBytes(text)).Texts));

    [Fact]
    public void Other_encodings_are_converted_and_told()
    {
        var rows = Rows.Replace("several", "früher, naïve, déjà", StringComparison.Ordinal);
        string[] texts = ["one text of früher, naïve, déjà", _texts[1]];
        Assert.Equal(texts, Read("a.jsonl", [0xFF, 0xFE, .. Encoding.Unicode.GetBytes(rows)]).Texts);
        Assert.Equal(texts, Read("a.jsonl", [0xFE, 0xFF, .. Encoding.BigEndianUnicode.GetBytes(rows)]).Texts);
        Assert.Equal(texts, Read("a.jsonl", Encoding.Unicode.GetBytes(rows)).Texts);
        Assert.Equal(texts, Read("a.jsonl", Encoding.Latin1.GetBytes(rows)).Texts);
        Assert.Equal("früher, naïve, déjà", Assert.Single(Read("a.txt", Encoding.Latin1.GetBytes("früher, naïve, déjà\n")).Texts));

        // One byte that is not UTF-8 is damage, and so is half a character of UTF-16.
        Assert.Equal("not UTF-8", Assert.Single(Read("a.jsonl", [.. "{\"text\":\""u8, 0xE9, .. "\"}\n"u8]).Faults).Reason);
        Assert.NotEmpty(Read("a.jsonl", [0xFF, 0xFE, .. Encoding.Unicode.GetBytes(rows), 0x00, 0xD8, 0x20, 0x00]).Faults);
    }

    [Theory]
    [InlineData("a.jsonl", "{\"text\":\"one text of several\"}\r{\"text\":\"and another one here\"}\r")]
    [InlineData("a.csv", "text\rone text of several\rand another one here\r")]
    [InlineData("a.csv", "id\ttext\n1\tone text of several\n2\tand another one here\n")]
    [InlineData("a.csv", "id|text\n1|one text of several\n2|and another one here\n")]
    [InlineData("a.csv", "1,one text of several\n2,and another one here\n")]
    [InlineData("a.csv", "one text of several\nand another one here\n")]
    [InlineData("a.txt", "one text of several\r\rand another one here\r")]
    public void Tables_and_lines_have_any_delimiter_and_need_no_header(string name, string content) =>
        Assert.Equal(_texts, Read(name, Encoding.UTF8.GetBytes(content)).Texts);

    [Fact]
    public void Packed_members_of_a_tar_archive_are_unpacked()
    {
        using var memory = new MemoryStream();
        using (var tar = new TarWriter(memory, leaveOpen: true))
        {
            Add(tar, "000.txt.gz", Gzip("one text of several\n"u8.ToArray()));
            Add(tar, "000.jpg.gz", Gzip([0, 1, 2]));
            Add(tar, "001.txt", "and another one here");
            Add(tar, "more/part.jsonl.gz", Gzip(Encoding.UTF8.GetBytes(Rows)));
            Add(tar, "002.html.gz", Gzip("<p>What stands on a page of the web, at some length</p>"u8.ToArray()));
            Add(tar, "003.bin.gz", [1, 2, 3]);
        }

        Assert.Equal([.. _texts, .. _texts], Read("p.tar", memory.ToArray()).Texts.Where(t => t.Length > 0));
        Assert.Equal(55, Unread("p.tar", memory.ToArray()));
    }

    [Fact]
    public void A_zip_archive_is_refused_and_told_as_what_it_is() =>
        Assert.Equal("a zip archive: unpack it", Assert.Single(Read("a.eval", [(byte)'P', (byte)'K', 3, 4, 20, 0, 0, 0, 8, 0]).Faults).Reason);

    [Fact]
    public void An_archive_of_the_format_before_warc_is_refused_as_what_it_is() =>
        Assert.StartsWith(
            "a web archive of the format before WARC: ",
            Assert.Single(Read("a.arc", "filedesc://a.arc 0.0.0.0 20260301 text/plain 9\n1 1 A Name\n"u8.ToArray()).Faults).Reason,
            StringComparison.Ordinal);

    [Fact]
    public void A_tar_archive_has_a_row_for_each_name()
    {
        using var memory = new MemoryStream();
        using (var tar = new TarWriter(memory, leaveOpen: true))
        {
            Add(tar, "000.jpg", "\u0001\u0002");
            Add(tar, "000.txt", "one text of several\n");
            Add(tar, "000.json", "{\n \"model\": \"gpt-4\" }");
            Add(tar, "001.txt", "and another one here");
            Add(tar, "more/part.jsonl", Rows);
        }

        Assert.Equal([.. _texts, .. _texts], Read("a.tar", memory.ToArray()).Texts);
        Assert.Equal([.. _texts, .. _texts], Read("a.tar.gz", Gzip(memory.ToArray())).Texts);
        Assert.NotEmpty(Read("a.tar", memory.ToArray().AsSpan(..700)).Faults);
    }

    [Fact]
    public void The_plain_text_of_a_web_archive_is_read()
    {
        var records = Record("warcinfo", "application/warc-fields", "software: x") + Record("response", "application/http", "<html>")
            + Record("conversion", "text/plain", _texts[0]) + Record("conversion", "text/plain", _texts[1]);
        Assert.Equal(_texts, Read("a.warc.wet.gz", Gzip(Encoding.UTF8.GetBytes(records))).Texts);
        Assert.NotEmpty(Read("a.warc", Encoding.UTF8.GetBytes(records).AsSpan(..^30)).Faults);
    }

    /// <summary>Rows in the lists of one object, however long the first of them is.</summary>
    [Theory]
    [InlineData("{\"train\": [{0}], \"test\": [{1}]}")]
    [InlineData("{\"version\": \"1.1\", \"data\": {\"train\": [\n {0}\n ], \"dev\": [{1}]}, \"tags\": [\"a b\", 1]}")]
    [InlineData("{\"result\": {\"page\": 1, \"items\": [{0},\n{1}]}}")]
    [InlineData("{\"en\": [{0}], \"fr\": [{1}]}")]
    [InlineData("{\"dataset\": {\"name\": \"x\", \"rows\": [{0}, {1}]}}")]
    public void Rows_in_several_lists_of_one_object_are_rows(string file)
    {
        string Filled(int count) => file.Replace("{0}", string.Join(",", Enumerable.Repeat($$"""{"text": "{{_texts[0]}}", "n": [1, {"a]": "\\\""}]}""", count)), StringComparison.Ordinal)
            .Replace("{1}", $$"""{"text":"{{_texts[1]}}"}""", StringComparison.Ordinal);
        Assert.Equal(_texts, Read("a.json", Encoding.UTF8.GetBytes(Filled(1))).Texts);
        var (texts, faults) = Read("large.json", Encoding.UTF8.GetBytes(Filled(30_000)));
        Assert.Equal((30_001, 0, _texts[1]), (texts.Count, faults.Count, texts[^1]));
        Assert.NotEmpty(Read("cut.json", Encoding.UTF8.GetBytes(Filled(30_000)).AsSpan(..^8)).Faults);
    }

    [Theory]
    [InlineData("{\"question\": \"one text of several\", \"choices\": [{\"text\": \"a b c\"}, {\"text\": \"d e f\"}]}")]
    [InlineData("{\"messages\": [{\"role\": \"user\", \"content\": \"a b c\"}], \"tools\": [{\"description\": \"d e f\"}, {\"description\": \"g h i\"}]}")]
    public void An_object_with_texts_of_its_own_is_a_row(string row) => Assert.Single(Read("a.json", Encoding.UTF8.GetBytes(row)).Texts);

    [Fact]
    public void Members_of_archives_that_are_passed_over_count_as_text_that_was_not_read()
    {
        using var memory = new MemoryStream();
        using (var tar = new TarWriter(memory, leaveOpen: true))
        {
            Add(tar, "000.jpg", "\u0001\u0002");
            Add(tar, "000.txt", "one text of several\n");
            Add(tar, "000.html", "<p>What stands on a page of the web, at some length</p>");
        }

        Assert.Equal(55, Unread("a.tar", memory.ToArray()));
        var records = Record("warcinfo", "application/warc-fields", "software: this is a program of ours") + Record("response", "application/http", "<p>What stands on a page</p>")
            + Record("conversion", "text/plain", _texts[0]);
        Assert.Equal(28, Unread("a.warc", Encoding.UTF8.GetBytes(records)));
    }

    /// <summary>The header says that it is text, which its packed bytes do not look like; a picture stays what it is.</summary>
    [Theory]
    [InlineData("text/html", "gzip", false, true)]
    [InlineData("text/html; charset=utf-8", "gzip", true, true)]
    [InlineData("application/json", "br", false, true)]
    [InlineData("application/xhtml+xml", "deflate", false, true)]
    [InlineData("image/png", "gzip", false, false)]
    [InlineData("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "gzip", false, false)]
    public void Packed_pages_of_a_web_archive_count_as_text_that_was_not_read(string media, string encoding, bool isInPieces, bool isText)
    {
        var page = Encoding.UTF8.GetBytes("<p>What stands on a page</p>");
        using var packed = new MemoryStream();
        using (Stream stream = encoding switch
        {
            "br" => new BrotliStream(packed, CompressionMode.Compress),
            "deflate" => new ZLibStream(packed, CompressionMode.Compress),
            _ => new GZipStream(packed, CompressionMode.Compress),
        })
        {
            stream.Write(page);
        }

        var body = packed.ToArray();
        if (isInPieces)
        {
            body = [.. Encoding.ASCII.GetBytes($"{body.Length - 5:x}\r\n"), .. body[..^5], .. "\r\n5\r\n"u8, .. body[^5..], .. "\r\n0\r\n\r\n"u8];
        }

        var header = $"HTTP/1.1 200 OK\r\nContent-Type: {media}\r\nContent-Encoding: {encoding}\r\n{(isInPieces ? "Transfer-Encoding: chunked\r\n" : "")}\r\n";
        var plain = Unread("plain.warc", Answer(page));
        Assert.True(plain > page.Length);
        Assert.Equal(isText ? plain : 0, Unread("packed.warc", Answer(body)));

        byte[] Answer(byte[] content) =>
        [
            .. Encoding.ASCII.GetBytes("WARC/1.0\r\nWARC-Type: response\r\nContent-Type: application/http\r\n"),
            .. Encoding.ASCII.GetBytes($"Content-Length: {header.Length + content.Length}\r\n\r\n{header}"), .. content, .. "\r\n\r\n"u8,
        ];
    }

    private long Unread(string name, byte[] content)
    {
        File.WriteAllBytes(Path.Combine(Folder, name), content);
        var file = ScanPlan.Make(FileFinder.Find([Path.Combine(Folder, name)]), new ScanSettings(), TestContext.Current.CancellationToken).Files[0];
        var reader = file.Rows.Open(BlockSizes.Default);
        var unread = 0L;
        foreach (var block in FileBlocks.Read(file, BlockSizes.Default))
        {
            reader.Open(block);
            while (reader.Next())
            {
                unread += reader.Row.Unread;
            }
        }

        return unread;
    }

    [Fact]
    public void Arrow_is_read_as_a_file_and_as_a_stream()
    {
        var batch = new RecordBatch.Builder()
            .Append("id", false, a => a.Int64(i => i.AppendRange([1, 2])))
            .Append("text", false, a => a.String(t => t.AppendRange(_texts)))
            .Append("tags", true, List())
            .Build();
        Assert.Equal(_texts, Read("a.arrow", Written(batch, (b, s) => new ArrowStreamWriter(s, b.Schema, leaveOpen: true))).Texts);
        var file = Written(batch, (b, s) => new ArrowFileWriter(s, b.Schema, leaveOpen: true));
        Assert.Equal(_texts, Read("a.feather", file).Texts);
        Assert.Equal(_texts, Read("a.bin.jsonl", file).Texts);
        Assert.NotEmpty(Read("a.arrow", file.AsSpan(..^40)).Faults);
    }

    private static ListArray List()
    {
        var list = new ListArray.Builder(Apache.Arrow.Types.StringType.Default);
        list.Append();
        ((StringArray.Builder)list.ValueBuilder).Append("moon");
        list.AppendNull();
        return list.Build();
    }

    private static byte[] Written(RecordBatch batch, Func<RecordBatch, Stream, ArrowStreamWriter> open)
    {
        using var memory = new MemoryStream();
        using (var writer = open(batch, memory))
        {
            writer.WriteRecordBatch(batch);
            writer.WriteEnd();
        }

        return memory.ToArray();
    }

    private static void Add(TarWriter tar, string name, string content) => Add(tar, name, Encoding.UTF8.GetBytes(content));

    private static void Add(TarWriter tar, string name, byte[] content) =>
        tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(content) });

    private static string Record(string type, string media, string content) =>
        $"WARC/1.0\r\nWARC-Type: {type}\r\nWARC-Target-URI: https://example.org/\r\nContent-Type: {media}\r\nContent-Length: {content.Length}\r\n\r\n{content}\r\n\r\n";
}
