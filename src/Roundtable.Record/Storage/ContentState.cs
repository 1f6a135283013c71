namespace Roundtable.Record.Storage;

/// <summary>State of the bytes of a stored content.</summary>
public enum ContentState
{
    /// <summary>They match the digest under which they are stored.</summary>
    Present,

    /// <summary>They have been overwritten with zeros.</summary>
    Erased,

    /// <summary>They match neither the digest nor an erasure.</summary>
    Damaged,
}
