using Roundtable.Terms.Clauses;
using Roundtable.Terms.Lineage;
using Roundtable.Terms.Registry;
using Roundtable.Terms.Rulings;
using Roundtable.Terms.Uses;

namespace Roundtable.Terms.Reciprocity;

/// <summary>
/// Compares an organisation's restrictions on others with its own models' lineage, clause by clause. It states facts with their
/// sources; the judgement is the reader's.
/// </summary>
/// <param name="Organisation">The organisation.</param>
/// <param name="Demands">Each use that its latest terms forbid or restrict.</param>
/// <param name="Models">Its models in the registry.</param>
/// <param name="WithoutLineage">Those of them without a registered source: nothing can be said about them.</param>
public sealed record ReciprocityReport(
    string Organisation, IReadOnlyList<Demand> Demands, IReadOnlyList<Artifact> Models, IReadOnlyList<Artifact> WithoutLineage)
{
    /// <summary>The report on an organisation.</summary>
    /// <param name="organisation">Its name.</param>
    /// <param name="registry">The registry.</param>
    /// <param name="artifacts">The lineage.</param>
    /// <param name="today">The date for sources without a date of their own.</param>
    /// <param name="cancellation">Cancels.</param>
    public static ReciprocityReport Of(string organisation, RegistrySnapshot registry, IArtifacts artifacts, DateOnly today, CancellationToken cancellation)
    {
        var owned = registry.All(EntryKind.Model).Where(m => Is(organisation, m.Entry.Owner));
        List<Artifact> models = [.. owned.Select(m => artifacts.Find(m.Entry.Id.ToString()))];
        List<UsedSource> used = [.. models.SelectMany(m => Used(organisation, m, artifacts, cancellation))];
        var judge = new Judge(registry, artifacts);
        List<Demand> demands = [];
        foreach (var (terms, clause, subject, use) in Restrictions(organisation, registry))
        {
            var practices = used.Where(u => u.Uses.Contains(use) && u.IsDerived == (subject == Subject.Derivatives))
                .Select(u => new Practice(u.Model, u.Path, u.Uses, Rule(judge, u, use, today, cancellation)));
            demands.Add(new Demand(terms, clause, subject, use, [.. practices]));
        }

        return new ReciprocityReport(organisation, demands, models, [.. models.Where(m => m.Edges.Count == 0)]);
    }

    /// <summary>The uses of outputs and derived work that its latest terms forbid or restrict.</summary>
    private static IEnumerable<(RegisteredEntry Terms, Clause Clause, Subject Subject, Use Use)> Restrictions(string organisation, RegistrySnapshot registry) =>
        from versions in registry.All(EntryKind.Terms)
            .Where(t => Is(organisation, t.Entry.Owner))
            .GroupBy(t => t.Entry.Id.Name, StringComparer.OrdinalIgnoreCase)
        let terms = versions.Last()
        let entry = (TermsEntry)terms.Entry
        from subject in (Subject[])[Subject.Outputs, Subject.Content, Subject.Derivatives]
        from use in Enum.GetValues<Use>()
        from clause in entry.On(subject, use)
        where clause.Effect is Effect.Deny or Effect.AllowIf && (IsOfTraining(use) || (use == Use.Modify && subject == Subject.Derivatives))
        select (terms, clause, subject, use);

    private static bool IsOfTraining(Use use) => use is Use.TrainInternal or Use.TrainOpen or Use.TrainCompeting or Use.Distil or Use.Label;

    /// <summary>The nearest sources of others on each path up from a model.</summary>
    private static IEnumerable<UsedSource> Used(string organisation, Artifact model, IArtifacts artifacts, CancellationToken cancellation)
    {
        HashSet<string> seen = new(StringComparer.Ordinal) { model.Id };
        Queue<IReadOnlyList<PathStep>> queue = new([[new PathStep(model, null)]]);
        while (queue.TryDequeue(out var path))
        {
            cancellation.ThrowIfCancellationRequested();
            foreach (var edge in path[^1].Artifact.Edges.Where(e => seen.Add(e.From)))
            {
                var source = artifacts.Find(edge.From);
                IReadOnlyList<PathStep> longer = [.. path, new PathStep(source, edge)];
                if (Is(organisation, source.Entry?.Entry.Owner))
                {
                    queue.Enqueue(longer);
                }
                else if (source.Kind is ArtifactKind.Model or ArtifactKind.Output)
                {
                    yield return new UsedSource(model, longer, UsesOf(edge, model));
                }
                else
                {
                    queue.Enqueue(longer);
                }
            }
        }
    }

    /// <summary>
    /// The uses of a source that a step of lineage amounts to. A model that one organisation offers is assumed to be offered for the same purposes as
    /// another's: whether it competes is for the clause and the reader to decide.
    /// </summary>
    private static IReadOnlyList<Use> UsesOf(LineageEdge edge, Artifact model)
    {
        var uses = EdgeUses.Of(edge, model.Entry!.Entry);
        return uses.Any(EdgeUses.Trains) ? [.. uses.Append(Use.TrainCompeting).Distinct().Order()] : uses;
    }

    private static Ruling Rule(Judge judge, UsedSource used, Use use, DateOnly today, CancellationToken cancellation) =>
        judge.Rule(
            used.Path[^1].Artifact.Id,
            new Intent(use, used.Path[^1].Edge?.On ?? today) { Of = used.IsDerived ? Subject.Weights : Subject.Outputs },
            cancellation);

    private static bool Is(string organisation, string? owner) => string.Equals(organisation, owner, StringComparison.OrdinalIgnoreCase);

    private sealed record UsedSource(Artifact Model, IReadOnlyList<PathStep> Path, IReadOnlyList<Use> Uses)
    {
        /// <summary>Whether the source itself is in the model, and not only what was learnt from what it says.</summary>
        public bool IsDerived => Path[^1].Edge?.Kind is EdgeKind.DerivedFrom or EdgeKind.MergedFrom;
    }
}
