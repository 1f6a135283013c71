namespace Roundtable.Terms.Rulings;

/// <summary>The answer of a ruling, from the widest to the narrowest: of several answers the narrowest holds.</summary>
public enum Outcome
{
    /// <summary>Allowed, and nothing has to be kept.</summary>
    Allowed,

    /// <summary>Allowed as long as conditions are kept.</summary>
    AllowedIf,

    /// <summary>Nobody can tell from what is known. Never treated as allowed.</summary>
    Unknown,

    /// <summary>Denied.</summary>
    Denied,
}
