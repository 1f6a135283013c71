namespace Roundtable.Terms.Clauses;

/// <summary>What a clause says of a use.</summary>
public enum Effect
{
    /// <summary>It is allowed.</summary>
    Allow,

    /// <summary>It is allowed as long as conditions are kept.</summary>
    AllowIf,

    /// <summary>It is forbidden.</summary>
    Deny,

    /// <summary>The text was read for it and says nothing of it. A ruling takes that as unknown.</summary>
    Silent,
}
