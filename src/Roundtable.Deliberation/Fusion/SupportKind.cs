namespace Roundtable.Deliberation.Fusion;

/// <summary>How far a panel's answers carry a sentence.</summary>
public enum SupportKind
{
    /// <summary>Every answering seat says all that it cites.</summary>
    All,

    /// <summary>Some answering seats do.</summary>
    Some,

    /// <summary>One model alone does.</summary>
    OneModel,

    /// <summary>Different seats say different parts of it; none says all.</summary>
    Split,

    /// <summary>It rests on a contradiction, or on words that one rests on too.</summary>
    Disputed,

    /// <summary>No seat says it: the moderator's own view.</summary>
    Moderator,
}
