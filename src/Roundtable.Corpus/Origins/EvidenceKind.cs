namespace Roundtable.Corpus.Origins;

/// <summary>The kind of evidence about a row.</summary>
public enum EvidenceKind
{
    /// <summary>The row equals an output on the record, by digest.</summary>
    Recorded,

    /// <summary>The row is a near-duplicate of an output on the record or matches an entry of a reference collection.</summary>
    Matched,

    /// <summary>A person signed a statement.</summary>
    Attested,

    /// <summary>The row, its file's dataset card or the registry states it.</summary>
    Declared,

    /// <summary>The text identifies itself as a model's, or contains phrases that are typical of models.</summary>
    SelfIdentified,

    /// <summary>A score of the text alone, in reports of versions before 2026-11-29. It never decides, and is no longer made.</summary>
    Statistical,
}
