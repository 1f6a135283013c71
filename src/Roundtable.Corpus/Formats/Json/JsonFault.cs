namespace Roundtable.Corpus.Formats.Json;

/// <summary>Why bytes are not a JSON row (RFC 8259). <see cref="JsonFaults"/> has the wording of each.</summary>
internal enum JsonFault
{
    None,

    /// <summary>A character that is not allowed here.</summary>
    Unexpected,

    /// <summary>The row ends inside a value.</summary>
    Cut,

    /// <summary>A control character inside a string.</summary>
    Control,

    /// <summary>An invalid escape sequence.</summary>
    Escape,

    /// <summary>An unpaired surrogate.</summary>
    Surrogate,

    /// <summary>A string that is not UTF-8.</summary>
    Encoding,

    /// <summary>A malformed number.</summary>
    Number,

    /// <summary>Nesting deeper than <see cref="JsonCursor.MaxDepth"/>.</summary>
    Depth,

    /// <summary>A field that is read occurs twice: two readers could read two different texts.</summary>
    Duplicate,

    /// <summary>Not a single object.</summary>
    NotARow,
}
