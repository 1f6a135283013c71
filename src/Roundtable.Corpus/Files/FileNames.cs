using Roundtable.Corpus.Formats;

namespace Roundtable.Corpus.Files;

/// <summary>Derives formats from file names.</summary>
internal static class FileNames
{
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
