using Roundtable.Terms.Lineage;
using Roundtable.Terms.Registry;
using Roundtable.Terms.Uses;

namespace Roundtable.Terms.Rulings;

/// <summary>
/// An artifact as a traversal over lineage meets it: which of its terms' subjects counts, and on which day it was obtained. This is the whole of
/// how restrictions travel; docs/rulings.md tells it in words.
/// </summary>
/// <param name="Artifact">Id of the artifact.</param>
/// <param name="Subject">What of it the content holds.</param>
/// <param name="Day">The day on which it was obtained, or the day of the use where none is told; null where one is told that cannot be.</param>
/// <param name="IsDated">Whether the day is told.</param>
/// <param name="Through">Through whom it was obtained; null where unknown, or where the artifact itself shows it.</param>
/// <param name="Edge">The edge whose use is judged; null for the use that is asked about.</param>
/// <param name="IsContent">Whether it is the content, or a part of it.</param>
internal readonly record struct Step(string Artifact, Subject Subject, DateOnly? Day, bool IsDated, SourceRoute? Through, EdgeUse? Edge, bool IsContent = false)
{
    /// <summary>The step that a traversal begins with.</summary>
    public static Step First(Artifact content, Intent intent)
    {
        var (day, told) = DayOf(content, null, intent, intent.On);
        return new Step(content.Id, FirstSubject(content, intent), day, told, null, null, true);
    }

    /// <summary>The step over an edge.</summary>
    /// <param name="from">The artifact that the edge leaves.</param>
    /// <param name="edge">The edge.</param>
    /// <param name="to">The artifact that it leads to.</param>
    /// <param name="intent">What is asked.</param>
    public Step Over(Artifact from, LineageEdge edge, Artifact to, Intent intent)
    {
        var (day, told) = DayOf(to, edge, intent, Edge?.Day ?? intent.On);
        return new Step(to.Id, Held(from, edge, to, intent), day, told, edge.Through, Edge, IsContent && from.Kind == ArtifactKind.Set);
    }

    /// <summary>The step over an edge as a use: of the thing itself, which whoever made something of it had at hand.</summary>
    public static Step As(EdgeUse use, LineageEdge edge, Artifact to, Intent intent)
    {
        var (day, told) = DayOf(to, edge, intent, use.Day ?? intent.On);
        var subject = to.Kind switch
        {
            ArtifactKind.Dataset => Subject.Content,
            ArtifactKind.Model when edge.Kind is EdgeKind.DerivedFrom or EdgeKind.MergedFrom => Subject.Weights,
            _ => Subject.Outputs,
        };
        return new Step(to.Id, subject, day, told, edge.Through, use);
    }

    /// <summary>The subjects that a use asks of terms: whoever trains, distils or modifies makes something derived, too.</summary>
    public IReadOnlyList<Subject> Asked(Use use) =>
        Subject is Subject.Content or Subject.Weights && (EdgeUses.Trains(use) || use == Use.Modify) ? [Subject, Subject.Derivatives] : [Subject];

    private static Subject FirstSubject(Artifact content, Intent intent) => content.Kind switch
    {
        ArtifactKind.Dataset => Subject.Content,
        ArtifactKind.Model => intent.Of ?? (content.Entry?.Entry is ModelEntry { Weights: Weights.Open } ? Subject.Weights : Subject.Outputs),
        _ => Subject.Outputs,
    };

    private Subject Held(Artifact from, LineageEdge edge, Artifact to, Intent intent)
    {
        if (from.Kind == ArtifactKind.Set)
        {
            return FirstSubject(to, intent);
        }

        var copied = edge.Kind is EdgeKind.DerivedFrom or EdgeKind.MergedFrom;
        return to.Kind switch
        {
            // A model that contains another model's weights passes on that model's answers as its own.
            ArtifactKind.Model => copied && Subject != Subject.Outputs ? Subject.Derivatives : Subject.Outputs,

            // A collection contains the data itself; whatever modifies it, or is trained on it, is derived from it.
            ArtifactKind.Dataset => from.Kind == ArtifactKind.Dataset && edge.Kind == EdgeKind.MadeWith ? Subject.Content : Subject.Derivatives,
            _ => Subject.Outputs,
        };
    }

    /// <summary>The day, and whether it is told. One that lies after the day of the use cannot be.</summary>
    private static (DateOnly? Day, bool IsTold) DayOf(Artifact artifact, LineageEdge? edge, Intent intent, DateOnly otherwise)
    {
        if (intent.Obtained is { } supposed)
        {
            return (supposed, true);
        }

        if (artifact.DayIsUnreadable || (artifact.Day is null && edge is { OnIsUnreadable: true }))
        {
            return (null, true);
        }

        var told = artifact.Day ?? edge?.On ?? artifact.Entry?.Entry switch
        {
            ModelEntry { Obtained: { } day } => day,
            DatasetEntry { Obtained: { } day } => day,
            _ => (DateOnly?)null,
        };
        return told is null ? (otherwise, false) : (told > intent.On ? null : told, true);
    }
}
