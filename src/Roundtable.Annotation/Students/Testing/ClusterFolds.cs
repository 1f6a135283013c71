using Roundtable.Deliberation.Rounds;

namespace Roundtable.Annotation.Students.Testing;

/// <summary>Folds of whole clusters, of about the same number of texts.</summary>
internal static class ClusterFolds
{
    /// <summary>The fold of each text.</summary>
    /// <param name="clusters">The cluster of each text.</param>
    /// <param name="folds">Number of folds, at least 2.</param>
    /// <param name="seed">Random seed: the same seed makes the same folds.</param>
    public static int[] Of(IReadOnlyList<int> clusters, int folds, long seed)
    {
        var groups = clusters.Select((c, i) => (c, i)).GroupBy(t => t.c, t => t.i).Select(g => g.ToArray()).ToList();
        var order = new SeededRandom(seed, "student-folds").Order(groups.Count);
        var (fold, sizes) = (new int[clusters.Count], new int[folds]);

        // Large clusters first, so that the small ones can even the folds out.
        foreach (var group in order.Select(o => groups[o]).OrderByDescending(g => g.Length))
        {
            var smallest = Array.IndexOf(sizes, sizes.Min());
            sizes[smallest] += group.Length;
            foreach (var text in group)
            {
                fold[text] = smallest;
            }
        }

        return fold;
    }
}
