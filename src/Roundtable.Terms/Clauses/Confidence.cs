namespace Roundtable.Terms.Clauses;

/// <summary>How sure whoever wrote a terms document is that it says what the text says.</summary>
public enum Confidence
{
    /// <summary>From the text itself, which is plain in these points.</summary>
    High,

    /// <summary>From the text itself where it leaves room, or from a dependable account of it.</summary>
    Medium,

    /// <summary>From memory or from accounts by others.</summary>
    Low,
}
