using Roundtable.Terms.Lineage;
using Roundtable.Terms.Uses;

namespace Roundtable.Terms.Rulings;

/// <summary>
/// A thing as a walk over lineage meets it: which of its terms' subjects counts, and on which day it was obtained. This is the whole of
/// how restrictions travel; docs/rulings.md tells it in words.
/// </summary>
/// <param name="Thing">Id of the thing.</param>
/// <param name="Subject">What of it the content holds.</param>
/// <param name="Day">The day on which it was obtained.</param>
internal readonly record struct Step(string Thing, Subject Subject, DateOnly Day)
{
    /// <summary>The step that a walk begins with.</summary>
    public static Step First(Thing content, Intent intent) => new(
        content.Id,
        content.Kind switch
        {
            ThingKind.Dataset => Subject.Content,
            ThingKind.Model => intent.Of ?? (content.Entry?.Entry is Registry.ModelEntry { Weights: Registry.Weights.Open } ? Subject.Weights : Subject.Outputs),
            _ => Subject.Outputs,
        },
        DayOf(content, null, intent));

    /// <summary>The step over an edge.</summary>
    /// <param name="from">The thing that the edge leaves.</param>
    /// <param name="edge">The edge.</param>
    /// <param name="to">The thing that it leads to.</param>
    /// <param name="intent">What is asked.</param>
    public Step Over(Thing from, LineageEdge edge, Thing to, Intent intent) => new(to.Id, Held(from, edge, to, intent), DayOf(to, edge, intent));

    private Subject Held(Thing from, LineageEdge edge, Thing to, Intent intent)
    {
        if (from.Kind == ThingKind.Set)
        {
            return First(to, intent).Subject;
        }

        var copied = edge.Kind is Registry.EdgeKind.DerivedFrom or Registry.EdgeKind.MergedFrom;
        return to.Kind switch
        {
            // Whoever has another model's weights inside passes its answers on as its own.
            ThingKind.Model => copied && Subject != Subject.Outputs ? Subject.Derivatives : Subject.Outputs,

            // A collection holds the data itself; whatever changes it, or learns from it, is made of it.
            ThingKind.Dataset => from.Kind == ThingKind.Dataset && edge.Kind == Registry.EdgeKind.MadeWith ? Subject.Content : Subject.Derivatives,
            _ => Subject.Outputs,
        };
    }

    private static DateOnly DayOf(Thing thing, LineageEdge? edge, Intent intent) =>
        intent.Obtained ?? thing.Day ?? edge?.On ?? thing.Entry?.Entry switch
        {
            Registry.ModelEntry { Obtained: { } day } => day,
            Registry.DatasetEntry { Obtained: { } day } => day,
            _ => intent.On,
        };
}
