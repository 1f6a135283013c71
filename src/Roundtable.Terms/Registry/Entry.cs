namespace Roundtable.Terms.Registry;

/// <summary>
/// One version of something in the registry. Entries are immutable: a mistake is corrected by another revision of the same
/// version, which states why. docs/formats/registry.md describes the files.
/// </summary>
public abstract record Entry
{
    private protected Entry()
    {
    }

    /// <summary>Kind, name and version.</summary>
    public required EntryId Id { get; init; }

    /// <summary>Revision of this version, from 1; the highest applies.</summary>
    public int Revision { get; init; } = 1;

    /// <summary>What this revision corrects; null for the first.</summary>
    public string? Correction { get; init; }

    /// <summary>Display name; null where it is the same as the name.</summary>
    public string? Title { get; init; }

    /// <summary>Name of the organisation that owns it (<c>whose</c>, or <c>vendor</c> for a model, in files); null where unknown.</summary>
    public string? Owner { get; init; }

    /// <summary>Anything else that a reader should know.</summary>
    public string? Note { get; init; }

    /// <summary>Of a model or a dataset, where, when and by whom it was published.</summary>
    public Publication Publication { get; init; } = Publication.None;

    /// <summary>Its declared sources.</summary>
    public IReadOnlyList<SourceEdge> Sources { get; init; } = [];

    // Closes the hierarchy: a record could otherwise be derived from through its copy constructor.
    private protected abstract void Seal();
}
