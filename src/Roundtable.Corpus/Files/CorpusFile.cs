using System.Text.Json.Serialization;
using Roundtable.Corpus.Formats;
using Roundtable.Corpus.Formats.Archives;
using Roundtable.Corpus.Formats.Arrow;
using Roundtable.Corpus.Formats.Json;
using Roundtable.Corpus.Formats.Packed;
using Roundtable.Corpus.Formats.Parquet;
using Roundtable.Corpus.Storage;

namespace Roundtable.Corpus.Files;

/// <summary>A file of a corpus.</summary>
/// <param name="Name">Its name as given, with forward slashes: used in reports, and the same on every machine for the same arguments.</param>
/// <param name="Path">Its path.</param>
/// <param name="Format">Its format.</param>
/// <param name="Packing">Its compression.</param>
/// <param name="Length">Its length on disk in bytes.</param>
/// <param name="Encoding">The encoding of its text.</param>
/// <param name="HasReturnsOnly">Whether its lines end with a carriage return alone.</param>
/// <param name="Version">The version of a file at an address: <see cref="RemoteFile.Version"/>.</param>
public sealed record CorpusFile(
    string Name,
    string Path,
    FileFormat Format,
    Packing Packing,
    long Length,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] TextEncoding Encoding = TextEncoding.Utf8,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool HasReturnsOnly = false,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Version = null)
{
    /// <summary>Its name without the extension for its compression. No part of a plan, whose fingerprint is what scans committed to.</summary>
    [JsonIgnore]
    public string UnpackedName => Unpacking.Of(Name).Name;

    /// <summary>What opens the file where its path is an address. No part of a plan on disk: whoever reads the plan names it again.</summary>
    [JsonIgnore]
    public IRemoteFiles? Remote { get; init; }

    /// <summary>Whether its bytes on disk are those of its rows, so that a part of it can be read alone.</summary>
    [JsonIgnore]
    internal bool IsPlain => Packing == Packing.None && Encoding == TextEncoding.Utf8 && !HasReturnsOnly && !Format.IsConverted();

    /// <summary>
    /// Opens the file for reading its unpacked content. Truncated or damaged packed data throws an <see cref="InvalidDataException"/> while reading.
    /// </summary>
    /// <exception cref="IOException">It cannot be opened.</exception>
    public Stream Open() => Open(out _);

    /// <summary>Whether the file was listed again with the same address, length and version.</summary>
    internal bool IsVersionOf(CorpusFile listed) => Path == listed.Path && Length == listed.Length && Version is not null && Version == listed.Version;

    /// <summary>Opens the bytes of the file as they are.</summary>
    /// <exception cref="IOException">It cannot be opened.</exception>
    internal FileContent OpenContent() => !Address.Is(Path) ? new DiskContent(RawPath.Open(Path, FileOptions.SequentialScan))
        : Remote is { } remote ? remote.Open(new RemoteFile(Path, Length, Version))
        : throw new RemoteException($"{Name} is not on this computer, and nothing here reads addresses.", RemoteFailure.Unsupported);

    /// <summary>Opens the file for reading its unpacked content, and gives the underlying file, whose position shows the progress of reading.</summary>
    internal Stream Open(out Stream position)
    {
        var file = new ContentStream(OpenContent());
        position = file;
        try
        {
            var content = TextEncodings.Convert(Unpacking.Open(file, Packing), Encoding);
            content = HasReturnsOnly ? new ReturnLines(content) : content;
            return Format switch
            {
                FileFormat.Parquet when Packing == Packing.None => new ParquetStream(file),
                FileFormat.Arrow => new ArrowRows(content, Packing == Packing.None ? file : null),
                FileFormat.Tar => new TarRows(content),
                FileFormat.Warc => new WarcRows(content),
                FileFormat.JsonColumns => new JsonColumns(content),
                FileFormat.JsonLists => new JsonLists(content),
                FileFormat.JsonMembers => new JsonLists(content, areMembers: true),
                _ => content,
            };
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }
}
