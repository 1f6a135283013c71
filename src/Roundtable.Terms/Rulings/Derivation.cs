using Roundtable.Terms.Lineage;

namespace Roundtable.Terms.Rulings;

/// <summary>A ruling as a tree: each relevant artifact, how its parent was derived from it, and its grounds.</summary>
/// <param name="Artifact">The artifact.</param>
/// <param name="Edge">How its parent was derived from it; null for the content.</param>
/// <param name="Grounds">The findings whose shortest path ends here, the most restrictive first.</param>
/// <param name="Branches">Its sources, as far as grounds were found there.</param>
public sealed record Derivation(Artifact Artifact, LineageEdge? Edge, IReadOnlyList<Finding> Grounds, IReadOnlyList<Derivation> Branches)
{
    /// <summary>The tree of a ruling.</summary>
    public static Derivation Of(Ruling ruling) => Grow(new PathStep(ruling.Content, null), 1, [.. ruling.Findings]);

    private static Derivation Grow(PathStep here, int depth, IReadOnlyList<Finding> through) => new(
        here.Artifact,
        here.Edge,
        [.. through.Where(f => f.Path.Count == depth).DistinctBy(f => (f.Ground.Outcome, f.Ground.Summary, f.Ground.Terms?.Entry.Id, f.Ground.Clause))],
        [
            .. through.Where(f => f.Path.Count > depth)
                .GroupBy(f => (f.Path[depth].Artifact.Id, f.Path[depth].Edge!.Kind))
                .Select(g => Grow(g.First().Path[depth], depth + 1, [.. g])),
        ]);
}
