using Roundtable.Record.Entries;
using Roundtable.Terms.Lineage;
using Roundtable.Terms.Registry;
using Roundtable.Terms.Rulings;
using Roundtable.Terms.Uses;

namespace Roundtable.Terms.Cutoffs;

/// <summary>
/// Tells of answers and sources whether a bar had reached an organisation, owners included, on the day on which they were obtained: by the bars of rulings
/// (docs/rulings.md, rule 7) and nothing else. Where something is not known the answer is an open question, never clear. Not thread-safe.
/// </summary>
/// <param name="registry">The registry.</param>
/// <param name="organisation">The organisation.</param>
/// <param name="on">The day on which it is asked: later days cannot be.</param>
/// <param name="vendor">The vendor whose bars count; null for everybody's.</param>
/// <param name="since">Content that was obtained before this day is clear; null for all.</param>
public sealed class CutoffRules(RegistrySnapshot registry, string organisation, DateOnly on, string? vendor, DateOnly? since)
{
    private const int MaxKept = 100_000;

    private readonly Intent _intent = new(Use.Evaluate, on) { As = organisation, Organisation = registry.Organisation(organisation) };
    private readonly Dictionary<(Producer Producer, string? Terms, DateOnly? Day, bool IsUnreadable), CutoffAnswer> _answers = [];
    private readonly Dictionary<DateOnly, bool> _bars = [];
    private GroundsResolver? _resolver;

    /// <summary>Whether somebody bars the organisation at any time up to the day of the question, or may do so.</summary>
    public bool IsBarredByAnybody => MayBeBarred(null);

    /// <summary>The organisation that is asked about.</summary>
    public string Organisation => organisation;

    /// <summary>What is found about an answer, a model or a dataset by itself, whatever it was made of.</summary>
    /// <param name="artifact">The thing.</param>
    /// <param name="edge">The edge by which the organisation's own thing came of it; null for an answer that is its own record.</param>
    public CutoffAnswer Of(Artifact artifact, LineageEdge? edge = null)
    {
        if (artifact is { Kind: ArtifactKind.Output, Producer: { } producer, Simulated: false } && (artifact.Day is not null || edge?.On is null))
        {
            var key = (producer, artifact.Terms, artifact.Day, artifact.DayIsUnreadable || edge?.OnIsUnreadable == true);
            if (!_answers.TryGetValue(key, out var answer))
            {
                if (_answers.Count >= MaxKept)
                {
                    _answers.Clear();
                }

                _answers[key] = answer = Find(artifact, edge);
            }

            return answer;
        }

        return Find(artifact, edge);
    }

    private CutoffAnswer Find(Artifact artifact, LineageEdge? edge)
    {
        edge ??= new LineageEdge(EdgeKind.MadeWith, artifact.Id, false);
        var step = Step.As(new EdgeUse(artifact, edge.Kind, organisation, null, [], false), edge, artifact, _intent);
        var day = step.IsDated ? step.Day : null;
        var answer = Described(artifact, edge, day);
        if (artifact.Simulated || artifact.Kind is ArtifactKind.Human or ArtifactKind.Set or ArtifactKind.Maker or ArtifactKind.Returned || day < since)
        {
            return answer;
        }

        // A day that cannot be read is no day: every bar may have come before it.
        step = step with { Day = step.Day ?? on, IsDated = day is not null };
        _resolver ??= new GroundsResolver(registry, _intent);
        List<Ground> bars = [.. _resolver.At(artifact, step).Where(g => g.IsBar && Counts(g, answer.Vendor))];
        if (bars.Find(b => b.Outcome == Outcome.Denied) is { } bar && day is not null)
        {
            return Barred(answer with { Status = CutoffStatus.Barred }, bar);
        }

        if (bars.Count > 0)
        {
            var why = day is null ? "on which day it was obtained is not known" : "whether the bar had reached the organisation is not known";
            return Barred(answer with { Status = CutoffStatus.Open, Unknown = why }, bars.MaxBy(b => b.Outcome)!);
        }

        var isNamed = artifact.Kind switch
        {
            ArtifactKind.Output => _resolver.MakersOf(artifact) is { Count: > 0 } makers && makers.All(m => m.Entry.Owner is not null),
            ArtifactKind.Model => artifact.Entry?.Entry.Owner is not null,
            ArtifactKind.Dataset => artifact.Entry is not null,
            _ => false,
        };
        return isNamed || !MayBeBarred(day) ? answer : answer with { Status = CutoffStatus.Open, Unknown = "whose content it is is not known" };
    }

