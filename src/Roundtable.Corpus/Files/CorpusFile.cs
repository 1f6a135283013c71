using Roundtable.Corpus.Formats;
using Roundtable.Corpus.Formats.Packed;
using Roundtable.Corpus.Formats.Parquet;

namespace Roundtable.Corpus.Files;

/// <summary>A file of a corpus.</summary>
/// <param name="Name">How it was named, with forward slashes: what reports call it, the same on each machine that was asked the same.</param>
/// <param name="Path">Where it is.</param>
/// <param name="Format">How its rows stand in it.</param>
/// <param name="Packing">How it is compressed.</param>
/// <param name="Length">Its length in bytes, as it lies on disk.</param>
public sealed record CorpusFile(string Name, string Path, FileFormat Format, Packing Packing, long Length)
{
    /// <summary>Opens the file, unpacked. Packed data that is cut or damaged gives an <see cref="InvalidDataException"/> where it shows.</summary>
    /// <exception cref="IOException">It cannot be opened.</exception>
    public Stream Open() => Open(out _);

    /// <summary>Opens the file, unpacked, and gives the file itself, whose position says how far reading is.</summary>
    internal Stream Open(out FileStream file)
    {
        file = new FileStream(Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, 0, FileOptions.SequentialScan);
        return Packing switch
        {
            Packing.None when Format == FileFormat.Parquet => new ParquetStream(file),
            Packing.Gzip => new GzipMembers(file),
            Packing.Zstandard => new ZstandardBlocks(file),
            _ => file,
        };
    }
}
