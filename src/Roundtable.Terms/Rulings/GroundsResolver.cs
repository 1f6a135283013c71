using Roundtable.Record.Entries;
using Roundtable.Record.Wording;
using Roundtable.Terms.Clauses;
using Roundtable.Terms.Lineage;
using Roundtable.Terms.Registry;
using Roundtable.Terms.Uses;

namespace Roundtable.Terms.Rulings;

/// <summary>
/// Resolves the grounds of one artifact by itself, regardless of its sources. Every artifact has at least one, so that nothing
/// is allowed for lack of grounds, and an additional source can only restrict.
/// </summary>
/// <param name="registry">The registry.</param>
/// <param name="intent">The intended use.</param>
internal sealed class GroundsResolver(RegistrySnapshot registry, Intent intent)
{
    private const int MaxCached = 50_000;

    private readonly Dictionary<(Producer Producer, string? Terms, DateOnly Day), List<Ground>> _answered = [];

    /// <summary>The grounds of an artifact at a step of the traversal. Empty only for sets with members and for makers.</summary>
    public IReadOnlyList<Ground> At(Artifact artifact, Step step) => artifact.Kind switch
    {
        ArtifactKind.Set when artifact.Edges.Count > 0 => [],
        ArtifactKind.Maker => [],
        ArtifactKind.Set => [Unknown($"empty:{artifact.Id}", $"{artifact.Title} holds nothing that could be judged")],
        ArtifactKind.Human => [new Ground("human", Outcome.Allowed, "a person here wrote it, as the log shows")],
        ArtifactKind.Output => Answered(artifact, step),
        ArtifactKind.Model => Model(artifact, step),
        ArtifactKind.Dataset => Dataset(artifact, step),
        _ => [NothingKnown(artifact)],
    };

    /// <summary>The registered model of an answer; null where there is none.</summary>
    public RegisteredEntry? MakerOf(Artifact artifact) => artifact.Kind == ArtifactKind.Output && !artifact.Simulated ? ModelOf(artifact).Model : null;

    /// <summary>The grounds of an answer, cached: answers of one model by the same route on the same day have the same.</summary>
    private List<Ground> Answered(Artifact artifact, Step step)
    {
        if (artifact.Simulated || artifact.Producer is null)
        {
            return Output(artifact, step);
        }

        var key = (artifact.Producer, artifact.Terms, step.Day);
        if (!_answered.TryGetValue(key, out var grounds))
        {
            if (_answered.Count >= MaxCached)
            {
                _answered.Clear();
            }

            _answered[key] = grounds = Output(artifact, step);
        }

        return grounds;
    }

    private List<Ground> Output(Artifact artifact, Step step)
    {
        if (artifact.Simulated)
        {
            return [Unknown("simulated", "the answer is simulated: no model wrote it, and no terms apply to it")];
        }

        var (model, named) = ModelOf(artifact);
        var route = artifact.Producer?.Route;
        if (route?.Kind == RouteKind.Local)
        {
            return model is null ? [UnknownModel(named)] : Travelling(model, step);
        }

        var provider = ProviderOf(artifact, route);
        var kind = route?.Kind ?? (provider?.Entry as ProviderEntry)?.Route;
        List<Ground> grounds = [.. Bars(provider, model, step.Day)];
        if (artifact.Terms is { } pinned && EntryReference.TryParse(pinned) is { } reference)
        {
            grounds.AddRange(Terms(reference with { Kind = EntryKind.Terms }, step));
        }
        else if (provider?.Entry is ProviderEntry { Terms: [_, ..] terms })
        {
            grounds.AddRange(terms.SelectMany(t => Terms(t, step)));
        }
        else
        {
            var who = route?.Through ?? artifact.Producer?.Connection ?? "its provider";
            grounds.Add(Unknown($"provider:{who}", $"the registry has no terms of '{who}', which provided it"));
        }

        if (kind is null)
        {
            var connection = artifact.Producer?.Connection;
            grounds.Add(Unknown($"route:{connection}", $"it is unknown through which intermediaries the answers of '{connection}' pass"));
        }
        else if (kind != RouteKind.Direct)
        {
            // An intermediary cannot grant more than the vendor does; a cloud that hosts under its own contract acts as the vendor.
            grounds.AddRange(model is null ? [UnknownModel(named)]
                : kind == RouteKind.Cloud && model.Entry is ModelEntry { Weights: Weights.Closed, Licences.Count: 0 } ? []
                : Travelling(model, step));
        }

        return grounds;
    }

