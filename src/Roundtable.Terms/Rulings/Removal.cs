using System.Numerics;
using Roundtable.Terms.Clauses;
using Roundtable.Terms.Lineage;

namespace Roundtable.Terms.Rulings;

/// <summary>Finds the minimum set of artifacts without which a use would be allowed.</summary>
/// <param name="traversal">The traversal of the content's lineage.</param>
/// <param name="isEnough">Whether excluding these artifacts makes the use allowed.</param>
internal sealed class Removal(LineageTraversal traversal, Func<IReadOnlyCollection<string>, bool> isEnough)
{
    private const int MaxCandidates = 16;
    private const int MaxContradictions = 10;

    /// <summary>The artifacts, by id; null where nothing helps.</summary>
    public IReadOnlyList<Artifact>? Smallest()
    {
        List<IReadOnlyList<Artifact>> enough = [.. ToPartFrom().Select(Cut).OfType<IReadOnlyList<Artifact>>().Where(c => isEnough([.. c.Select(t => t.Id)]))];
        var best = enough.MinBy(c => c.Count);
        return Better(best) ?? best;
    }

    /// <summary>
    /// The visits that must go: those with a ground that does not allow, and of conflicting conditions all except a consistent
    /// subset. There is one candidate set for each such subset.
    /// </summary>
    private IEnumerable<HashSet<int>> ToPartFrom()
    {
        var always = Places(v => v.Grounds.Any(g => g.Outcome > Outcome.AllowedIf));
        List<Condition> conditions = [.. traversal.Visits.SelectMany(v => v.Grounds).SelectMany(g => g.Conditions).Distinct()];
        var conflicts = Judge.Conflicts(conditions);
        List<Condition> torn = [.. conditions.Where(c => conflicts.Exists(f => f.One == c || f.Other == c)).Take(MaxContradictions)];
        for (var kept = (1u << torn.Count) - 1; ; kept--)
        {
            bool Keeps(Condition c) => torn.IndexOf(c) is >= 0 and var i && (kept & (1u << i)) != 0;
            if (!conflicts.Exists(f => Keeps(f.One) && Keeps(f.Other)))
            {
                var lost = torn.Where(c => !Keeps(c)).ToHashSet();
                yield return [.. always, .. Places(v => v.Grounds.Any(g => g.Conditions.Any(lost.Contains)))];
            }

            if (kept == 0)
            {
                yield break;
            }
        }
    }

    private List<Artifact>? Cut(HashSet<int> apart)
    {
        if (apart.Contains(0))
        {
            return null;
        }

        var graph = new VertexCut([.. traversal.Visits.Select(v => v.Next)], apart, v => traversal.Visits[v].Artifact.Kind == ArtifactKind.Maker);
        return graph.Smallest() is { } cut
            ? [.. cut.Select(p => traversal.Visits[p].Artifact).DistinctBy(t => t.Id, StringComparer.Ordinal).OrderBy(t => t.Id, StringComparer.Ordinal)]
            : null;
    }

    /// <summary>
    /// The cut is minimal in visits. Where an artifact is visited twice, another set of artifacts may be smaller: up to
    /// <see cref="MaxCandidates"/> of them are tried exhaustively, smaller sets first.
    /// </summary>
    private List<Artifact>? Better(IReadOnlyList<Artifact>? best)
    {
        var twice = traversal.Visits.Skip(1).Where(v => v.Artifact.Kind != ArtifactKind.Maker).GroupBy(v => v.Artifact.Id, StringComparer.Ordinal).ToList();
        if (best is { Count: <= 1 } || twice.TrueForAll(g => g.Count() == 1) || twice.Count > MaxCandidates)
        {
            return null;
        }

        List<Artifact> candidates = [.. twice.Select(g => g.First().Artifact)];
        return Enumerable.Range(1, (1 << candidates.Count) - 1)
            .Where(set => best is null || BitOperations.PopCount((uint)set) < best.Count)
            .OrderBy(set => BitOperations.PopCount((uint)set)).ThenBy(set => set)
            .Select(set => candidates.Where((_, i) => (set & (1 << i)) != 0).OrderBy(t => t.Id, StringComparer.Ordinal).ToList())
            .FirstOrDefault(artifacts => isEnough([.. artifacts.Select(t => t.Id)]));
    }

    private HashSet<int> Places(Func<LineageTraversal.Visit, bool> chosen) =>
        [.. Enumerable.Range(0, traversal.Visits.Count).Where(i => chosen(traversal.Visits[i]))];
}
