using Roundtable.Terms.Lineage;
using Roundtable.Terms.Registry;
using Roundtable.Terms.Uses;

namespace Roundtable.Terms.Rulings;

/// <summary>Everything that lineage leads to from one content, breadth first, each thing once for each way in which it counts.</summary>
internal sealed class Walk
{
    private readonly List<Visit> _visits = [];
    private readonly Dictionary<Step, int> _places = [];

    private Walk()
    {
    }

    /// <summary>The visits in the order of their distance from the content, which is the first.</summary>
    public IReadOnlyList<Visit> Visits => _visits;

    /// <summary>Walks from a content.</summary>
    public static Walk From(string content, IThings things, GroundsOf grounds, Intent intent, CancellationToken cancellation)
    {
        var walk = new Walk();
        var first = things.Find(content);
        walk.Add(Step.First(first, intent), first, -1, null);
        for (var i = 0; i < walk._visits.Count; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            var visit = walk._visits[i];
            visit.Grounds = IsLeftOut(visit.Thing, grounds, intent) ? [] : grounds.At(visit.Thing, visit.Step);
            foreach (var edge in visit.Thing.Edges.OrderBy(e => e.From, StringComparer.Ordinal).ThenBy(e => e.Kind))
            {
                var to = things.Find(edge.From);
                if (!intent.Without.Contains(edge.From) && !IsLeftOut(to, grounds, intent))
                {
                    visit.Next.Add(walk.Add(visit.Step.Over(visit.Thing, edge, to, intent), to, i, edge));
                }
            }

            if (grounds.MakerOf(visit.Thing) is { Entry.Sources.Count: > 0 } model && !IsLeftOut(visit.Thing, grounds, intent))
            {
                var (id, title) = (model.Entry.Id.ToString(), $"the model {model.Entry.Id.Name}");
                var maker = new Thing("maker:" + id, ThingKind.Maker, title) { Edges = things.Find(id).Edges };
                visit.Next.Add(walk.Add(new Step(maker.Id, Subject.Outputs, visit.Step.Day), maker, i, new LineageEdge(EdgeKind.MadeWith, id, false)));
            }
        }

        return walk;
    }

    /// <summary>Whoever leaves a model out leaves out what it answered.</summary>
    private static bool IsLeftOut(Thing thing, GroundsOf grounds, Intent intent) =>
        intent.Without.Count > 0 && grounds.MakerOf(thing) is { } model && intent.Without.Contains(model.Entry.Id.ToString());

    /// <summary>The way from the content to a visit: every step on it, the content first.</summary>
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

    private int Add(Step step, Thing thing, int parent, LineageEdge? edge)
    {
        if (!_places.TryGetValue(step, out var place))
        {
            place = _visits.Count;
            _places.Add(step, place);
            _visits.Add(new Visit(thing, step, parent, edge));
        }

        return place;
    }

    /// <summary>A thing on the walk.</summary>
    /// <param name="thing">The thing.</param>
    /// <param name="step">How it counts.</param>
    /// <param name="parent">Place of the visit it was first reached from; -1 for the content.</param>
    /// <param name="edge">The edge it was first reached over; null for the content.</param>
    internal sealed class Visit(Thing thing, Step step, int parent, LineageEdge? edge)
    {
        public Thing Thing => thing;

        public Step Step => step;

        public int Parent => parent;

        public LineageEdge? Edge => edge;

        public IReadOnlyList<Ground> Grounds { get; set; } = [];

        /// <summary>Places of the visits that its edges lead to.</summary>
        public List<int> Next { get; } = [];
    }
}