    /// <summary>The grounds of a model's outputs whoever serves it: its licences, else its vendor's own terms.</summary>
    private List<Ground> Travelling(RegisteredEntry model, Step step)
    {
        var entry = (ModelEntry)model.Entry;
        if (entry.Licences.Count > 0)
        {
            return [.. entry.Licences.SelectMany(l => Terms(l, step))];
        }

        if (IsOwn(entry))
        {
            return [Own(entry)];
        }

        var vendor = registry.All(EntryKind.Provider).Select(p => (ProviderEntry)p.Entry)
            .LastOrDefault(p => p.Route == RouteKind.Direct && p.Owner is not null && string.Equals(p.Owner, entry.Owner, StringComparison.OrdinalIgnoreCase));
        return entry.Weights != Weights.Open && vendor is { Terms.Count: > 0 }
            ? [.. vendor.Terms.SelectMany(t => Terms(t, step))]
            : [NoLicence(entry)];
    }

    private List<Ground> Model(Artifact artifact, Step step)
    {
        if (artifact.Entry?.Entry is not ModelEntry entry)
        {
            return [NothingKnown(artifact)];
        }

        return IsOwn(entry) ? [Own(entry)]
            : step.Subject == Subject.Outputs ? Travelling(artifact.Entry, step)
            : entry.Licences.Count > 0 ? [.. entry.Licences.SelectMany(l => Terms(l, step))]
            : entry.Weights == Weights.Closed ? [Unknown($"licence:{entry.Id}", $"the weights of {entry.Id.Brief} are not published")]
            : [NoLicence(entry)];
    }

    private List<Ground> Dataset(Artifact artifact, Step step) =>
        artifact.Entry?.Entry is not DatasetEntry entry ? [NothingKnown(artifact)]
        : IsOwn(entry) ? [Own(entry)]
        : entry.Licences.Count > 0 ? [.. entry.Licences.SelectMany(l => Terms(l, step))]
        : [NoLicence(entry)];

    private IEnumerable<Ground> Terms(EntryReference reference, Step step)
    {
        var (found, why) = registry.InForce(reference, step.Day);
        if (found is null)
        {
            return [Unknown($"terms:{reference.Brief}:{step.Day:O}", why!)];
        }

        var terms = (TermsEntry)found.Entry;
        var key = $"{terms.Id.Brief}#{terms.Revision}/{Kebab.Name(step.Subject)}";
        var clauses = terms.On(step.Subject, intent.Use);
        if (clauses.Count > 0)
        {
            return clauses.Select(c => OfClause($"{key}/{c.Number}", found, c, step.Subject));
        }

        var unnoted = Unknown($"{key}/none", $"the registry does not say what the terms say about {Kebab.Name(step.Subject)} and this use");
        return [unnoted with { Terms = found, Subject = step.Subject }];
    }

