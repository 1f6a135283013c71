using Roundtable.Annotation.Codebooks;
using Roundtable.Workspace.Runs;

namespace Roundtable.Workspace.Labels;

/// <summary>A labelling that somebody wants.</summary>
/// <param name="Codebook">The codebook.</param>
/// <param name="Run">Items, panel, limits and reuse. Its question and template are taken from here.</param>
public sealed record LabelRequest(Codebook Codebook, RunRequest Run)
{
    /// <summary>How many items wait for people at the end of a run, where nobody says another number.</summary>
    public const int UsualQueue = 50;

    /// <summary>The column with the text to label; null for the only column, or the one that is called <c>text</c>.</summary>
    public string? TextColumn { get; init; }

    /// <summary>The text to label with <c>{columns}</c> of the item, instead of one column.</summary>
    public string? Template { get; init; }

    /// <summary>How many items are drawn at random for people to label, before anything is asked; 0 for none.</summary>
    public int Gold { get; init; }

    /// <summary>The column by whose values gold is drawn in strata; null for none.</summary>
    public string? GoldBy { get; init; }

    /// <summary>The promised share of right labels among those that are taken, above 0 and below 1; null for no promise.</summary>
    public double? Promise { get; init; }

    /// <summary>How many items whose label would change most wait for people once labels are made; 0 for none.</summary>
    public int Queue { get; init; } = UsualQueue;
}
