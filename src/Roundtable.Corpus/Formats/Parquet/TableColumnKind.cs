namespace Roundtable.Corpus.Formats.Parquet;

/// <summary>What the values of a column are.</summary>
public enum TableColumnKind
{
    /// <summary>Text (UTF-8).</summary>
    Text,

    /// <summary>JSON in UTF-8, marked so in the schema.</summary>
    Json,

#pragma warning disable CA1720 // It is what a table calls such a column, not the name of a type.
    /// <summary>Integers of 64 bits.</summary>
    Integer,
#pragma warning restore CA1720

    /// <summary>Double-precision numbers.</summary>
    Number,

    /// <summary>True or false.</summary>
    Boolean,
}