    private Ground OfClause(string key, RegisteredEntry terms, Clause clause, Subject subject)
    {
        var broken = clause.Conditions.FirstOrDefault(c => ConditionCheck.IsKept(c, intent) == false);
        var outcome = clause.Effect switch
        {
            Effect.Allow => Outcome.Allowed,
            Effect.Deny => Outcome.Denied,
            Effect.Silent => Outcome.Unknown,
            _ when broken is not null => Outcome.Denied,
            _ => clause.Conditions.All(c => ConditionCheck.IsKept(c, intent) == true) ? Outcome.Allowed : Outcome.AllowedIf,
        };
        var summary = clause.Summary.TrimEnd('.');
        return new Ground(key, outcome, broken is null ? summary : $"{summary}; {intent.As} does not meet the condition: {broken.Instruction}")
        {
            Terms = terms,
            Clause = clause,
            Subject = subject,
            Conditions = outcome == Outcome.AllowedIf ? [.. clause.Conditions.Where(c => ConditionCheck.IsKept(c, intent) is null)] : [],
            Met = [.. clause.Conditions.Where(c => ConditionCheck.IsKept(c, intent) == true)],
        };
    }

    /// <summary>The access restrictions on a day that apply to the organisation that asks, or may apply to it.</summary>
    private IEnumerable<Ground> Bars(RegisteredEntry? provider, RegisteredEntry? model, DateOnly day)
    {
        foreach (var fact in (provider?.Entry as ProviderEntry)?.Access.Where(f => f.HoldsOn(day) != false) ?? [])
        {
            if (fact.Vendors.Count > 0 && (model?.Entry.Owner is not { } vendor || !fact.Vendors.Contains(vendor, StringComparer.OrdinalIgnoreCase)))
            {
                continue;
            }

            bool? applies = fact switch
            {
                { Organisations.Count: > 0 } => intent.As is null ? null : fact.Organisations.Contains(intent.As, StringComparer.OrdinalIgnoreCase),
                { Regions.Count: > 0 } => intent.Organisation?.Region is { } place ? fact.Regions.Any(r => Regions.LiesIn(place, r)) : null,
                _ => true,
            };
            var key = $"access:{provider!.Entry.Id}:{fact.From:O}:{fact.Summary}";
            var summary = $"access was barred {(applies == true ? "" : "to some ")}when it was obtained: {fact.Summary.TrimEnd('.')} ({fact.Citation})";
            if (applies == true)
            {
                yield return new Ground(key, Outcome.Denied, summary) { Terms = provider };
            }
            else if (applies is null)
            {
                // The registry does not know who asks; they know it themselves.
                yield return new Ground(key, Outcome.AllowedIf, summary)
                {
                    Terms = provider,
                    Conditions = [.. fact.Organisations.Select(o => new Condition.NotBy(o)), .. fact.Regions.Select(r => new Condition.NotIn(r))],
                };
            }
        }
    }

    private (RegisteredEntry? Model, string Named) ModelOf(Artifact artifact)
    {
        var requested = artifact.Producer?.Requested ?? "";
        var model = (artifact.Producer?.Served is { } served ? registry.Model(served) : null) ?? registry.Model(requested);
        return (model, requested);
    }

    private RegisteredEntry? ProviderOf(Artifact artifact, Route? route) =>
        (route?.Through is { } through ? registry.Versions(EntryKind.Provider, through) : []).LastOrDefault()
        ?? (artifact.Producer is { } producer ? registry.Versions(EntryKind.Provider, producer.Connection) : []).LastOrDefault();

    private bool IsOwn(Entry entry) => intent.As is not null && string.Equals(entry.Owner, intent.As, StringComparison.OrdinalIgnoreCase);

    private static Ground Own(Entry entry) => new($"own:{entry.Id}", Outcome.Allowed, $"{entry.Id.Brief} belongs to {entry.Owner}, which asks");

    private static Ground NothingKnown(Artifact artifact) => Unknown($"unknown:{artifact.Id}", $"nothing is known about {artifact.Title}");

    private static Ground UnknownModel(string named) => Unknown($"model:{named}", $"the registry has no model that matches '{named}'");

    private static Ground NoLicence(Entry entry) => Unknown($"licence:{entry.Id}", $"the registry has no licence of {entry.Id.Brief}");

    private static Ground Unknown(string key, string summary) => new(key, Outcome.Unknown, summary);
}
