namespace Roundtable.Deliberation.Verdicts;

/// <summary>
/// Which version of the arithmetic counts a session. A session keeps the rules of the format in which it was written, so that it is replayed to the same
/// verdict and minutes, byte for byte, for as long as it is read. docs/verdicts.md and docs/formats/session.md tell the versions apart.
/// </summary>
public enum CountingRules
{
    /// <summary>Those of session format 1.</summary>
    First = 1,

    /// <summary>
    /// Those of session format 2: equal positions keep their cluster in every round, an argument for the side that was left persuades nobody, both orders
    /// of two options weigh the same, and independence is an input.
    /// </summary>
    Second = 2,

    /// <summary>Those of new sessions.</summary>
    Current = Second,
}
