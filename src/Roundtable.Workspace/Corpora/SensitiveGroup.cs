namespace Roundtable.Workspace.Corpora;

/// <summary>A group of sensitive data.</summary>
public enum SensitiveGroup
{
    /// <summary>Keys, tokens and passwords.</summary>
    Secrets,

    /// <summary>E-mail addresses, telephone, card, account and social security numbers.</summary>
    Personal,
}
