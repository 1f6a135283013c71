namespace Roundtable.Terms.Registry;

/// <summary>
/// One version of something in the registry. Entries are never changed: a mistake is put right by another revision of the same
/// version, which says why. docs/formats/registry.md describes the files.
/// </summary>
public abstract record Entry
{
    private protected Entry()
    {
    }

    /// <summary>What names it.</summary>
    public required EntryId Id { get; init; }

    /// <summary>Which writing of this version it is, from 1; the highest counts.</summary>
    public int Revision { get; init; } = 1;

    /// <summary>Why this revision was written; null for the first.</summary>
    public string? Correction { get; init; }

    /// <summary>What people call it; null where that is its name.</summary>
    public string? Title { get; init; }

    /// <summary>Name of the organisation whose it is; null where that is not known.</summary>
    public string? Owner { get; init; }

    /// <summary>Anything else that a reader should know.</summary>
    public string? Note { get; init; }

    /// <summary>What it came from, as far as it says.</summary>
    public IReadOnlyList<SourceEdge> Sources { get; init; } = [];

    // A record can be derived from through its copy constructor; this cannot be implemented elsewhere.
    private protected abstract void Seal();
}
