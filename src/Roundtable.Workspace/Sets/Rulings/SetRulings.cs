using Roundtable.Terms.Lineage;
using Roundtable.Terms.Registry;
using Roundtable.Terms.Rulings;

namespace Roundtable.Workspace.Sets.Rulings;

/// <summary>
/// Rules on the rows of a set before any of them is written. What is denied or unknown never remains, and neither do conditions that cannot be kept
/// together; what remains is ruled on once more as a whole. Not thread-safe.
/// </summary>
/// <param name="registry">The registry.</param>
/// <param name="artifacts">What rows came from.</param>
/// <param name="intent">What the set is for.</param>
public sealed class SetRulings(RegistrySnapshot registry, IArtifacts artifacts, Intent intent)
{
    private readonly LineageKeys _keys = new(artifacts);
    private readonly Dictionary<string, RuledLineage> _known = new(StringComparer.Ordinal);
    private readonly Dictionary<RowGroup, IReadOnlyList<string>> _terms = [];

    /// <summary>The rulings on the rows so far.</summary>
    public RowRulings Rows { get; } = new(registry, artifacts, intent);

    /// <summary>What the set is for.</summary>
    public Intent Intent => intent;

    /// <summary>Rules on a row, and counts it.</summary>
    /// <param name="sources">What it came from; nothing is unknown.</param>
    /// <param name="number">Its number, from 1.</param>
    /// <param name="cancellation">Stops.</param>
    public RuledLineage Rule(IReadOnlyList<LineageEdge> sources, long number, CancellationToken cancellation)
    {
        var key = _keys.Of(sources);
        if (!_known.TryGetValue(key, out var known))
        {
            var row = new Artifact("row", ArtifactKind.Set, "the row") { Edges = sources };
            var group = Rows.GroupOf(key, () => row, cancellation);
            if (!_terms.TryGetValue(group, out var terms))
            {
                _terms.Add(group, terms = TermsOf(group.Ruling));
            }

            _known[key] = known = new RuledLineage(group, ModelsOf(sources), terms);
        }

        Rows.Count(known.Group, number);
        return known;
    }

    /// <summary>The groups of rows that may be used together: all that the set may consist of.</summary>
    public IReadOnlySet<RowGroup> Remaining() => Rows.Remaining();

    /// <summary>
    /// The ruling on several groups of rows as one thing: the narrowest of all of them, with every condition. Where it is not allowed, there is no set.
    /// </summary>
    /// <param name="groups">The groups.</param>
    /// <param name="id">The id of the whole, such as <c>set:pairs</c>.</param>
    /// <param name="title">What it is called in a sentence.</param>
    /// <param name="cancellation">Stops.</param>
    public Ruling Whole(IEnumerable<RowGroup> groups, string id, string title, CancellationToken cancellation)
    {
        LineageEdge[] edges = [.. groups.SelectMany(g => g.Ruling.Content.Edges).Distinct()];
        var whole = new Artifact(id, ArtifactKind.Set, title) { Edges = edges };
        return new Judge(registry, new WithWhole(artifacts, whole)).Rule(id, intent, cancellation);
    }

    /// <summary>The models of the answers and weights that sources are or came from.</summary>
    private IReadOnlyList<string> ModelsOf(IReadOnlyList<LineageEdge> sources)
    {
        if (sources is [var only] && artifacts.Find(only.From) is { Kind: ArtifactKind.Output, Producer: { } maker, Edges.Count: 0 })
        {
            return [maker.Served ?? maker.Requested];
        }

        SortedSet<string> models = new(StringComparer.Ordinal);
        HashSet<string> seen = new(StringComparer.Ordinal);
        Stack<string> open = new(sources.Select(s => s.From));
        while (open.TryPop(out var id))
        {
            if (!seen.Add(id))
            {
                continue;
            }

            var artifact = artifacts.Find(id);
            if (artifact.Producer is { } producer && artifact.Kind == ArtifactKind.Output)
            {
                models.Add(producer.Served ?? producer.Requested);
            }
            else if (artifact.Kind == ArtifactKind.Model)
            {
                models.Add(artifact.Entry?.Entry.Id.Name ?? artifact.Id);
            }

            // What a set or an answer was made with; what a model was made of is another matter.
            if (artifact.Kind is ArtifactKind.Set or ArtifactKind.Output or ArtifactKind.Dataset or ArtifactKind.Human)
            {
                foreach (var edge in artifact.Edges)
                {
                    open.Push(edge.From);
                }
            }
        }

        return [.. models];
    }

    private static IReadOnlyList<string> TermsOf(Ruling ruling) =>
    [
        .. ruling.Findings.Select(f => f.Ground.Terms?.Entry).OfType<TermsEntry>().Select(t => t.Id.Brief).Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal),
    ];

    private sealed class WithWhole(IArtifacts inner, Artifact whole) : IArtifacts
    {
        public Artifact Find(string id) => id == whole.Id ? whole : inner.Find(id);
    }
}
