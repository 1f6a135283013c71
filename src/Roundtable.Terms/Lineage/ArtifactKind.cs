namespace Roundtable.Terms.Lineage;

/// <summary>The kind of an artifact.</summary>
public enum ArtifactKind
{
    /// <summary>A model's answer.</summary>
    Output,

    /// <summary>A dataset.</summary>
    Dataset,

    /// <summary>A model.</summary>
    Model,

    /// <summary>Something that a person wrote or edited here.</summary>
    Human,

    /// <summary>Several artifacts that are judged together: a session, a file of rows.</summary>
    Set,

    /// <summary>The model of an answer, as a step to its sources. It has no grounds of its own: its terms count at the answer.</summary>
    Maker,

    /// <summary>What a tool returned to a model: its terms are those that were named for it, or unknown.</summary>
    Returned,

    /// <summary>Something that is referred to and about which nothing is known.</summary>
    Unknown,
}
