using Roundtable.Corpus.Formats;
using Roundtable.Corpus.Formats.Packed;

namespace Roundtable.Corpus.Files;

/// <summary>Derives formats from file names.</summary>
internal static class FileNames
{
    /// <summary>The compression that a name indicates, and the name without that extension.</summary>
    public static (Packing Packing, string Name) Unpacked(string name) => Path.GetExtension(name).ToLowerInvariant() switch
    {
        ".gz" or ".gzip" => (Packing.Gzip, Path.ChangeExtension(name, null)),
        ".zst" or ".zstd" => (Packing.Zstandard, Path.ChangeExtension(name, null)),
        ".xz" => (Packing.Xz, Path.ChangeExtension(name, null)),
        ".bz2" => (Packing.Bzip2, Path.ChangeExtension(name, null)),
        ".tgz" => (Packing.Gzip, Path.ChangeExtension(name, "tar")),
        _ => (Packing.None, name),
    };

    /// <summary>
    /// The format that the name of an unpacked file indicates; null for none. For .json it is <see cref="FileFormat.JsonLines"/> until the content decides.
    /// </summary>
    public static FileFormat? Format(string name) => Path.GetExtension(name).ToLowerInvariant() switch
    {
        ".jsonl" or ".ndjson" or ".jsonlines" or ".json" => FileFormat.JsonLines,
        ".csv" or ".tsv" or ".tab" or ".psv" => FileFormat.Csv,
        ".txt" or ".text" or ".md" or ".markdown" => FileFormat.Text,
        ".parquet" => FileFormat.Parquet,
        ".arrow" or ".feather" or ".ipc" => FileFormat.Arrow,
        ".tar" => FileFormat.Tar,
        ".warc" or ".wet" => FileFormat.Warc,
        _ => null,
    };

    /// <summary>Whether a name is that of a dataset card.</summary>
    public static bool IsCard(string name) => Path.GetFileName(name) is "README.md" or "dataset_card.md" or "croissant.json" or "dataset-metadata.json";
}
