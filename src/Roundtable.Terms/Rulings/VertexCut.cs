namespace Roundtable.Terms.Rulings;

/// <summary>
/// The minimum vertex cut that separates the first vertex of a directed graph from others: by maximum flow through vertices of
/// capacity one with Dinic's algorithm (Dinitz 1970); of several minimum cuts, the one nearest to the others.
/// </summary>
internal sealed class VertexCut
{
    private const int Unbounded = int.MaxValue / 2;

    private readonly List<int> _heads = [];
    private readonly List<int> _room = [];
    private readonly List<int>[] _out;
    private readonly int _sink;

    /// <summary>The graph.</summary>
    /// <param name="next">The successors of each vertex; vertex 0 is the first and cannot be cut.</param>
    /// <param name="apart">The vertices to separate from the first; each may itself be cut.</param>
    /// <param name="isFixed">The vertices besides the first that cannot be cut.</param>
    public VertexCut(IReadOnlyList<IReadOnlyList<int>> next, IEnumerable<int> apart, Func<int, bool> isFixed)
    {
        // Vertex v is an edge from 2v to 2v + 1.
        _sink = 2 * next.Count;
        _out = [.. Enumerable.Range(0, _sink + 1).Select(_ => new List<int>())];
        for (var v = 0; v < next.Count; v++)
        {
            Edge(2 * v, (2 * v) + 1, v == 0 || isFixed(v) ? Unbounded : 1);
            foreach (var to in next[v])
            {
                Edge((2 * v) + 1, 2 * to, Unbounded);
            }
        }

        foreach (var v in apart)
        {
            Edge((2 * v) + 1, _sink, Unbounded);
        }
    }

    /// <summary>The vertices of a minimum cut, ascending; null where a path of vertices that cannot be cut remains.</summary>
    public IReadOnlyList<int>? Smallest()
    {
        while (Levels() is { } levels)
        {
            var tried = new int[_out.Length];
            while (Push(levels, tried) is > 0 and var flow)
            {
                if (flow == Unbounded)
                {
                    return null;
                }
            }
        }

        var reaches = Reaching();
        return [.. Enumerable.Range(0, _sink / 2).Where(v => reaches[(2 * v) + 1] && !reaches[2 * v])];
    }

    private void Edge(int from, int to, int room)
    {
        _out[from].Add(_heads.Count);
        _heads.Add(to);
        _room.Add(room);
        _out[to].Add(_heads.Count);
        _heads.Add(from);
        _room.Add(0);
    }

    private int[]? Levels()
    {
        var levels = new int[_out.Length];
        Array.Fill(levels, -1);
        levels[0] = 0;
        Queue<int> queue = new([0]);
        while (queue.TryDequeue(out var node))
        {
            foreach (var edge in _out[node].Where(e => _room[e] > 0 && levels[_heads[e]] < 0))
            {
                levels[_heads[edge]] = levels[node] + 1;
                queue.Enqueue(_heads[edge]);
            }
        }

        return levels[_sink] < 0 ? null : levels;
    }

    /// <summary>Pushes flow along one path of the level graph; returns the amount, or 0 where no path is left.</summary>
    private int Push(int[] levels, int[] tried)
    {
        List<int> path = [];
        var node = 0;
        while (node != _sink)
        {
            if (tried[node] < _out[node].Count)
            {
                var edge = _out[node][tried[node]];
                if (_room[edge] > 0 && levels[_heads[edge]] == levels[node] + 1)
                {
                    path.Add(edge);
                    node = _heads[edge];
                    continue;
                }

                tried[node]++;
            }
            else if (path.Count == 0)
            {
                return 0;
            }
            else
            {
                node = _heads[path[^1] ^ 1];
                path.RemoveAt(path.Count - 1);
                tried[node]++;
            }
        }

        var flow = path.Min(e => _room[e]);
        foreach (var edge in path)
        {
            _room[edge] -= flow;
            _room[edge ^ 1] += flow;
        }

        return flow;
    }

    /// <summary>Which nodes still reach the sink.</summary>
    private bool[] Reaching()
    {
        var reaches = new bool[_out.Length];
        reaches[_sink] = true;
        Queue<int> queue = new([_sink]);
        while (queue.TryDequeue(out var node))
        {
            foreach (var edge in _out[node].Where(e => _room[e ^ 1] > 0 && !reaches[_heads[e]]))
            {
                reaches[_heads[edge]] = true;
                queue.Enqueue(_heads[edge]);
            }
        }

        return reaches;
    }
}
