using Roundtable.Terms.Clauses;
using Roundtable.Terms.Lineage;
using Roundtable.Terms.Registry;
using Roundtable.Terms.Rulings;
using Roundtable.Terms.Uses;

namespace Roundtable.Terms.Reciprocity;

/// <summary>
/// What an organisation asks of others beside what its own lineage shows, clause by clause. It states facts and where both stand; what
/// to think of them is the reader's.
/// </summary>
/// <param name="Organisation">The organisation.</param>
/// <param name="Demands">Each use that its newest terms forbid or limit.</param>
/// <param name="Models">Its models in the registry.</param>
/// <param name="WithoutLineage">Those of them of which no source is registered: nothing can be said of them.</param>
public sealed record ReciprocityReport(string Organisation, IReadOnlyList<Demand> Demands, IReadOnlyList<Artifact> Models, IReadOnlyList<Artifact> WithoutLineage)
{
    /// <summary>The report on an organisation.</summary>
    /// <param name="organisation">Its name.</param>
    /// <param name="registry">The registry.</param>
    /// <param name="artifacts">The lineage.</param>
    /// <param name="today">The day on which sources without a day of their own are judged.</param>
    /// <param name="cancellation">Stops.</param>
    public static ReciprocityReport Of(string organisation, RegistrySnapshot registry, IArtifacts artifacts, DateOnly today, CancellationToken cancellation)
    {
        List<Artifact> models = [.. registry.All(EntryKind.Model).Where(m => Is(organisation, m.Entry.Owner)).Select(m => artifacts.Find(m.Entry.Id.ToString()))];
        List<(Artifact Model, IReadOnlyList<PathStep> Path, IReadOnlyList<Use> Uses)> used = [.. models.SelectMany(m => Used(organisation, m, artifacts, cancellation))];
        var judge = new Judge(registry, artifacts);
        List<Demand> demands = [];
        foreach (var (terms, clause, subject, use) in Asked(organisation, registry))
        {
            var practices = used.Where(u => u.Uses.Contains(use)).Select(u => new Practice(u.Model, u.Path, u.Uses, Rule(judge, u.Path, use, today, cancellation)));
            demands.Add(new Demand(terms, clause, subject, use, [.. practices]));
        }

        return new ReciprocityReport(organisation, demands, models, [.. models.Where(m => m.Edges.Count == 0)]);
    }

    /// <summary>What its terms that are newest forbid or limit, of outputs and of what is made of them.</summary>
    private static IEnumerable<(RegisteredEntry Terms, Clause Clause, Subject Subject, Use Use)> Asked(string organisation, RegistrySnapshot registry) =>
        from terms in registry.All(EntryKind.Terms).Where(t => Is(organisation, t.Entry.Owner)).GroupBy(t => t.Entry.Id.Name, StringComparer.OrdinalIgnoreCase).Select(g => g.Last())
        let entry = (TermsEntry)terms.Entry
        from subject in (Subject[])[Subject.Outputs, Subject.Content, Subject.Derivatives]
        from use in Enum.GetValues<Use>()
        from clause in entry.On(subject, use)
        where clause.Effect is Effect.Deny or Effect.AllowIf && IsOfTraining(use)
        select (terms, clause, subject, use);

    private static bool IsOfTraining(Use use) => use is Use.TrainInternal or Use.TrainOpen or Use.TrainCompeting or Use.Distil or Use.Label;

    /// <summary>The nearest artifacts of others on each way up from a model.</summary>
    private static IEnumerable<(Artifact Model, IReadOnlyList<PathStep> Path, IReadOnlyList<Use> Uses)> Used(string organisation, Artifact model, IArtifacts artifacts, CancellationToken cancellation)
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
                    yield return (model, longer, UsesOf(edge.Kind, model));
                }
                else
                {
                    queue.Enqueue(longer);
                }
            }
        }
    }

    /// <summary>
    /// Which uses of a source's outputs a step of lineage is. A model that one organisation offers is taken to be offered for what another's
    /// is offered for: whether it competes, clause and reader decide.
    /// </summary>
    private static IReadOnlyList<Use> UsesOf(EdgeKind kind, Artifact model)
    {
        List<Use> open = model.Entry?.Entry is ModelEntry { Weights: Weights.Open } ? [Use.TrainOpen] : [Use.TrainInternal];
        return kind switch
        {
            EdgeKind.TaughtBy => [.. open, Use.TrainCompeting, Use.Distil],
            EdgeKind.MadeWith => [.. open, Use.TrainCompeting],
            EdgeKind.FilteredBy or EdgeKind.LabelledBy => [.. open, Use.Label],
            _ => [],
        };
    }

    private static Ruling Rule(Judge judge, IReadOnlyList<PathStep> path, Use use, DateOnly today, CancellationToken cancellation) =>
        judge.Rule(path[^1].Artifact.Id, new Intent(use, path[^1].Edge?.On ?? today) { Of = Subject.Outputs }, cancellation);

    private static bool Is(string organisation, string? whose) => string.Equals(organisation, whose, StringComparison.OrdinalIgnoreCase);
}
