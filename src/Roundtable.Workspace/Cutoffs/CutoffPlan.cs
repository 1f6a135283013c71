using Roundtable.Terms.Cutoffs;
using Roundtable.Terms.Lineage;
using Roundtable.Workspace.Lineage;

namespace Roundtable.Workspace.Cutoffs;

/// <summary>What taking findings out of models, datasets and sets would cost.</summary>
/// <param name="access">The lineage.</param>
/// <param name="graph">What came of findings.</param>
/// <param name="rows">By the id of a set, its rows that came of no finding, and all of them.</param>
internal sealed class CutoffPlan(RegistryAccess access, CutoffGraph graph, IReadOnlyDictionary<string, (long Remaining, long Of)> rows)
{
    // A cut through more than this takes longer than anybody waits; what came of so much is begun anew.
    private const int MaxNodes = 200_000;

    /// <summary>Each target with its findings, the way to it and the plan.</summary>
    /// <param name="findings">The findings that are listed, with their paths.</param>
    /// <param name="cancellation">Stops.</param>
    public IReadOnlyList<CutoffTouched> Of(IReadOnlyList<CutoffFinding> findings, CancellationToken cancellation)
    {
        Dictionary<string, (long Count, IReadOnlyList<string> Path)> reached = new(StringComparer.Ordinal);
        foreach (var path in findings.SelectMany(f => f.Touched))
        {
            var (count, shortest) = reached.GetValueOrDefault(path[^1], (0, path));
            reached[path[^1]] = (count + 1, path.Count < shortest.Count ? path : shortest);
        }

        HashSet<string> found = [.. findings.Select(f => f.Id)];
        List<CutoffTouched> all = [];
        foreach (var (id, (count, path)) in reached.OrderBy(r => r.Key, StringComparer.Ordinal))
        {
            cancellation.ThrowIfCancellationRequested();
            all.Add(Rest(new CutoffTouched(id, count, path) { Without = Without(id, found) }));
        }

        return all;
    }

    private CutoffTouched Rest(CutoffTouched touched)
    {
        if (rows.TryGetValue(touched.Id, out var counted))
        {
            return touched with { Remaining = counted.Remaining, Of = counted.Of, CountsRows = true };
        }

        var edges = access.Artifacts.Find(touched.Id).Edges;
        return touched with { Of = edges.Count, Remaining = edges.Count(e => !IsReached(touched.Id, e)) };
    }

    private bool IsReached(string made, LineageEdge edge) => graph.Has(edge.From) || graph.SourcesOf(made).Any(
        s => s.StartsWith($"edge:{made}>{edge.From}", StringComparison.Ordinal));

    /// <summary>The fewest things on the ways from findings to a target.</summary>
    private IReadOnlyList<string>? Without(string id, HashSet<string> findings)
    {
        Dictionary<string, int> numbers = new(StringComparer.Ordinal) { [id] = 0 };
        List<string> names = [id];
        List<IReadOnlyList<int>> sources = [];
        for (var i = 0; i < names.Count; i++)
        {
            if (names.Count > MaxNodes)
            {
                return null;
            }

            List<int> of = [];
            foreach (var source in graph.SourcesOf(names[i]))
            {
                if (numbers.TryAdd(source, names.Count))
                {
                    names.Add(source);
                }

                of.Add(numbers[source]);
            }

            sources.Add(of);
        }

        return CutoffRemoval.Smallest(sources, names.Select((n, i) => (n, i)).Where(n => n.i > 0 && findings.Contains(n.n)).Select(n => n.i)) is { } cut
            ? [.. cut.Select(c => names[c]).Order(StringComparer.Ordinal)]
            : null;
    }
}
