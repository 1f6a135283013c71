using Roundtable.Terms.Clauses;
using Roundtable.Terms.Registry;
using Roundtable.Terms.Uses;

namespace Roundtable.Terms.Rulings;

/// <summary>The grounds of bars: whether one reaches whoever uses something, or whoever is served with it.</summary>
/// <param name="registry">The registry.</param>
/// <param name="intent">The use, by whom and for whom.</param>
/// <param name="asks">Whether it is the use that is asked about; false for a use in lineage, whose maker cannot be asked.</param>
internal sealed class BarGrounds(RegistrySnapshot registry, Intent intent, bool asks)
{
    private readonly Dictionary<(RegisteredEntry Holder, string? Model, DateOnly Day, bool IsDated, string? Through), IReadOnlyList<Ground>> _known = [];

    private Party User => new(intent.As, intent.Organisation?.Region);

    private Party Served => new(intent.Serves, intent.ServedIn ?? intent.ServesOrganisation?.Region);

    /// <summary>The grounds of the bars of an entry: an organisation, a provider, or terms.</summary>
    /// <param name="holder">The entry.</param>
    /// <param name="model">The model that is used; null where it is not known, or it is no model.</param>
    /// <param name="day">The day of the use.</param>
    /// <param name="isDated">Whether that day is told.</param>
    /// <param name="through">Through whom the model was reached, as words; null where whoever bars is reached directly.</param>
    public IReadOnlyList<Ground> Of(RegisteredEntry holder, ModelEntry? model, DateOnly day, bool isDated, string? through)
    {
        var facts = Facts(holder.Entry);
        if (facts.Count == 0)
        {
            return [];
        }

        var key = (holder, model?.Id.ToString(), day, isDated, through);
        if (!_known.TryGetValue(key, out var grounds))
        {
            _known[key] = grounds = [.. facts.Where(f => Concerns(f, holder, model)).SelectMany(f => Of(f, holder, day, isDated, through))];
        }

        return grounds;
    }

    /// <summary>The bars of an entry.</summary>
    public static IReadOnlyList<AccessFact> Facts(Entry entry) => entry switch
    {
        OrganisationEntry organisation => organisation.Access,
        ProviderEntry provider => provider.Access,
        TermsEntry terms => terms.Access,
        _ => [],
    };

    private bool Concerns(AccessFact fact, RegisteredEntry holder, ModelEntry? model) =>
        (fact.Uses.Count == 0 || fact.Uses.Contains(intent.Use))
        && (fact.Vendors.Count == 0 || (model?.Owner is { } vendor && fact.Vendors.Contains(vendor, StringComparer.OrdinalIgnoreCase)))
        && (fact.Models.Count == 0 || (model is null ? holder.Entry is not TermsEntry : fact.Models.Contains(model.Id.Name, StringComparer.OrdinalIgnoreCase)));

    private IEnumerable<Ground> Of(AccessFact fact, RegisteredEntry holder, DateOnly day, bool isDated, string? through)
    {
        var holds = fact.HoldsOn(day);

        // A day that nobody told may have lain in a period that is over.
        var maybe = holds is null || (holds is false && !isDated && (fact.From is null || fact.From <= day));
        if (holds is false && !maybe)
        {
            yield break;
        }

        var serves = intent.Use is Use.Deploy or Use.Resell && fact.ReachesServed(intent.Use);
        var (user, served) = (User.IsReached(fact, registry), serves && asks ? Served.IsReached(fact, registry) : false);
        var key = FormattableString.Invariant($"access:{holder.Entry.Id}:{fact.From:O}:{fact.Summary}|{through}{(maybe ? "?" : "")}");
        var rule = user is not true && served is not false ? RulingRule.Served
            : through is null && holder.Entry is ProviderEntry ? RulingRule.Clause
            : RulingRule.Bar;
        Ground Barred(Outcome outcome, string words, IReadOnlyList<Condition> conditions) =>
            new(key, outcome, $"{words}: {fact.Summary.TrimEnd('.')} ({fact.Citation}){(through is null ? "" : $"; {through}")}")
            {
                Terms = holder,
                Conditions = conditions,
                Rule = rule,
                IsBar = true,
            };
        if (user is true || served is true)
        {
            var who = user is true ? "" : intent.Serves is { } name ? $" to {name}, which is served" : " to those who are served";
            yield return maybe
                ? Barred(Outcome.Unknown, $"whether access was barred{who} on that day cannot be told", [])
                : Barred(Outcome.Denied, Words(holder, who), []);
        }
        else if (user is null && !asks)
        {
            yield return Barred(Outcome.Unknown, $"whether access was barred to {intent.As} cannot be told", []);
        }
        else if (user is null || served is null)
        {
            // The registry does not know who uses it, or for whom; whoever asks does.
            yield return Barred(
                Outcome.AllowedIf,
                holder.Entry is TermsEntry ? "some are granted nothing" : "access was barred to some when it was obtained",
                [.. user is null ? ByUser(fact) : [], .. served is null ? ByServed(fact) : []]);
        }
    }

    private static string Words(RegisteredEntry holder, string who) =>
        holder.Entry is TermsEntry ? $"nothing is granted{who}" : $"access was barred{who} when it was obtained";

    private static IEnumerable<Condition> ByUser(AccessFact fact) =>
    [
        .. fact.Organisations.Select(o => new Condition.NotBy(o)), .. fact.Regions.Select(r => new Condition.NotIn(r)),
        .. fact.OwnedFrom.Select(r => new Condition.Notice($"do not use it if you are owned from {r} by more than half")),
    ];

    private static IEnumerable<Condition> ByServed(AccessFact fact) =>
    [
        .. fact.Organisations.Select(o => new Condition.NotServing(o)), .. fact.Regions.Select(r => new Condition.NotServedIn(r)),
        .. fact.OwnedFrom.Select(r => new Condition.Notice($"serve nobody with it who is owned from {r} by more than half")),
    ];
}
