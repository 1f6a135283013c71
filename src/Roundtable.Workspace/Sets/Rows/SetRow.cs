using Roundtable.Corpus.Origins;
using Roundtable.Terms.Lineage;

namespace Roundtable.Workspace.Sets.Rows;

/// <summary>A row that may become part of a set, with everything that it came from.</summary>
/// <param name="Id">Where it was found, in words that lead back to it: <c>session:…/r1.s2>r2.s2</c>, <c>call:…</c>, <c>run:…/item</c>.</param>
/// <param name="Question">What was asked. Rows with the same question are never on two sides of a split.</param>
/// <param name="Content">What it teaches.</param>
/// <param name="Sources">What its texts came from: leaves of the log, models, datasets. A row without any is unknown, and so never in a set.</param>
public sealed record SetRow(string Id, string Question, SetContent Content, IReadOnlyList<LineageEdge> Sources)
{
    /// <summary>Who wrote what the row teaches.</summary>
    public Origin Origin { get; init; } = Origin.Synthetic;

    /// <summary>How sure its label is, 0 to 1; null where it has none.</summary>
    public double? Confidence { get; init; }
}
