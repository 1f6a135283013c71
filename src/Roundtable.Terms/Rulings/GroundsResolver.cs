using Roundtable.Record.Entries;
using Roundtable.Terms.Lineage;
using Roundtable.Terms.Registry;
using Roundtable.Terms.Uses;

namespace Roundtable.Terms.Rulings;

/// <summary>
/// Resolves the grounds of one artifact by itself for one use, regardless of its sources. Every artifact has at least one, so that nothing
/// is allowed for lack of grounds, and an additional source can only restrict.
/// </summary>
internal sealed class GroundsResolver
{
    private const int MaxCached = 50_000;

    private readonly RegistrySnapshot _registry;
    private readonly Intent _intent;
    private readonly ServedGrounds _served;
    private readonly TermsGrounds _terms;
    private readonly Dictionary<(Producer Producer, string? Terms, DateOnly? Day), IReadOnlyList<Ground>> _answered = [];

    /// <summary>Resolves grounds for a use.</summary>
    /// <param name="registry">The registry.</param>
    /// <param name="intent">The use.</param>
    /// <param name="asks">Whether it is the use that is asked about; false for a use in lineage.</param>
    /// <param name="trained">The model that is trained by a use in lineage; null where none is.</param>
    public GroundsResolver(RegistrySnapshot registry, Intent intent, bool asks = true, ModelEntry? trained = null)
    {
        (_registry, _intent) = (registry, intent);
        var bars = new BarGrounds(registry, intent, asks);
        _terms = new TermsGrounds(registry, intent, bars, trained);
        _served = new ServedGrounds(registry, intent, _terms, bars);
    }

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
        ArtifactKind.Returned => Returned(artifact, step),
        _ => [NothingKnown(artifact)],
    };

    /// <summary>The registered models of an answer: several where its name means several.</summary>
    public IReadOnlyList<RegisteredEntry> MakersOf(Artifact artifact) =>
        artifact.Kind == ArtifactKind.Output && !artifact.Simulated ? ModelsOf(artifact).Match.Models : [];

    /// <summary>The grounds of an answer, cached: answers of one model by the same route on the same day have the same.</summary>
    private IReadOnlyList<Ground> Answered(Artifact artifact, Step step)
    {
        if (artifact.Simulated)
        {
            return [Unknown("simulated", "the answer is simulated: no model wrote it, and no terms apply to it")];
        }

        if (artifact.Producer is not { } producer)
        {
            return Output(artifact, step);
        }

        var key = (producer, artifact.Terms, step.Day);
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
        var (match, named) = ModelsOf(artifact);
        var producer = artifact.Producer;
        return _served.Of(
            new ServedModels(match, named),
            new Reached(producer?.Route?.Kind, producer?.Route?.Through, producer?.Connection is { Length: > 0 } name ? name : null, artifact.Terms), step);
    }

    private List<Ground> Model(Artifact artifact, Step step)
    {
        if (artifact.Entry?.Entry is not ModelEntry entry)
        {
            return [NothingKnown(artifact)];
        }

        List<Ground> grounds = [.. Unknowns(entry.Unknowns, entry)];
        grounds.AddRange(
            ServedGrounds.IsOwn(entry, _intent) ? [ServedGrounds.Own(entry)]
            : step.Subject == Subject.Outputs ? _served.OfOutputs(artifact.Entry, step)
            : entry.Licences.Count > 0 ? entry.Licences.SelectMany(l => _terms.Of(l, step, entry))
            : entry.Weights == Weights.Closed ? [Unknown($"licence:{entry.Id}", $"the weights of {entry.Id.Brief} are not published")]
            : [ServedGrounds.NoLicence(entry)]);
        if (step.Subject != Subject.Outputs && !ServedGrounds.IsOwn(entry, _intent))
        {
            grounds.AddRange(entry.Concluded.SelectMany(l => _terms.Of(l, step, entry)));
        }

        return grounds;
    }

    private List<Ground> Dataset(Artifact artifact, Step step) =>
        artifact.Entry?.Entry is not DatasetEntry entry ? [NothingKnown(artifact)]
        :
        [
            .. Unknowns(entry.Unknowns, entry),
            .. ServedGrounds.IsOwn(entry, _intent) ? [ServedGrounds.Own(entry)]
                : entry.Licences.Count > 0 ? entry.Licences.SelectMany(l => _terms.Of(l, step, null))
                : [ServedGrounds.NoLicence(entry)],
            .. ServedGrounds.IsOwn(entry, _intent) ? [] : entry.Concluded.SelectMany(l => _terms.Of(l, step, null)),
        ];

    /// <summary>What a tool returned: nobody knows the terms of a page that a search found, unless somebody named those of the tool.</summary>
    private List<Ground> Returned(Artifact artifact, Step step) =>
        artifact.Terms is { } named && EntryReference.TryParse(named) is { } reference && _terms.Of(reference, step, null).ToList() is { Count: > 0 } grounds
            ? grounds
            : [Unknown($"returned:{artifact.Id}", $"the terms of {artifact.Title} are not registered")];

    private static IEnumerable<Ground> Unknowns(IReadOnlyList<string> unknowns, Entry entry) => unknowns.Select(
        u => Unknown($"unread:{entry.Id}:{u}", $"something of {entry.Id.Brief} is not known: {u}") with { Rule = RulingRule.Unreadable });

    private (ModelMatch Match, string Named) ModelsOf(Artifact artifact)
    {
        var requested = artifact.Producer?.Requested ?? "";
        var served = artifact.Producer?.Served is { } name ? _registry.Models(name) : null;
        return (served is { Models.Count: > 0 } ? served : _registry.Models(requested), requested);
    }

    private static Ground NothingKnown(Artifact artifact) => Unknown($"unknown:{artifact.Id}", $"nothing is known about {artifact.Title}");

    private static Ground Unknown(string key, string summary) => new(key, Outcome.Unknown, summary);
}
