namespace Roundtable.Corpus.Formats;

/// <summary>What formats have in common.</summary>
public static class FileFormats
{
    /// <summary>Whether the rows are converted to JSON Lines when the file is opened: they have no place of their own in its bytes.</summary>
    public static bool IsConverted(this FileFormat format) =>
        format is FileFormat.Parquet or FileFormat.Arrow or FileFormat.Tar or FileFormat.Warc or FileFormat.JsonColumns
            or FileFormat.JsonLists or FileFormat.JsonMembers;

    /// <summary>Whether a row is JSON once the file is opened.</summary>
    public static bool IsJson(this FileFormat format) => format is not (FileFormat.Csv or FileFormat.Text);
}
