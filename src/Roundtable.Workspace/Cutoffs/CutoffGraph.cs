namespace Roundtable.Workspace.Cutoffs;

/// <summary>
/// What came of findings: things by id, and the steps from each to what was made of it. Memory grows with what was touched, not with the log.
/// </summary>
internal sealed class CutoffGraph
{
    private readonly Dictionary<string, List<string>> _made = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<string>> _sources = new(StringComparer.Ordinal);
    private readonly HashSet<(string Source, string Made)> _steps = [];
    private readonly HashSet<string> _targets = new(StringComparer.Ordinal);

    /// <summary>Whether a thing is a finding or came of one.</summary>
    public bool Has(string id) => _made.ContainsKey(id);

    /// <summary>What something was made of, as far as that is a finding or came of one.</summary>
    public IReadOnlyList<string> SourcesOf(string made) => _sources.TryGetValue(made, out var sources) ? sources : [];

    /// <summary>Adds a finding.</summary>
    public void Add(string id) => _made.TryAdd(id, []);

    /// <summary>Adds a step; whether it was not there.</summary>
    /// <param name="source">What is a finding or came of one.</param>
    /// <param name="made">What was made of it.</param>
    /// <param name="isTarget">Whether that is a model, a dataset or a set.</param>
    public bool Add(string source, string made, bool isTarget)
    {
        _made.TryAdd(made, []);
        if (isTarget)
        {
            _targets.Add(made);
        }

        if (!_steps.Add((source, made)))
        {
            return false;
        }

        _made[source].Add(made);
        if (!_sources.TryGetValue(made, out var sources))
        {
            _sources[made] = sources = [];
        }

        sources.Add(source);
        return true;
    }

    /// <summary>The shortest path from a node to every target that came of it; both ends are in it.</summary>
    public IReadOnlyList<IReadOnlyList<string>> From(string id)
    {
        Dictionary<string, string?> cameBy = new(StringComparer.Ordinal) { [id] = null };
        List<IReadOnlyList<string>> paths = [];
        Queue<string> queue = new([id]);
        while (queue.TryDequeue(out var node))
        {
            if (node != id && _targets.Contains(node))
            {
                List<string> path = [];
                for (var at = node; at is not null; at = cameBy[at])
                {
                    path.Add(at);
                }

                path.Reverse();
                paths.Add(path);
            }

            foreach (var next in _made[node])
            {
                if (cameBy.TryAdd(next, node))
                {
                    queue.Enqueue(next);
                }
            }
        }

        return paths;
    }
}
