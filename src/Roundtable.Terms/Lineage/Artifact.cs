using Roundtable.Record.Entries;
using Roundtable.Terms.Registry;

namespace Roundtable.Terms.Lineage;

/// <summary>An artifact with its provenance: an output, a dataset, a model, a session.</summary>
/// <param name="Id">Its id: <c>leaf:12</c>, <c>model:acme/small@2</c>, <c>session:…</c>.</param>
/// <param name="Kind">Its kind.</param>
/// <param name="Title">Its name in a sentence, such as <c>the answer of openai/gpt-5 in leaf 12</c>.</param>
public sealed record Artifact(string Id, ArtifactKind Kind, string Title)
{
    /// <summary>The edges to its sources.</summary>
    public IReadOnlyList<LineageEdge> Edges { get; init; } = [];

    /// <summary>For an output, the model that answered and the route of the answer.</summary>
    public Producer? Producer { get; init; }

    /// <summary>For an output, the version of the terms that was recorded with it; null where none was.</summary>
    public string? Terms { get; init; }

    /// <summary>For an output, the date on which it was made, in UTC; null where unknown.</summary>
    public DateOnly? Day { get; init; }

    /// <summary>Whether a day is told for it that cannot be read.</summary>
    public bool DayIsUnreadable { get; init; }

    /// <summary>For a model or a dataset, its registry entry.</summary>
    public RegisteredEntry? Entry { get; init; }

    /// <summary>Whether it was simulated.</summary>
    public bool Simulated { get; init; }
}
