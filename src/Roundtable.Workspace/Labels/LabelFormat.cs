namespace Roundtable.Workspace.Labels;

/// <summary>The formats in which labels go out.</summary>
public enum LabelFormat
{
    /// <summary>JSON Lines.</summary>
    Jsonl,

    /// <summary>CSV (RFC 4180) in UTF-8 with a line of names, in which no text is a formula to a spreadsheet.</summary>
    Csv,

    /// <summary>Parquet.</summary>
    Parquet,
}
