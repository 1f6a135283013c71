using Roundtable.Terms.Cutoffs;
using Roundtable.Terms.Lineage;
using Roundtable.Terms.Rulings;
using Roundtable.Terms.Uses;
using Roundtable.Workspace.Lineage;

namespace Roundtable.Workspace.Cutoffs;

/// <summary>What taking findings out of models, datasets and sets would cost.</summary>
/// <param name="access">The lineage.</param>
/// <param name="graph">What came of findings.</param>
/// <param name="rows">By the id of a set, its rows that came of no finding, and all of them.</param>
/// <param name="organisation">Who would use what remains.</param>
/// <param name="on">The day of the audit.</param>
internal sealed class CutoffPlan(
    RegistryAccess access, CutoffGraph graph, IReadOnlyDictionary<string, (long Remaining, long Of)> rows, string organisation, DateOnly on)
{
    // A cut through more than this takes longer than anybody waits; what came of so much is begun anew.
    private const int MaxNodes = 200_000;

    // Rulings on more things than anybody reads are left to 'judge'.
    private const int MaxRuled = 200;

    private static readonly Use[] _uses = [Use.Evaluate, Use.TrainInternal, Use.TrainOpen, Use.Publish];

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
            var without = Without(id, found);
            all.Add(Rest(new CutoffTouched(id, count, path)
            {
                Without = without,
                Remains = without is null || all.Count >= MaxRuled ? [] : Remains(id, without, cancellation),
            }));
        }

        return all;
    }

    /// <summary>What a thing may be used for without others. A row that cannot be named to a ruling stays in it, which can only make it stricter.</summary>
    private IReadOnlyList<CutoffRemains> Remains(string id, IReadOnlyList<string> without, CancellationToken cancellation)
    {
        var left = without.Select(w => w.StartsWith("edge:", StringComparison.Ordinal) ? w[(w.LastIndexOf('>') + 1)..] : w).ToHashSet(StringComparer.Ordinal);
        return [.. _uses.Select(use => new CutoffRemains(
            use,
            access.Judge.Rule(
                id,
                new Intent(use, on) { As = organisation, Organisation = access.Registry.Organisation(organisation), Without = left },
                cancellation).Outcome))];
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
