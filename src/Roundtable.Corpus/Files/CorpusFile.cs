using System.Text.Json.Serialization;
using Roundtable.Corpus.Formats.Packed;
using Roundtable.Corpus.Formats.Parquet;
using Roundtable.Corpus.Formats;

namespace Roundtable.Corpus.Files;

/// <summary>A file of a corpus.</summary>
/// <param name="Name">Its name as given, with forward slashes: used in reports, and the same on every machine for the same arguments.</param>
/// <param name="Path">Its path.</param>
/// <param name="Format">Its format.</param>
/// <param name="Packing">Its compression.</param>
/// <param name="Length">Its length on disk in bytes.</param>
public sealed record CorpusFile(string Name, string Path, FileFormat Format, Packing Packing, long Length)
{
    /// <summary>Its name without the extension for its compression. No part of a plan, whose fingerprint is what scans committed to.</summary>
    [JsonIgnore]
    public string UnpackedName => FileNames.Unpacked(Name).Name;

    /// <summary>
    /// Opens the file for reading its unpacked content. Truncated or damaged packed data throws an <see cref="InvalidDataException"/> while reading.
    /// </summary>
    /// <exception cref="IOException">It cannot be opened.</exception>
    public Stream Open() => Open(out _);

    /// <summary>Opens the file for reading its unpacked content, and gives the underlying file, whose position shows the progress of reading.</summary>
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
