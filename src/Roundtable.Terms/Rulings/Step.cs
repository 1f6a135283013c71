using Roundtable.Terms.Lineage;
using Roundtable.Terms.Uses;

namespace Roundtable.Terms.Rulings;

/// <summary>
/// An artifact as a traversal over lineage meets it: which of its terms' subjects counts, and on which day it was obtained. This is the whole of
/// how restrictions travel; docs/rulings.md tells it in words.
/// </summary>
/// <param name="Artifact">Id of the artifact.</param>
/// <param name="Subject">What of it the content holds.</param>
/// <param name="Day">The day on which it was obtained.</param>
internal readonly record struct Step(string Artifact, Subject Subject, DateOnly Day)
{
    /// <summary>The step that a traversal begins with.</summary>
    public static Step First(Artifact content, Intent intent) => new(
        content.Id,
        content.Kind switch
        {
            ArtifactKind.Dataset => Subject.Content,
            ArtifactKind.Model => intent.Of
                ?? (content.Entry?.Entry is Registry.ModelEntry { Weights: Registry.Weights.Open } ? Subject.Weights : Subject.Outputs),
            _ => Subject.Outputs,
        },
        DayOf(content, null, intent));

    /// <summary>The step over an edge.</summary>
    /// <param name="from">The artifact that the edge leaves.</param>
    /// <param name="edge">The edge.</param>
    /// <param name="to">The artifact that it leads to.</param>
    /// <param name="intent">What is asked.</param>
    public Step Over(Artifact from, LineageEdge edge, Artifact to, Intent intent) => new(to.Id, Held(from, edge, to, intent), DayOf(to, edge, intent));

    private Subject Held(Artifact from, LineageEdge edge, Artifact to, Intent intent)
    {
        if (from.Kind == ArtifactKind.Set)
        {
            return First(to, intent).Subject;
        }

        var copied = edge.Kind is Registry.EdgeKind.DerivedFrom or Registry.EdgeKind.MergedFrom;
        return to.Kind switch
        {
            // A model that contains another model's weights passes on that model's answers as its own.
            ArtifactKind.Model => copied && Subject != Subject.Outputs ? Subject.Derivatives : Subject.Outputs,

            // A collection contains the data itself; whatever modifies it, or is trained on it, is derived from it.
            ArtifactKind.Dataset => from.Kind == ArtifactKind.Dataset && edge.Kind == Registry.EdgeKind.MadeWith ? Subject.Content : Subject.Derivatives,
            _ => Subject.Outputs,
        };
    }

    private static DateOnly DayOf(Artifact artifact, LineageEdge? edge, Intent intent) =>
        intent.Obtained ?? artifact.Day ?? edge?.On ?? artifact.Entry?.Entry switch
        {
            Registry.ModelEntry { Obtained: { } day } => day,
            Registry.DatasetEntry { Obtained: { } day } => day,
            _ => intent.On,
        };
}
