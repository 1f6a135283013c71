namespace Roundtable.Workspace.Lineage;

/// <summary>A node of the index: a leaf of the log, or something that has a name.</summary>
/// <param name="Id">Its number: a leaf's index as -1 - index, a name's row otherwise.</param>
/// <param name="Name">What it is called: <c>leaf:12</c>, <c>model:acme/small@2</c>, <c>session:…</c>, <c>run:…</c>, <c>called:openai/gpt-5</c>.</param>
public sealed record LineageNode(long Id, string Name)
{
    /// <summary>The number of a leaf's node.</summary>
    public static long OfLeaf(long index) => -1 - index;

    /// <summary>The leaf that a number means; null for the number of a name.</summary>
    public static long? Leaf(long id) => id < 0 ? -1 - id : null;
}
