using Roundtable.Corpus.Rows;

namespace Roundtable.Corpus.Formats.Json;

/// <summary>Why bytes are not a JSON row (RFC 8259). The words of each are <see cref="RowFault"/>'s.</summary>
internal enum JsonFault
{
    None,

    /// <summary>A character that cannot stand here.</summary>
    Unexpected,

    /// <summary>The row ends within a value.</summary>
    Cut,

    /// <summary>A control character within a string.</summary>
    Control,

    /// <summary>A backslash followed by something that is no escape.</summary>
    Escape,

    /// <summary>Half of a surrogate pair.</summary>
    Surrogate,

    /// <summary>A string that is not UTF-8.</summary>
    Encoding,

    /// <summary>A number against the grammar.</summary>
    Number,

    /// <summary>More than <see cref="JsonCursor.Deepest"/> values within each other.</summary>
    Depth,

    /// <summary>A field that is read stands twice: two readers would read two texts.</summary>
    Duplicate,

    /// <summary>Something other than one object.</summary>
    NotARow,
}
