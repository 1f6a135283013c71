using System.IO.Compression;
using Roundtable.Corpus.Rows;

namespace Roundtable.Tests.Corpus.Reading;

/// <summary>Tests that write files of a corpus and read their rows.</summary>
public abstract class RowFileTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("roundtable-");

    protected string Folder => _folder.FullName;

    public void Dispose()
    {
        _folder.Delete(recursive: true);
        GC.SuppressFinalize(this);
    }

    private protected static void AssertRows(List<string> texts, (List<string> Texts, List<RowFault> Faults) read)
    {
        Assert.Empty(read.Faults);
        Assert.Equal(texts, read.Texts);
    }

    private protected (List<string> Texts, List<RowFault> Faults) Read(string name, ReadOnlySpan<byte> bytes, int block = 16 << 20, int longest = 32 << 20)
    {
        var path = Path.Combine(Folder, name);
        File.WriteAllBytes(path, bytes);
        return RowsOf.File(path, block: block, longest: longest);
    }

    protected static byte[] Gzip(ReadOnlySpan<byte> bytes)
    {
        var memory = new MemoryStream();
        using (var gzip = new GZipStream(memory, CompressionLevel.Fastest))
        {
            gzip.Write(bytes);
        }

        return memory.ToArray();
    }
}
