using Roundtable.Terms.Rulings;

namespace Roundtable.Terms.Cutoffs;

/// <summary>The fewest things without which something came of no finding.</summary>
public static class CutoffRemoval
{
    /// <summary>A minimum vertex cut between something and the findings that it came of, as indices ascending; null where there is none.</summary>
    /// <param name="sources">What each thing was made of; thing 0 is the one that is to stay.</param>
    /// <param name="findings">The findings; each may itself be left out.</param>
    public static IReadOnlyList<int>? Smallest(IReadOnlyList<IReadOnlyList<int>> sources, IEnumerable<int> findings) =>
        new VertexCut(sources, findings, _ => false).Smallest() is { } cut ? [.. cut] : null;
}
