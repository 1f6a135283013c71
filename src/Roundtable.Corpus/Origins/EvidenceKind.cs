namespace Roundtable.Corpus.Origins;

/// <summary>How something is known of a row.</summary>
public enum EvidenceKind
{
    /// <summary>Equal to an output on the record, by digest.</summary>
    Recorded,

    /// <summary>Near an output on the record, or an entry of a reference collection.</summary>
    Matched,

    /// <summary>A person signed for it.</summary>
    Attested,

    /// <summary>The row, its file's dataset card, or the registry says so.</summary>
    Declared,

    /// <summary>The text names itself a model's, or has phrases that models are known for.</summary>
    SelfIdentified,

    /// <summary>A calibrated score of the text alone. It never decides.</summary>
    Statistical,
}
