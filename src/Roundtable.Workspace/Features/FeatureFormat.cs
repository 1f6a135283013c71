namespace Roundtable.Workspace.Features;

/// <summary>The format of a table of features.</summary>
public enum FeatureFormat
{
    /// <summary>CSV (RFC 4180), harmless to spreadsheets.</summary>
    Csv,

    /// <summary>JSON Lines: an object an item; what is absent is left out.</summary>
    JsonLines,

    /// <summary>Apache Parquet.</summary>
    Parquet,
}
