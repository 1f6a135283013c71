using Roundtable.Record.Entries;
using Roundtable.Terms.Registry;

namespace Roundtable.Terms.Lineage;

/// <summary>Something that was made, with what it was made of.</summary>
/// <param name="Id">What names it: <c>leaf:12</c>, <c>model:acme/small@2</c>, <c>session:…</c>.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Title">What to call it in a sentence, as in <c>the answer of openai/gpt-5 in leaf 12</c>.</param>
public sealed record Artifact(string Id, ArtifactKind Kind, string Title)
{
    /// <summary>What it was made of.</summary>
    public IReadOnlyList<LineageEdge> Edges { get; init; } = [];

    /// <summary>For an output, who answered, through whose hands.</summary>
    public Producer? Producer { get; init; }

    /// <summary>For an output, the version of the terms that was named when it was made; null where none was.</summary>
    public string? Terms { get; init; }

    /// <summary>For an output, the day on which it was made, in UTC; null where that is not known.</summary>
    public DateOnly? Day { get; init; }

    /// <summary>For a model or a dataset, its entry.</summary>
    public RegisteredEntry? Entry { get; init; }

    /// <summary>Whether its words were simulated.</summary>
    public bool Simulated { get; init; }
}
