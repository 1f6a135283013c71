using Roundtable.Terms.Clauses;
using Roundtable.Terms.Lineage;

namespace Roundtable.Terms.Rulings;

/// <summary>Finds the minimum set of artifacts without which a use would be allowed.</summary>
/// <remarks>
/// Every path from the content to a visit that does not allow the use has to be broken: a minimum hitting set of the artifacts on those paths. Where
/// each artifact counts in one way, a minimum vertex cut is one. Where some count in several ways, the cut of the artifacts is enough and may be too
/// large: smaller sets are then searched for by branching on the artifacts of one unbroken path after the other (bounded search tree; Downey and
/// Fellows 1999), of at most <see cref="MaxTrials"/> paths.
/// </remarks>
/// <param name="traversal">The traversal of the content's lineage.</param>
/// <param name="conflicts">Finds conditions that cannot be met.</param>
/// <param name="intent">The use.</param>
/// <param name="isEnough">Whether excluding these artifacts makes the use allowed.</param>
internal sealed class Removal(LineageTraversal traversal, Conflicts conflicts, Intent intent, Func<IReadOnlyCollection<string>, bool> isEnough)
{
    /// <summary>How many unbroken paths are looked for, at most.</summary>
    public const int MaxTrials = 20_000;

    private const int MaxContradictions = 10;
    private const int MaxDepth = 40;

    private readonly string[] _ids = [.. traversal.Visits.Select(v => v.Artifact.Id)];

    // Who leaves out a model leaves out its answers.
    private readonly string[][] _makers = [.. traversal.Visits.Select(v => v.Makers.Select(m => m.Entry.Id.ToString()).ToArray())];
    private int _trials;

    /// <summary>The artifacts, by id; null where nothing helps.</summary>
    public IReadOnlyList<Artifact>? Smallest(CancellationToken cancellation)
    {
        List<string>? best = null;
        List<HashSet<int>> all = [.. ToPartFrom().Where(a => !a.Contains(0))];
        foreach (var apart in all)
        {
            if (Cut(apart) is { } cut && (best is null || cut.Count < best.Count) && isEnough(cut))
            {
                best = cut;
            }
        }

        if (all.Count > 0 && best is not { Count: <= 1 } && CountsInSeveralWays())
        {
            for (var size = 1; size < (best?.Count ?? Math.Min(MaxDepth, _ids.Distinct(StringComparer.Ordinal).Count())) && _trials < MaxTrials; size++)
            {
                if (all.Select(a => Search(a, [], size, cancellation)).FirstOrDefault(f => f is not null) is { } found)
                {
                    best = found;
                    break;
                }
            }
        }

        return best is null ? null : [.. best.Order(StringComparer.Ordinal).Select(Found)];
    }

    private Artifact Found(string id) =>
        Array.IndexOf(_ids, id) is >= 0 and var place ? traversal.Visits[place].Artifact
        : traversal.Visits.SelectMany(v => v.Makers).First(m => m.Entry.Id.ToString() == id) is var model
            ? new Artifact(id, ArtifactKind.Model, $"the model {model.Entry.Id.Name}") { Entry = model }
        : throw new InvalidOperationException(id);

    /// <summary>
    /// The visits that must go: those with a ground that does not allow, and of conflicting conditions all except a consistent
    /// subset. There is one candidate set for each such subset.
    /// </summary>
    private IEnumerable<HashSet<int>> ToPartFrom()
    {
        List<Condition> conditions = [.. traversal.Visits.SelectMany(v => v.Grounds).SelectMany(g => g.Conditions).Distinct()];
        var own = conflicts.Within(traversal, intent.Use).Select(c => c.One).ToHashSet();
        var always = Places(v => v.Grounds.Any(g => g.Outcome > Outcome.AllowedIf || g.Conditions.Any(own.Contains)));
        var between = conflicts.Between(conditions);
        List<Condition> torn = [.. conditions.Where(c => between.Any(f => f.One == c || f.Other == c)).Take(MaxContradictions)];
        for (var kept = (1u << torn.Count) - 1; ; kept--)
        {
            bool Keeps(Condition? c) => c is not null && torn.IndexOf(c) is >= 0 and var i && (kept & (1u << i)) != 0;
            if (!between.Any(f => Keeps(f.One) && Keeps(f.Other)))
            {
                var lost = torn.Where(c => !Keeps(c)).ToHashSet();
                yield return [.. always, .. Places(v => v.Grounds.Any(g => g.Conditions.Any(lost.Contains)))];
            }

            if (kept == 0)
            {
                yield break;
            }
        }
    }

