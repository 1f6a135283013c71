using Roundtable.Annotation.Gold;

namespace Roundtable.Workspace.Gold.Formats;

/// <summary>An item with people's labels, as files of labelling tools have it.</summary>
/// <param name="Id">Its id; null where the file has none.</param>
/// <param name="Text">Its text; null where the file has none.</param>
/// <param name="Labels">The labels.</param>
/// <param name="Place">Where it stands, for errors: <c>tasks.json, task 3</c>.</param>
public sealed record GoldRow(string? Id, string? Text, IReadOnlyList<GoldRowLabel> Labels, string Place)
{
    /// <summary>Whether people were shown what a model says of it while they labelled.</summary>
    public bool HasPrediction { get; init; }

    /// <summary>How many labels were left out because whoever began them skipped, discarded or did not submit them.</summary>
    public int Unfinished { get; init; }
}

/// <summary>A label in a file.</summary>
/// <param name="Annotator">Who gave it; null where the file does not say.</param>
/// <param name="Layer">Which of the item's labels it is; null where the file does not say.</param>
/// <param name="Answer">The answer as written there.</param>
public sealed record GoldRowLabel(string? Annotator, GoldLayer? Layer, string Answer);
