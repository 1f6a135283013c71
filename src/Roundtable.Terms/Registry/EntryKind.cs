namespace Roundtable.Terms.Registry;

/// <summary>What a registry entry describes.</summary>
public enum EntryKind
{
    /// <summary>A company, a laboratory, a team: whoever makes, offers or uses.</summary>
    Organisation,

    /// <summary>Someone through whom models are reached.</summary>
    Provider,

    /// <summary>A model, in one version.</summary>
    Model,

    /// <summary>A dataset, in one version.</summary>
    Dataset,

    /// <summary>Terms, in one version.</summary>
    Terms,
}
