using Roundtable.Corpus.Formats;
using Roundtable.Corpus.Formats.Packed;

namespace Roundtable.Corpus.Files;

/// <summary>What the name of a file says of its format.</summary>
internal static class FileNames
{
    /// <summary>How a file is packed, and its name without the ending that says so.</summary>
    public static (Packing Packing, string Name) Unpacked(string name) => Path.GetExtension(name).ToLowerInvariant() switch
    {
        ".gz" or ".gzip" => (Packing.Gzip, Path.ChangeExtension(name, null)),
        ".zst" or ".zstd" => (Packing.Zstandard, Path.ChangeExtension(name, null)),
        _ => (Packing.None, name),
    };

    /// <summary>The format that a name without packing says; null for none. <see cref="FileFormat.JsonLines"/> for .json, where the content decides.</summary>
    public static FileFormat? Format(string name) => Path.GetExtension(name).ToLowerInvariant() switch
    {
        ".jsonl" or ".ndjson" or ".jsonlines" or ".json" => FileFormat.JsonLines,
        ".csv" or ".tsv" or ".tab" => FileFormat.Csv,
        ".txt" or ".text" or ".md" or ".markdown" => FileFormat.Text,
        ".parquet" => FileFormat.Parquet,
        _ => null,
    };

    /// <summary>Whether a name is that of a dataset card.</summary>
    public static bool IsCard(string name) => Path.GetFileName(name) is "README.md" or "dataset_card.md" or "croissant.json" or "dataset-metadata.json";
}
