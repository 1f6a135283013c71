namespace Roundtable.Record.Storage;

/// <summary>What the bytes of a stored content are.</summary>
public enum ContentState
{
    /// <summary>They have the digest that they are stored under.</summary>
    Present,

    /// <summary>They are zeros.</summary>
    Erased,

    /// <summary>They are something else.</summary>
    Damaged,
}
