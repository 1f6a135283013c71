using System.IO.Compression;
using System.Text;
using Roundtable.Corpus.Records;

namespace Roundtable.Tests.Corpus.Records;

public sealed class RecordFileTests : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("records-");

    [Theory]
    [InlineData("a.jsonl", "{\"a\":\"x\",\"b\":[1, 2]}\n\n{\"b\":null}\n")]
    [InlineData("a.jsonl", "\uFEFF{\"a\":\"x\",\"b\":[1, 2]}\r\n{\"b\":null}")]
    [InlineData("a.json", "[{\"a\":\"x\",\"b\":[1, 2]},\n{\"b\":null}\n]\n")]
    [InlineData("a.json", " [\n {\"a\":\"x\",\"b\":[1, 2]} , {\"b\":null}]")]
    public void Json_is_read_with_every_field(string name, string text)
    {
        var rows = RecordFile.Read(Write(name, text)).ToList();

        Assert.Equal([1, 2], rows.Select(r => r.Number));
        Assert.Equal([new("a", "x"), new("b", "[1, 2]")], rows[0].Fields);
        Assert.Equal([new("b", null)], rows[1].Fields);
    }

    [Theory]
    [InlineData("a.csv", "id,text\r\n1,\"a, \"\"b\"\"\nc\"\r\n2,\r\n")]
    [InlineData("a.csv", "\uFEFFid;text\n1;\"a, \"\"b\"\"\nc\"\n2;\n")]
    [InlineData("a.tsv", "id\ttext\n1\t\"a, \"\"b\"\"\nc\"\n\n2\t")]
    public void Tables_are_read_with_their_headers(string name, string text)
    {
        var rows = RecordFile.Read(Write(name, text)).ToList();

        Assert.Equal([new("id", "1"), new("text", "a, \"b\"\nc")], rows[0].Fields);
        Assert.Equal([new("id", "2"), new("text", "")], rows[1].Fields);
    }

    [Fact]
    public void Packed_files_are_read()
    {
        var path = Path.Combine(_directory.FullName, "a.jsonl.gz");
        using (var packed = new GZipStream(File.Create(path), CompressionLevel.Fastest))
        {
            packed.Write("{\"a\":\"x\"}\n"u8);
        }

        Assert.Equal("x", RecordFile.Read(path).Single().Fields[0].Value);
    }

    [Fact]
    public void Rows_that_cross_blocks_are_whole()
    {
        var text = string.Concat(Enumerable.Range(0, 3000).Select(i => $"{{\"n\":{i},\"t\":\"{new string('x', 1000)}\"}}\n"));
        Assert.Equal(Enumerable.Range(0, 3000).Select(i => $"{i}"), RecordFile.Read(Write("a.jsonl", text)).Select(r => r.Fields[0].Value));
    }

    [Theory]
    [InlineData("a.jsonl", "{\"a\":1}\n{\"a\":", "row 2: it is not JSON")]
    [InlineData("a.jsonl", "[1]\n", "not")]
    [InlineData("a.jsonl", "{\"a\":1,\"a\":2}", "it has 'a' twice")]
    [InlineData("a.json", "[{\"a\":1},", "does not end")]
    [InlineData("a.csv", "a,b\n1\n", "row 1: it has 1 fields instead of the header's 2")]
    [InlineData("a.csv", "a,a\n1,2\n", "same name")]
    [InlineData("a.txt", "words\n", "plain text")]
    [InlineData("a.json", "", "is empty")]
    public void What_cannot_be_read_ends_the_reading_with_its_place(string name, string text, string why) =>
        Assert.Contains(why, Assert.Throws<InvalidDataException>(() => RecordFile.Read(Write(name, text)).ToList()).Message, StringComparison.Ordinal);

    public void Dispose() => _directory.Delete(recursive: true);

    private string Write(string name, string text)
    {
        var path = Path.Combine(_directory.FullName, name);
        File.WriteAllText(path, text, new UTF8Encoding(false));
        return path;
    }
}
