using Roundtable.Corpus.Storage;
using Roundtable.Record.Files;

namespace Roundtable.Tests.Corpus.Storage;

/// <summary>The versions of JSON files, read from their beginning.</summary>
public sealed class FormatVersionTests : IDisposable
{
    private const string Current = "roundtable-thing/2";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("roundtable-");

    private string File => Path.Combine(_folder.FullName, "thing.json");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("{\"format\":\"roundtable-thing/2\",\"x\":1}")]
    [InlineData("{\"format\":\"roundtable-thing/1\"}")]
    [InlineData("{\n  \"format\": \"roundtable-thing/1\"\n}")]
    [InlineData("{\"x\":1}")]
    [InlineData("{\"x\":{\"format\":\"roundtable-thing/3\"}}")]
    [InlineData("{}")]
    [InlineData("not JSON")]
    [InlineData("")]
    public void What_this_program_writes_or_wrote_is_read(string json)
    {
        System.IO.File.WriteAllText(File, json);
        FormatVersion.Check(File, Current);
    }

    [Theory]
    [InlineData("3")]
    [InlineData("10")]
    [InlineData("2147483647")]
    public void A_newer_version_is_refused_in_one_sentence(string version)
    {
        System.IO.File.WriteAllText(File, "{\"format\":\"roundtable-thing/" + version + "\",\"x\":1}");
        var refused = Assert.Throws<NewerFormatException>(() => FormatVersion.Check(File, Current));
        Assert.Equal($"{File} has format version {version}, and this program reads versions up to 2: use a newer version of Roundtable.", refused.Message);
    }

    [Fact]
    public void A_file_of_another_format_is_refused()
    {
        System.IO.File.WriteAllText(File, "{\"format\":\"roundtable-other/1\"}");
        Assert.Throws<InvalidDataException>(() => FormatVersion.Check(File, Current));
    }
}
