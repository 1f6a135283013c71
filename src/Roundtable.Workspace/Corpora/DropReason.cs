namespace Roundtable.Workspace.Corpora;

/// <summary>Why a row is left out.</summary>
public enum DropReason
{
    /// <summary>A test item of a benchmark stands in it.</summary>
    Contaminated,

    /// <summary>The ruling on the use denies it.</summary>
    Denied,

    /// <summary>It has a key, a token or a password.</summary>
    Secrets,

    /// <summary>It has personal data: an e-mail address, a telephone, card, account or social security number.</summary>
    Personal,

    /// <summary>It is equal to or near a row that is kept.</summary>
    Duplicate,
}
