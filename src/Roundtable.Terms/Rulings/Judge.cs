using Roundtable.Terms.Clauses;
using Roundtable.Terms.Lineage;
using Roundtable.Terms.Registry;

namespace Roundtable.Terms.Rulings;

/// <summary>
/// Rules on uses. The rules are few and total: every artifact in the lineage has grounds, the most restrictive decides,
/// conditions accumulate, and what is unknown is not allowed. docs/rulings.md states them.
/// </summary>
/// <param name="registry">The registry.</param>
/// <param name="artifacts">The lineage.</param>
public sealed class Judge(RegistrySnapshot registry, IArtifacts artifacts)
{
    /// <summary>Rules on a content.</summary>
    /// <param name="content">Its id.</param>
    /// <param name="intent">The intended use.</param>
    /// <param name="cancellation">Cancels.</param>
    public Ruling Rule(string content, Intent intent, CancellationToken cancellation) =>
        Of(LineageTraversal.From(content, artifacts, new UseGrounds(registry, intent), cancellation), intent, registry);

    /// <summary>Rules on several contents, each by itself; shared grounds are resolved once.</summary>
    public IReadOnlyList<Ruling> RuleEach(IEnumerable<string> contents, Intent intent, CancellationToken cancellation)
    {
        var grounds = new UseGrounds(registry, intent);
        return [.. contents.Select(c => Of(LineageTraversal.From(c, artifacts, grounds, cancellation), intent, registry))];
    }

    /// <summary>The outcome for each direct source or member of a content, in the order of its edges.</summary>
    public IReadOnlyList<Part> Parts(string content, Intent intent, CancellationToken cancellation)
    {
        var sources = artifacts.Find(content).Edges.Select(e => e.From).Where(e => !intent.Without.Contains(e)).Distinct(StringComparer.Ordinal);
        return [.. RuleEach(sources, intent, cancellation).Select(
            r => new Part(r.Content, r.Outcome, [.. r.Findings.Where(f => f.Ground.Outcome == r.Outcome).Select(f => f.Ground)]))];
    }

    /// <summary>
    /// The minimum set of artifacts to exclude for the use to be allowed, by id; null where no exclusion helps, or nothing would
    /// be left. Exact wherever each artifact counts in one way only; where some count in several, as far as <see cref="Removal"/> searches.
    /// </summary>
    public IReadOnlyList<Artifact>? SmallestRemoval(string content, Intent intent, CancellationToken cancellation)
    {
        var traversal = LineageTraversal.From(content, artifacts, new UseGrounds(registry, intent), cancellation);
        return Of(traversal, intent, registry).IsAllowed
            ? []
            : new Removal(traversal, new Conflicts(registry), intent, without => Rule(content, Without(intent, without), cancellation).IsAllowed)
                .Smallest(cancellation);
    }

    private static Intent Without(Intent intent, IEnumerable<string> without) =>
        intent with { Without = intent.Without.Concat(without).ToHashSet(StringComparer.Ordinal) };

    internal static Ruling Of(LineageTraversal traversal, Intent intent, RegistrySnapshot registry)
    {
        Dictionary<string, (Ground Ground, int Place, HashSet<string> Artifacts)> found = new(StringComparer.Ordinal);
        for (var i = 0; i < traversal.Visits.Count; i++)
        {
            foreach (var ground in traversal.Visits[i].Grounds)
            {
                if (!found.TryGetValue(ground.Key, out var earlier))
                {
                    found[ground.Key] = earlier = (ground, i, new HashSet<string>(StringComparer.Ordinal));
                }

                earlier.Artifacts.Add(traversal.Visits[i].Artifact.Id);
            }
        }

        var content = traversal.Visits[0].Artifact;
        if (found.Count == 0)
        {
            found.Add("nothing", (new Ground("nothing", Outcome.Unknown, $"nothing is left of {content.Title}"), 0, [content.Id]));
        }

        List<Finding> findings =
        [
            .. found.Values.OrderByDescending(f => f.Ground.Outcome).ThenBy(f => f.Ground.Key, StringComparer.Ordinal)
                .Select(f => new Finding(f.Ground, [.. traversal.PathTo(f.Place).Select(v => new PathStep(v.Artifact, v.Edge))], f.Artifacts.Count)),
        ];
        List<Condition> conditions = [.. Distinct(findings.SelectMany(f => f.Ground.Conditions))];
        var finder = new Conflicts(registry);
        List<Conflict> conflicts = [.. finder.Within(traversal, intent.Use), .. finder.Between(conditions)];
        var narrowest = findings.Max(f => f.Ground.Outcome);
        return new Ruling
        {
            Content = content,
            Intent = intent,
            Outcome = conflicts.Count > 0 ? Outcome.Denied : narrowest,
            Findings = findings,
            Conditions = conditions,
            Met = [.. Distinct(findings.SelectMany(f => f.Ground.Met))],
            Conflicts = conflicts,
            Artifacts = traversal.Visits.Select(v => v.Artifact.Id).Distinct(StringComparer.Ordinal).Count(),
        };
    }

    private static IOrderedEnumerable<Condition> Distinct(IEnumerable<Condition> conditions) =>
        conditions.Distinct().OrderBy(c => c.Key, StringComparer.Ordinal).ThenBy(c => c.Value, StringComparer.Ordinal);
}
