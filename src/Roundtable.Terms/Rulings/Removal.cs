using System.Numerics;
using Roundtable.Terms.Clauses;
using Roundtable.Terms.Lineage;

namespace Roundtable.Terms.Rulings;

/// <summary>Finds the fewest things without which a use would be allowed.</summary>
/// <param name="walk">The walk over the content's lineage.</param>
/// <param name="isEnough">Rules again without some things.</param>
internal sealed class Removal(Walk walk, Func<IReadOnlyCollection<string>, bool> isEnough)
{
    private const int MostCandidates = 16;
    private const int MostContradictions = 10;

    /// <summary>The things, by id; null where nothing helps.</summary>
    public IReadOnlyList<Thing>? Smallest()
    {
        List<IReadOnlyList<Thing>> enough = [.. ToPartFrom().Select(Cut).OfType<IReadOnlyList<Thing>>().Where(c => isEnough([.. c.Select(t => t.Id)]))];
        var best = enough.MinBy(c => c.Count);
        return Better(best) ?? best;
    }

    /// <summary>
    /// What has to go: whatever gives a ground that does not allow, and of conditions that contradict each other all but some that do
    /// not. There is more than one way to choose those.
    /// </summary>
    private IEnumerable<HashSet<int>> ToPartFrom()
    {
        var always = Places(v => v.Grounds.Any(g => g.Outcome > Outcome.AllowedIf));
        List<Condition> conditions = [.. walk.Visits.SelectMany(v => v.Grounds).SelectMany(g => g.Conditions).Distinct()];
        var conflicts = Judge.Conflicts(conditions);
        List<Condition> torn = [.. conditions.Where(c => conflicts.Exists(f => f.One == c || f.Other == c)).Take(MostContradictions)];
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

    private List<Thing>? Cut(HashSet<int> apart) =>
        apart.Contains(0) ? null
        : new VertexCut([.. walk.Visits.Select(v => v.Next)], apart, v => walk.Visits[v].Thing.Kind == ThingKind.Maker).Smallest() is not { } cut ? null
        : [.. cut.Select(p => walk.Visits[p].Thing).DistinctBy(t => t.Id, StringComparer.Ordinal).OrderBy(t => t.Id, StringComparer.Ordinal)];

    /// <summary>
    /// The cut is the smallest of visits. A thing that is visited twice may make another set of things smaller; few candidates are
    /// tried out, the smaller sets first.
    /// </summary>
    private List<Thing>? Better(IReadOnlyList<Thing>? best)
    {
        var twice = walk.Visits.Skip(1).Where(v => v.Thing.Kind != ThingKind.Maker).GroupBy(v => v.Thing.Id, StringComparer.Ordinal).ToList();
        if (best is { Count: <= 1 } || twice.TrueForAll(g => g.Count() == 1) || twice.Count > MostCandidates)
        {
            return null;
        }

        List<Thing> candidates = [.. twice.Select(g => g.First().Thing)];
        return Enumerable.Range(1, (1 << candidates.Count) - 1)
            .Where(set => best is null || BitOperations.PopCount((uint)set) < best.Count)
            .OrderBy(set => BitOperations.PopCount((uint)set)).ThenBy(set => set)
            .Select(set => candidates.Where((_, i) => (set & (1 << i)) != 0).OrderBy(t => t.Id, StringComparer.Ordinal).ToList())
            .FirstOrDefault(things => isEnough([.. things.Select(t => t.Id)]));
    }

    private HashSet<int> Places(Func<Walk.Visit, bool> chosen) =>
        [.. Enumerable.Range(0, walk.Visits.Count).Where(i => chosen(walk.Visits[i]))];
}
