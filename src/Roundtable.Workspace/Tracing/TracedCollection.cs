using Roundtable.Corpus.Origins;
using Roundtable.Corpus.References;

namespace Roundtable.Workspace.Tracing;

/// <summary>A collection in which a text was searched for.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Texts">How many texts it has.</param>
/// <param name="Places">Where the text was found, the best first; empty where it was not.</param>
public sealed record TracedCollection(string Name, long Texts, IReadOnlyList<TracedPlace> Places);

/// <summary>A place that a text may come from.</summary>
/// <param name="Hit">The place and how alike it is.</param>
/// <param name="Session">Id of the session whose answer it is; null where it is no answer of a session.</param>
/// <param name="Seat">Name of the seat that said it; null where no ballot of the session rests on it.</param>
/// <param name="Question">The session's question, or null.</param>
public sealed record TracedPlace(ReferenceHit Hit, string? Session, string? Seat = null, string? Question = null)
{
    /// <summary>Id of the call through the gateway that answered so; null where it is none's.</summary>
    public string? Call { get; init; }

    /// <summary>The run whose label the row has, and the leaf that records its labels; null where a run labelled it not.</summary>
    public (string Run, long Leaf)? Labels => LabelSource.Parse(Hit.Labels);
}
