using Roundtable.Record.Wording;
using Roundtable.Terms.Lineage;
using Roundtable.Terms.Registry;
using Roundtable.Terms.Uses;

namespace Roundtable.Terms.Rulings;

/// <summary>
/// The grounds of edges: each edge of lineage was a use of its source by whoever made something of it, and is judged as that use. What was made in
/// breach of terms stays so, whoever asks.
/// </summary>
/// <param name="registry">The registry.</param>
/// <param name="intent">The use that is asked about.</param>
internal sealed class EdgeGrounds(RegistrySnapshot registry, Intent intent)
{
    private readonly Dictionary<(string Maker, Use Use, string? Trained), GroundsResolver> _resolvers = [];

    /// <summary>An edge as a use; null where it is none, as from what was said here to what it answered.</summary>
    /// <param name="made">What the edge leaves.</param>
    /// <param name="edge">The edge.</param>
    /// <param name="source">What it leads to.</param>
    /// <param name="keepsConditions">Whether what is asked about holds what was made.</param>
    public EdgeUse? UseOf(Artifact made, LineageEdge edge, Artifact source, bool keepsConditions)
    {
        if (made.Kind is not (ArtifactKind.Model or ArtifactKind.Dataset or ArtifactKind.Maker) || made.Entry is not { } entry
            || source.Kind == ArtifactKind.Human)
        {
            return null;
        }

        // What is recorded here has its day in the log.
        var told = edge.OnIsUnreadable ? null : edge.On ?? source.Kind switch
        {
            ArtifactKind.Output => source.Day,
            ArtifactKind.Set => intent.On,
            _ => null,
        };
        var day = intent.Obtained ?? (told > intent.On ? null : told);
        return new EdgeUse(made, edge.Kind, entry.Entry.Owner, day, EdgeUses.Of(edge, entry.Entry), keepsConditions);
    }

    /// <summary>Whether nobody can judge a use, because its maker or its day is unknown.</summary>
    public static bool IsUndetermined(EdgeUse use) => use.Maker is null || use.Day is null;

    /// <summary>What the grounds of an edge's use at an artifact come to for the use that is asked about.</summary>
    public IReadOnlyList<Ground> At(Artifact artifact, Step step)
    {
        var use = step.Edge!;
        if (IsUndetermined(use))
        {
            var missing = use.Maker is null ? "by whom" : "on which day";
            return
            [
                new Ground(
                    $"edge:{use.Made.Id}:{Kebab.Name(use.Kind)}:{artifact.Id}:{missing}",
                    Outcome.Unknown,
                    $"nobody can tell whether {use.Made.Title} was made in breach of the terms of {artifact.Title}: {missing} it was used is unknown")
                {
                    Rule = RulingRule.Edge,
                    Edge = use,
                },
            ];
        }

        Dictionary<string, Ground> grounds = new(StringComparer.Ordinal);
        foreach (var ground in Inner(artifact, step, use).Select(g => Brought(g, use)).OfType<Ground>())
        {
            if (!grounds.TryGetValue(ground.Key, out var other) || other.Outcome < ground.Outcome)
            {
                grounds[ground.Key] = ground;
            }
        }

        return [.. grounds.Values];
    }

    private IEnumerable<Ground> Inner(Artifact artifact, Step step, EdgeUse use)
    {
        foreach (var ground in use.Uses.SelectMany(u => Resolver(use, u).At(artifact, step)))
        {
            yield return ground;
        }

        if (use.Trained is not { } trained || use.Uses.Contains(Use.TrainCompeting))
        {
            yield break;
        }

        var competes = Competes(artifact, trained);
        if (competes is false)
        {
            yield break;
        }

        foreach (var ground in Resolver(use, Use.TrainCompeting).At(artifact, step))
        {
            if (competes is true || ground.Outcome < Outcome.Denied)
            {
                yield return ground;
            }
            else
            {
                yield return ground with
                {
                    Outcome = Outcome.Unknown,
                    Summary = $"{ground.Summary}; whether {trained.Id.Brief} competes is unknown",
                };
            }
        }
    }

    /// <summary>Whether the model that was trained competes with those of an artifact's vendor; null where nobody can tell.</summary>
    private bool? Competes(Artifact artifact, ModelEntry trained)
    {
        if (artifact.Kind == ArtifactKind.Output)
        {
            List<bool?> each = [.. Resolver(intent).MakersOf(artifact).Select(m => EdgeUses.Compete(registry, trained, m.Entry.Owner, (ModelEntry)m.Entry))];
            return each.Contains(true) ? true : each.Count == 0 || each.Contains(null) ? null : false;
        }

        return artifact.Kind is ArtifactKind.Model or ArtifactKind.Dataset
            ? EdgeUses.Compete(registry, trained, artifact.Entry?.Entry.Owner, artifact.Entry?.Entry as ModelEntry)
            : false;
    }

    /// <summary>
    /// What a ground of the edge's use comes to for what is asked: what was made in breach may not be published, deployed, sold, trained on or changed
    /// any more; its conditions stay with whoever publishes, deploys or sells it.
    /// </summary>
    private Ground? Brought(Ground ground, EdgeUse use)
    {
        var uses = string.Join(", ", use.Uses.Select(Kebab.Name));
        var key = $"edge:{use.Made.Id}:{Kebab.Name(use.Kind)}:{uses}:{ground.Key}";
        switch (ground.Outcome)
        {
            case Outcome.Denied:
                return ground with
                {
                    Key = key,
                    Outcome = intent.Use == Use.Evaluate ? Outcome.Unknown : Outcome.Denied,
                    Summary = $"{use.Made.Title} was made in breach of this: {use.Maker} used it so on {use.Day:yyyy-MM-dd} ({uses}); {ground.Summary}",
                    Rule = RulingRule.Edge,
                    Edge = use,
                };
            case Outcome.Unknown when !ground.Key.StartsWith("unknown:", StringComparison.Ordinal):
                return ground with
                {
                    Key = key,
                    Summary = $"whether {use.Made.Title} was made in breach is unknown: {use.Maker} used it on {use.Day:yyyy-MM-dd} ({uses}); {ground.Summary}",
                    Rule = RulingRule.Edge,
                    Edge = use,
                };
            case Outcome.AllowedIf when use.KeepsConditions && intent.Use is Use.Publish or Use.Deploy or Use.Resell:
                return Kept(ground with { Key = key, Rule = RulingRule.Edge, Edge = use });
            default:
                return null;
        }
    }

    /// <summary>The conditions under which something was made, held against whoever hands it on.</summary>
    private Ground Kept(Ground ground)
    {
        var held = ConditionCheck.Hold(ground.Conditions, intent);
        return held.Broken is not null
            ? ground with { Outcome = Outcome.Denied, Conditions = [], Summary = held.Told(ground.Summary, intent) }
            : ground with { Outcome = held.Outcome, Conditions = held.Open, Met = held.Met };
    }

    private GroundsResolver Resolver(Intent asked) => ResolverOf(("", asked.Use, null), () => new GroundsResolver(registry, asked));

    private GroundsResolver Resolver(EdgeUse use, Use of) => ResolverOf((use.Maker!, of, use.Trained?.Id.ToString()), () => new GroundsResolver(
        registry,
        new Intent(of, intent.On) { As = use.Maker, Organisation = registry.Organisation(use.Maker) },
        asks: false,
        use.Trained));

    private GroundsResolver ResolverOf((string, Use, string?) key, Func<GroundsResolver> make) =>
        _resolvers.TryGetValue(key, out var resolver) ? resolver : _resolvers[key] = make();
}
