namespace Roundtable.Web.Site.Registry;

/// <summary>What something in a lineage is.</summary>
public enum LineageThingKind
{
    /// <summary>Its name does not say it, or says what this program does not know.</summary>
    Unknown,

    /// <summary>A leaf of the log.</summary>
    Leaf,

    /// <summary>A session.</summary>
    Session,

    /// <summary>The fused answer of a session.</summary>
    FusedAnswer,

    /// <summary>A run.</summary>
    Run,

    /// <summary>The labels of a run.</summary>
    Labels,

    /// <summary>A call through the gateway.</summary>
    Call,

    /// <summary>A model of the registry, or what is declared to be one.</summary>
    Model,

    /// <summary>A dataset of the registry, or what is declared to be one.</summary>
    Dataset,

    /// <summary>The name by which a model was called.</summary>
    Called,

    /// <summary>Several leaves, which are only counted.</summary>
    Leaves,

    /// <summary>What does not fit into a picture, and is only counted.</summary>
    More,
}
