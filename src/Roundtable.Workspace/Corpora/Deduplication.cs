namespace Roundtable.Workspace.Corpora;

/// <summary>Which row of a cluster of equal and near rows is kept.</summary>
public enum Deduplication
{
    /// <summary>The first one.</summary>
    KeepFirst,

    /// <summary>The one with the most words; of several the first.</summary>
    KeepLongest,
}
