using Roundtable.Record.Entries;
using Roundtable.Record.Wording;
using Roundtable.Terms.Clauses;
using Roundtable.Terms.Lineage;
using Roundtable.Terms.Registry;
using Roundtable.Terms.Uses;

namespace Roundtable.Terms.Rulings;

/// <summary>
/// The grounds that one artifact gives, whatever it was made of. Every artifact gives at least one, so that nothing becomes allowed for want of
/// reasons, and a source that is added can only narrow.
/// </summary>
/// <param name="registry">The registry.</param>
/// <param name="intent">What is asked.</param>
internal sealed class GroundsResolver(RegistrySnapshot registry, Intent intent)
{
    private const int MaxCached = 50_000;

    private readonly Dictionary<(Producer Producer, string? Terms, DateOnly Day), List<Ground>> _answered = [];

    /// <summary>The grounds of an artifact that is met at a step.</summary>
    public IReadOnlyList<Ground> At(Artifact artifact, Step step) => artifact.Kind switch
    {
        ArtifactKind.Set when artifact.Edges.Count > 0 => [],
        ArtifactKind.Maker => [],
        ArtifactKind.Set => [Unknown($"empty:{artifact.Id}", $"{artifact.Title} holds nothing that could be judged")],
        ArtifactKind.Human => [new Ground("human", Outcome.Allowed, "a person here wrote it, as the record shows")],
        ArtifactKind.Output => Answered(artifact, step),
        ArtifactKind.Model => Model(artifact, step),
        ArtifactKind.Dataset => Dataset(artifact, step),
        _ => [Unknown($"unknown:{artifact.Id}", $"nothing is known of {artifact.Title}")],
    };

    /// <summary>The registered model of an answer; null where there is none.</summary>
    public RegisteredEntry? MakerOf(Artifact artifact) => artifact.Kind == ArtifactKind.Output && !artifact.Simulated ? ModelOf(artifact).Model : null;

    /// <summary>Answers of one model through the same hands on the same day are ruled alike.</summary>
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
            return [Unknown("simulated", "the words are simulated: no model wrote them, and no terms speak of them")];
        }

        var (model, named) = ModelOf(artifact);
        var route = artifact.Producer?.Route;
        if (route?.Kind == RouteKind.Local)
        {
            return model is null ? [Unknown($"model:{named}", $"the registry knows no model that '{named}' could be")] : Travelling(model, step);
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
            grounds.Add(Unknown($"provider:{who}", $"the registry knows no terms of '{who}', through which it came"));
        }

        if (kind is null)
        {
            grounds.Add(Unknown($"route:{artifact.Producer?.Connection}", $"it is not known through whose hands the answers of '{artifact.Producer?.Connection}' come"));
        }
        else if (kind != RouteKind.Direct)
        {
            // Whoever stands between cannot grant more than the vendor does; a cloud that hosts under its own contract stands for the vendor.
            grounds.AddRange(model is null ? [Unknown($"model:{named}", $"the registry knows no model that '{named}' could be")]
                : kind == RouteKind.Cloud && model.Entry is ModelEntry { Weights: Weights.Closed, Licences.Count: 0 } ? []
                : Travelling(model, step));
        }

        return grounds;
    }

    /// <summary>What holds of a model's outputs whoever serves it: its licences, else its vendor's own terms.</summary>
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
            : [Unknown($"licence:{entry.Id}", $"the registry knows no licence of {entry.Id.Brief}")];
    }

    private List<Ground> Model(Artifact artifact, Step step)
    {
        if (artifact.Entry?.Entry is not ModelEntry entry)
        {
            return [Unknown($"unknown:{artifact.Id}", $"nothing is known of {artifact.Title}")];
        }

        return IsOwn(entry) ? [Own(entry)]
            : step.Subject == Subject.Outputs ? Travelling(artifact.Entry, step)
            : entry.Licences.Count > 0 ? [.. entry.Licences.SelectMany(l => Terms(l, step))]
            : [Unknown($"licence:{entry.Id}", entry.Weights == Weights.Closed ? $"the weights of {entry.Id.Brief} are not published" : $"the registry knows no licence of {entry.Id.Brief}")];
    }

    private List<Ground> Dataset(Artifact artifact, Step step) =>
        artifact.Entry?.Entry is not DatasetEntry entry ? [Unknown($"unknown:{artifact.Id}", $"nothing is known of {artifact.Title}")]
        : IsOwn(entry) ? [Own(entry)]
        : entry.Licences.Count > 0 ? [.. entry.Licences.SelectMany(l => Terms(l, step))]
        : [Unknown($"licence:{entry.Id}", $"the registry knows no licence of {entry.Id.Brief}")];

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
        return clauses.Count == 0
            ? [Unknown($"{key}/none", $"it is not noted what the terms say of {Kebab.Name(step.Subject)} and this use") with { Terms = found, Subject = step.Subject }]
            : clauses.Select(c => OfClause($"{key}/{c.Number}", found, c, step.Subject));
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
        return new Ground(key, outcome, broken is null ? clause.Summary.TrimEnd('.') : $"{clause.Summary.TrimEnd('.')}; {intent.As} does not keep the condition: {broken.Instruction}")
        {
            Terms = terms,
            Clause = clause,
            Subject = subject,
            Conditions = outcome == Outcome.AllowedIf ? [.. clause.Conditions.Where(c => ConditionCheck.IsKept(c, intent) is null)] : [],
            Met = [.. clause.Conditions.Where(c => ConditionCheck.IsKept(c, intent) == true)],
        };
    }

    /// <summary>What bars access on the day, to whoever asks or perhaps to them.</summary>
    private IEnumerable<Ground> Bars(RegisteredEntry? provider, RegisteredEntry? model, DateOnly day)
    {
        foreach (var fact in (provider?.Entry as ProviderEntry)?.Access.Where(f => f.HoldsOn(day)) ?? [])
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
            var says = $"access was barred {(applies == true ? "" : "to some ")}when it was obtained: {fact.Summary.TrimEnd('.')} ({fact.Citation})";
            if (applies == true)
            {
                yield return new Ground(key, Outcome.Denied, says) { Terms = provider };
            }
            else if (applies is null)
            {
                // Who asks is not known to the registry; they know it themselves.
                yield return new Ground(key, Outcome.AllowedIf, says)
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

    private static Ground Unknown(string key, string says) => new(key, Outcome.Unknown, says);
}
