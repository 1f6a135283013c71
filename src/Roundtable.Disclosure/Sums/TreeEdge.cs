namespace Roundtable.Disclosure.Sums;

/// <summary>
/// The root of a tree of the shape of RFC 6962 over nodes that are given one after the other, in memory that grows with the height of the tree alone.
/// </summary>
/// <typeparam name="T">A node.</typeparam>
/// <param name="parent">The parent of two nodes.</param>
internal sealed class TreeEdge<T>(Func<T, T, T> parent)
{
    // Complete subtrees, the largest first: one for each bit of the number of nodes.
    private readonly List<T> _edge = [];

    /// <summary>How many nodes there are.</summary>
    public long Count { get; private set; }

    /// <summary>Appends a node.</summary>
    /// <exception cref="OverflowException">When a sum overflows.</exception>
    public void Append(T node)
    {
        for (var rest = Count; (rest & 1) == 1; rest >>= 1)
        {
            node = parent(_edge[^1], node);
            _edge.RemoveAt(_edge.Count - 1);
        }

        _edge.Add(node);
        Count++;
    }

    /// <summary>The root.</summary>
    /// <exception cref="InvalidOperationException">When there are no nodes.</exception>
    /// <exception cref="OverflowException">When a sum overflows.</exception>
    public T Root()
    {
        if (_edge.Count == 0)
        {
            throw new InvalidOperationException("A tree without nodes has no root.");
        }

        var root = _edge[^1];
        for (var i = _edge.Count - 2; i >= 0; i--)
        {
            root = parent(_edge[i], root);
        }

        return root;
    }
}