    /// <summary>A minimum cut of artifacts, each taken as one whatever the ways in which it counts; null where there is none.</summary>
    private List<string>? Cut(HashSet<int> apart)
    {
        Dictionary<string, int> numbers = new(StringComparer.Ordinal);
        List<HashSet<int>> next = [];
        foreach (var id in _ids)
        {
            if (numbers.TryAdd(id, next.Count))
            {
                next.Add([]);
            }
        }

        List<string> names = [.. numbers.Keys];
        HashSet<string> isFixed = new(traversal.Visits.Where(v => v.Artifact.Kind == ArtifactKind.Maker).Select(v => v.Artifact.Id), StringComparer.Ordinal);
        for (var i = 0; i < _ids.Length; i++)
        {
            next[numbers[_ids[i]]].UnionWith(traversal.Visits[i].Next.Select(n => numbers[_ids[n]]));
        }

        var graph = new VertexCut(
            [.. next.Select(n => (IReadOnlyList<int>)[.. n])], apart.Select(a => numbers[_ids[a]]).Distinct(), v => isFixed.Contains(names[v]));
        return graph.Smallest() is { } cut ? [.. cut.Select(c => names[c])] : null;
    }

    /// <summary>Whether an artifact is met in more ways than one.</summary>
    private bool CountsInSeveralWays() => _ids.Length > _ids.Distinct(StringComparer.Ordinal).Count() || Array.Exists(_makers, m => m.Length > 0);

    /// <summary>A set of at most so many artifacts that breaks every path; null where none was found.</summary>
    private List<string>? Search(HashSet<int> apart, List<string> without, int more, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        if (_trials++ >= MaxTrials)
        {
            return null;
        }

        if (Unbroken(apart, without) is not { } path)
        {
            return isEnough(without) ? [.. without] : null;
        }

        if (more == 0)
        {
            return null;
        }

        // The nearest to what does not allow the use first.
        foreach (var id in path)
        {
            without.Add(id);
            var found = Search(apart, without, more - 1, cancellation);
            without.RemoveAt(without.Count - 1);
            if (found is not null)
            {
                return found;
            }
        }

        return null;
    }

    /// <summary>The artifacts that could break one path to what must go, the last first; null where no path is left.</summary>
    private List<string>? Unbroken(HashSet<int> apart, List<string> without)
    {
        var parents = new int[_ids.Length];
        Array.Fill(parents, -2);
        parents[0] = -1;
        Queue<int> queue = new([0]);
        while (queue.TryDequeue(out var place))
        {
            if (apart.Contains(place))
            {
                List<string> path = [];
                for (var i = place; i > 0; i = parents[i])
                {
                    path.AddRange(
                        ((string[])[.. traversal.Visits[i].Artifact.Kind == ArtifactKind.Maker ? [] : (string[])[_ids[i]], .. _makers[i]])
                            .Where(id => id != _ids[0] && !path.Contains(id)));
                }

                return path;
            }

            foreach (var next in traversal.Visits[place].Next)
            {
                if (parents[next] == -2 && !without.Contains(_ids[next]) && !_makers[next].Any(without.Contains))
                {
                    parents[next] = place;
                    queue.Enqueue(next);
                }
            }
        }

        return null;
    }

    private HashSet<int> Places(Func<LineageTraversal.Visit, bool> chosen) =>
        [.. Enumerable.Range(0, traversal.Visits.Count).Where(i => chosen(traversal.Visits[i]))];
}
