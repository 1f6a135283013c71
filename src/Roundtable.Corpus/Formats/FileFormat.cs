namespace Roundtable.Corpus.Formats;

/// <summary>The format of a file's rows.</summary>
public enum FileFormat
{
    /// <summary>JSON Lines: one object per line.</summary>
    JsonLines,

    /// <summary>One JSON array of objects.</summary>
    JsonArray,

    /// <summary>Comma-separated values (RFC 4180), or with another delimiter, with a header row.</summary>
    Csv,

    /// <summary>Plain text.</summary>
    Text,

    /// <summary>Apache Parquet.</summary>
    Parquet,
}
