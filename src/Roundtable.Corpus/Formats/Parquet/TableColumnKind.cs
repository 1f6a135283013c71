namespace Roundtable.Corpus.Formats.Parquet;

/// <summary>What the values of a column are.</summary>
public enum TableColumnKind
{
    /// <summary>Text (UTF-8).</summary>
    Text,

    /// <summary>JSON in UTF-8, marked so in the schema.</summary>
    Json,

    /// <summary>Integers of 64 bits.</summary>
    Integer,

    /// <summary>Double-precision numbers.</summary>
    Number,

    /// <summary>True or false.</summary>
    Boolean,
}
