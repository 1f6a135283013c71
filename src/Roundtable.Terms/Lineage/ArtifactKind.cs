namespace Roundtable.Terms.Lineage;

/// <summary>What kind of artifact lineage leads to.</summary>
public enum ArtifactKind
{
    /// <summary>Something a model answered.</summary>
    Output,

    /// <summary>A dataset.</summary>
    Dataset,

    /// <summary>A model.</summary>
    Model,

    /// <summary>Something that a person here wrote or changed.</summary>
    Human,

    /// <summary>Several artifacts that are judged together: a session, a file of rows.</summary>
    Set,

    /// <summary>The model of an answer, for what it was made of: its own terms are asked where the answer is met.</summary>
    Maker,

    /// <summary>Something that is named and of which nothing is known.</summary>
    Unknown,
}
