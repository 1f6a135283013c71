using Roundtable.Terms.Lineage;
using Roundtable.Terms.Registry;
using Roundtable.Terms.Uses;

namespace Roundtable.Terms.Rulings;

/// <summary>
/// Breadth-first traversal of the lineage of one content. An artifact is visited once for each way in which it counts: for the use that is asked
/// about, and for each use that an edge below it was.
/// </summary>
internal sealed class LineageTraversal
{
    private readonly List<Visit> _visits = [];
    private readonly Dictionary<Step, int> _places = [];

    private LineageTraversal()
    {
    }

    /// <summary>The visits by distance from the content, which is the first.</summary>
    public IReadOnlyList<Visit> Visits => _visits;

    /// <summary>Traverses the lineage of a content.</summary>
    public static LineageTraversal From(string content, IArtifacts artifacts, UseGrounds grounds, CancellationToken cancellation)
    {
        var (traversal, intent) = (new LineageTraversal(), grounds.Intent);
        var first = artifacts.Find(content);
        traversal.Add(Step.First(first, intent), first, -1, null);
        for (var i = 0; i < traversal._visits.Count; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            var visit = traversal._visits[i];
            if (IsLeftOut(visit.Artifact, grounds, intent))
            {
                continue;
            }

            visit.Makers = grounds.MakersOf(visit.Artifact);
            visit.Grounds = grounds.At(visit.Artifact, visit.Step);
            if (visit.Step.Edge is { } use && EdgeGrounds.IsUndetermined(use))
            {
                continue;
            }

            foreach (var edge in visit.Artifact.Edges.OrderBy(e => e.From, StringComparer.Ordinal).ThenBy(e => e.Kind))
            {
                traversal.Follow(i, edge, artifacts.Find(edge.From), grounds);
            }

            foreach (var model in visit.Makers)
            {
                var (id, title) = (model.Entry.Id.ToString(), $"the model {model.Entry.Id.Name}");

                // What a model was made of is declared by its entry, recorded by its leaf, or both.
                if (artifacts.Find(id).Edges is not { Count: > 0 } sources)
                {
                    continue;
                }

                var maker = new Artifact("maker:" + id, ArtifactKind.Maker, title) { Edges = sources, Entry = model };
                var step = visit.Step with { Artifact = maker.Id, Subject = Subject.Outputs, Through = null, IsContent = false };
                visit.Next.Add(traversal.Add(step, maker, i, new LineageEdge(EdgeKind.MadeWith, id, false)));
            }
        }

        return traversal;
    }

    private void Follow(int place, LineageEdge edge, Artifact to, UseGrounds grounds)
    {
        var (visit, intent) = (_visits[place], grounds.Intent);
        if (intent.Without.Contains(edge.From) || IsLeftOut(to, grounds, intent))
        {
            return;
        }

        visit.Next.Add(Add(visit.Step.Over(visit.Artifact, edge, to, intent), to, place, edge));
        if (visit.Step.Edge is null && grounds.UseOf(visit.Artifact, edge, to, HoldsIt(visit)) is { } use)
        {
            visit.Next.Add(Add(Step.As(use, edge, to, intent), to, place, edge));
        }
    }

    /// <summary>Whether the content holds what is visited, or is it; mere answers of a model do not.</summary>
    private static bool HoldsIt(Visit visit) => visit.Artifact.Kind != ArtifactKind.Maker && (visit.Step.IsContent || visit.Step.Subject != Subject.Outputs);

    /// <summary>Whether an artifact is excluded with its model: excluding a model excludes its answers.</summary>
    private static bool IsLeftOut(Artifact artifact, UseGrounds grounds, Intent intent) =>
        intent.Without.Count > 0 && grounds.MakersOf(artifact).Any(m => intent.Without.Contains(m.Entry.Id.ToString()));

    /// <summary>The path from the content to a visit, both included.</summary>
    public IReadOnlyList<Visit> PathTo(int place)
    {
        List<Visit> path = [];
        for (var i = place; i >= 0; i = _visits[i].Parent)
        {
            path.Add(_visits[i]);
        }

        path.Reverse();
        return path;
    }

    private int Add(Step step, Artifact artifact, int parent, LineageEdge? edge)
    {
        if (!_places.TryGetValue(step, out var place))
        {
            place = _visits.Count;
            _places.Add(step, place);
            _visits.Add(new Visit(artifact, step, parent, edge));
        }

        return place;
    }

    /// <summary>A visit of an artifact.</summary>
    /// <param name="artifact">The artifact.</param>
    /// <param name="step">How it counts.</param>
    /// <param name="parent">Index of the visit from which it was first reached; -1 for the content.</param>
    /// <param name="edge">The edge by which it was first reached; null for the content.</param>
    internal sealed class Visit(Artifact artifact, Step step, int parent, LineageEdge? edge)
    {
        public Artifact Artifact => artifact;

        public Step Step => step;

        public int Parent => parent;

        public LineageEdge? Edge => edge;

        public IReadOnlyList<Ground> Grounds { get; set; } = [];

        /// <summary>The registered models of an answer: without one of them there is no answer.</summary>
        public IReadOnlyList<RegisteredEntry> Makers { get; set; } = [];

        /// <summary>Indices of the visits to which its edges lead.</summary>
        public List<int> Next { get; } = [];
    }
}
