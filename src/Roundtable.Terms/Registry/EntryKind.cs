namespace Roundtable.Terms.Registry;

/// <summary>What a registry entry describes.</summary>
public enum EntryKind
{
    /// <summary>A company, a laboratory, a team.</summary>
    Organisation,

    /// <summary>A provider of models.</summary>
    Provider,

    /// <summary>One version of a model.</summary>
    Model,

    /// <summary>One version of a dataset.</summary>
    Dataset,

    /// <summary>One version of terms.</summary>
    Terms,
}
