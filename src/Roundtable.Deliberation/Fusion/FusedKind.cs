namespace Roundtable.Deliberation.Fusion;

/// <summary>How a fused answer came about.</summary>
public enum FusedKind
{
    /// <summary>Sentences that the moderator wrote from the comparison, each checked.</summary>
    Moderated,

    /// <summary>The answer that the reviews rank first, as it is: there is no moderator, or it failed.</summary>
    BestReviewed,

    /// <summary>The answer of the answering seat with the lowest number, as it is: there is neither a moderator that wrote one nor a review.</summary>
    FirstAnswer,

    /// <summary>A JSON document whose fields were fused: see the session's fields.</summary>
    Fields,

    /// <summary>There is none: fewer seats answered than the quorum.</summary>
    None,
}
