namespace Roundtable.Corpus.Formats;

/// <summary>How rows stand in a file.</summary>
public enum FileFormat
{
    /// <summary>JSON Lines: one object a line.</summary>
    JsonLines,

    /// <summary>One JSON array of objects.</summary>
    JsonArray,

    /// <summary>Comma-separated values (RFC 4180), or with another delimiter, under a line of names.</summary>
    Csv,

    /// <summary>Plain text.</summary>
    Text,

    /// <summary>Apache Parquet.</summary>
    Parquet,
}
