namespace Roundtable.Watching.Findings;

/// <summary>What a finding asks somebody to do. None accuses anybody, and none acts by itself.</summary>
public enum FindingGrade
{
    /// <summary>Worth knowing; nothing is asked.</summary>
    Notice,

    /// <summary>Ask the callers what they do.</summary>
    Question,

    /// <summary>Limit the callers until they have answered.</summary>
    Throttle,

    /// <summary>Suspend the callers until a person has decided.</summary>
    Suspend,
}
