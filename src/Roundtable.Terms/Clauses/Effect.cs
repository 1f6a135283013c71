namespace Roundtable.Terms.Clauses;

/// <summary>What a clause says about a use.</summary>
public enum Effect
{
    /// <summary>It is allowed.</summary>
    Allow,

    /// <summary>It is allowed if conditions are met.</summary>
    AllowIf,

    /// <summary>It is forbidden.</summary>
    Deny,

    /// <summary>The text was checked for it and does not mention it. A ruling treats that as unknown.</summary>
    Silent,
}
