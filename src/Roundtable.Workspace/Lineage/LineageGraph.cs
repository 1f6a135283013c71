using Roundtable.Record.Wording;

namespace Roundtable.Workspace.Lineage;

/// <summary>What a walk over the index found.</summary>
/// <param name="From">Numbers of the nodes that it began with.</param>
/// <param name="Steps">Every step between nodes that were reached.</param>
/// <param name="Names">The names of the nodes by their numbers.</param>
/// <param name="Up">Whether it went to what things came from; else to what came from them.</param>
/// <param name="IsWhole">Whether nothing was left out.</param>
public sealed record LineageGraph(IReadOnlyList<long> From, IReadOnlyList<LineageStep> Steps, IReadOnlyDictionary<long, string> Names, bool Up, bool IsWhole)
{
    /// <summary>
    /// The nodes that were reached, with their distance from where the walk began, the nearest first and in natural order: leaf 2 before leaf 10. A
    /// name that only stands for another is as near as what it stands for.
    /// </summary>
    public IReadOnlyList<(long Id, int Distance)> Reached()
    {
        var next = Steps.ToLookup(s => Up ? s.Node : s.Source);
        Dictionary<long, int> distances = From.ToDictionary(f => f, _ => 0);
        LinkedList<(long Id, int Distance)> queue = new(From.Select(f => (f, 0)));
        while (queue.First is { } first)
        {
            queue.RemoveFirst();
            var (node, distance) = first.Value;
            if (distances[node] < distance)
            {
                continue;
            }

            foreach (var step in next[node])
            {
                var (to, means) = (Up ? step.Source : step.Node, step.Code == LineageStep.Means);
                var far = distance + (means ? 0 : 1);
                if (!distances.TryGetValue(to, out var known) || far < known)
                {
                    distances[to] = far;
                    _ = means ? queue.AddFirst((to, far)) : queue.AddLast((to, far));
                }
            }
        }

        return
        [
            .. distances.Select(d => (d.Key, d.Value)).OrderBy(d => d.Value)
                .ThenBy(d => Names.GetValueOrDefault(d.Key, ""), NaturalOrder.Comparer).ThenBy(d => Names.GetValueOrDefault(d.Key, ""), StringComparer.Ordinal),
        ];
    }

    /// <summary>The shortest way from where the walk began to a node: its steps, the nearest first; null where it was not reached.</summary>
    public IReadOnlyList<LineageStep>? PathTo(long id)
    {
        var cameBy = Ways();
        if (!cameBy.TryGetValue(id, out var by))
        {
            return null;
        }

        List<LineageStep> path = [];
        while (by is { } step)
        {
            path.Add(step);
            by = cameBy[Up ? step.Node : step.Source];
        }

        path.Reverse();
        return path;
    }

    /// <summary>The last step of the shortest way to each node that was reached; null for where the walk began.</summary>
    public IReadOnlyDictionary<long, LineageStep?> Ways()
    {
        var next = Steps.ToLookup(s => Up ? s.Node : s.Source);
        Dictionary<long, LineageStep?> cameBy = From.ToDictionary(f => f, _ => (LineageStep?)null);
        Queue<long> queue = new(From);
        while (queue.TryDequeue(out var node))
        {
            foreach (var step in next[node])
            {
                if (cameBy.TryAdd(Up ? step.Source : step.Node, step))
                {
                    queue.Enqueue(Up ? step.Source : step.Node);
                }
            }
        }

        return cameBy;
    }

    /// <summary>The nodes to show: not where the walk began, and no names that only stand for another.</summary>
    public IEnumerable<(long Id, int Distance)> Shown()
    {
        var aliases = Steps.Where(s => s.Code == LineageStep.Means).Select(s => s.Node).ToHashSet();
        return Reached().Where(r => r.Distance > 0 && !aliases.Contains(r.Id));
    }
}