    private CutoffAnswer Described(Artifact artifact, LineageEdge edge, DateOnly? day)
    {
        var producer = artifact.Producer;
        var match = producer?.Served is { } served ? registry.Models(served) : null;
        IReadOnlyList<RegisteredEntry> models = producer is null ? artifact.Entry is { Entry: ModelEntry } entry ? [entry] : []
            : match is { Models.Count: > 0 } ? match.Models : registry.Models(producer.Requested).Models;
        var vendors = models.Select(m => m.Entry.Owner).OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        var owner = vendors.Find(v => vendor is not null && Same(v, vendor)) ?? vendors.FirstOrDefault();
        var route = producer?.Route ?? (edge.Through is { } way ? new Route(way.Kind ?? RouteKind.Direct, way.Provider) : null);
        var name = route?.Through ?? producer?.Connection ?? edge.Through?.Provider;
        var provider = name is null ? null : registry.Find(new EntryReference(EntryKind.Provider, name, null))?.Entry as ProviderEntry;
        IReadOnlyList<EntryReference> terms = artifact.Terms is { } pinned && EntryReference.TryParse(pinned) is { } named ? [named] : provider?.Terms ?? [];
        return new CutoffAnswer(CutoffStatus.Clear, RouteOf(producer?.Route?.Kind ?? edge.Through?.Kind, provider, owner), day)
        {
            Model = producer?.Served ?? producer?.Requested ?? artifact.Entry?.Entry.Id.Brief,
            Vendor = owner ?? artifact.Entry?.Entry.Owner,
            Through = string.IsNullOrEmpty(name) ? null : name,
            Terms = [.. terms.Select(t => t.Brief)],
        };
    }

    private CutoffRoute RouteOf(RouteKind? told, ProviderEntry? provider, string? owner) => (told ?? provider?.Route) switch
    {
        RouteKind.Direct when provider is not null && owner is not null && Same(provider.Owner, owner) && IsOtherService(provider, owner) =>
            CutoffRoute.PrivateAccount,
        RouteKind.Direct => CutoffRoute.Direct,
        RouteKind.Local => CutoffRoute.Local,
        RouteKind.Cloud => CutoffRoute.Cloud,
        RouteKind.Aggregator => CutoffRoute.Aggregator,
        RouteKind.Reseller => CutoffRoute.Reseller,
        _ => CutoffRoute.Hidden,
    };

    /// <summary>Whether a vendor's service has none of the terms that the vendor declares as its own.</summary>
    private bool IsOtherService(ProviderEntry provider, string owner) =>
        registry.Organisation(owner)?.DefaultTerms is { Count: > 0 } declared && provider.Terms.Count > 0
        && !provider.Terms.Any(t => declared.Any(d => Same(d.Name, t.Name)));

    private bool Counts(Ground bar, string? owner) => vendor is null || Same(owner, vendor)
        || (bar.Terms is { Entry: var holder } && (Same(holder.Owner, vendor) || (holder is OrganisationEntry && Same(holder.Id.Name, vendor))));

    private static CutoffAnswer Barred(CutoffAnswer answer, Ground bar)
    {
        var fact = bar.Terms is { } holder
            ? BarGrounds.Facts(holder.Entry).FirstOrDefault(
                f => bar.Key.StartsWith(FormattableString.Invariant($"access:{holder.Entry.Id}:{f.From:O}:{f.Summary}|"), StringComparison.Ordinal))
            : null;
        return answer with { Bar = fact is null ? bar.Summary : $"{fact.Summary.TrimEnd('.')} ({fact.Citation})", From = fact?.From };
    }

    /// <summary>Whether any bar that counts may have reached the organisation on a day; without one, on any day up to that of the question.</summary>
    private bool MayBeBarred(DateOnly? day)
    {
        if (!_bars.TryGetValue(day ?? DateOnly.MinValue, out var known))
        {
            var user = new Party(organisation, registry.Organisation(organisation)?.Region);
            _bars[day ?? DateOnly.MinValue] = known = registry.All(EntryKind.Organisation).Concat(registry.All(EntryKind.Provider))
                .Where(h => vendor is null || Same(h.Entry.Owner, vendor) || Same(h.Entry.Id.Name, vendor))
                .Any(h => BarGrounds.Facts(h.Entry).Any(
                    f => (f.Uses.Count == 0 || f.Uses.Contains(_intent.Use)) && (day is { } d ? f.HoldsOn(d) is not false : f.From is null || f.From <= on)
                        && user.IsReached(f, registry) is not false));
        }

        return known;
    }

    private static bool Same(string? one, string? other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
