namespace Roundtable.Terms.Rulings;

/// <summary>The outcome of a ruling, from the most permissive to the most restrictive: of several, the most restrictive applies.</summary>
public enum Outcome
{
    /// <summary>Allowed without conditions.</summary>
    Allowed,

    /// <summary>Allowed if conditions are met.</summary>
    AllowedIf,

    /// <summary>Cannot be determined from what is known. Never treated as allowed.</summary>
    Unknown,

    /// <summary>Denied.</summary>
    Denied,
}
