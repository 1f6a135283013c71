using Roundtable.Record.Entries;
using Roundtable.Terms.Registry;

namespace Roundtable.Terms.Rulings;

/// <summary>The models that a name means.</summary>
/// <param name="Match">The models, and why there are several.</param>
/// <param name="Named">The name.</param>
internal readonly record struct ServedModels(ModelMatch Match, string Named);

/// <summary>How outputs were reached.</summary>
/// <param name="Kind">The kind of route; null for what the provider's entry says.</param>
/// <param name="Through">Whoever stood between; null where unknown, or nobody did.</param>
/// <param name="Connection">The connection; null where there was none.</param>
/// <param name="Terms">The terms that the record names; null where it names none.</param>
internal readonly record struct Reached(RouteKind? Kind, string? Through, string? Connection, string? Terms);

/// <summary>The grounds of outputs: the terms of whoever served them, what travels with the model, and the bars of its vendor.</summary>
/// <param name="registry">The registry.</param>
/// <param name="intent">The use.</param>
/// <param name="terms">What terms say.</param>
/// <param name="bars">Who is barred.</param>
internal sealed class ServedGrounds(RegistrySnapshot registry, Intent intent, TermsGrounds terms, BarGrounds bars)
{
    /// <summary>The grounds of outputs that were reached on a certain way.</summary>
    public List<Ground> Of(ServedModels served, Reached reached, Step step)
    {
        var models = served.Match.Models;
        List<Ground> grounds = [.. Tie(served)];
        if (reached.Kind == RouteKind.Local)
        {
            grounds.AddRange(
                models.Count == 0 ? [UnknownModel(served.Named)]
                    : models.SelectMany(m => (IEnumerable<Ground>)[.. Travelling(m, step), .. VendorBars(m, reached, step)]));
            return grounds;
        }

        // Whoever is named as standing between counts, and the connection too where it is somebody: one does not take the other's place.
        List<RegisteredEntry> providers =
            [.. ((string?[])[reached.Through, reached.Connection]).OfType<string>().Select(Provider).OfType<RegisteredEntry>().DistinctBy(p => p.Entry.Id)];
        var routes = providers.Select(p => ((ProviderEntry)p.Entry).Route);
        var kind = Widest(reached.Kind is null ? routes : routes.Where(r => r is not null).Append(reached.Kind));
        if (step.Day is { } day)
        {
            grounds.AddRange(
                from provider in providers
                from model in models.Select(m => (ModelEntry?)m.Entry).DefaultIfEmpty(null)
                from ground in bars.Of(provider, model, day, step.IsDated, null)
                select ground);
        }

        grounds.AddRange(models.SelectMany(m => VendorBars(m, reached, step, providers)));
        grounds.AddRange(ProvidersTerms(reached, providers, step));
        if (kind is null)
        {
            grounds.Add(Unknown(
                $"route:{reached.Connection}", $"it is unknown through which intermediaries the answers of '{reached.Connection ?? reached.Through}' pass"));
        }
        else if (kind != RouteKind.Direct)
        {
            // An intermediary cannot grant more than the vendor does; a cloud that hosts under its own contract acts as the vendor.
            grounds.AddRange(models.Count == 0 ? [UnknownModel(served.Named)]
                : models.Where(m => !(kind == RouteKind.Cloud && m.Entry is ModelEntry { Weights: Weights.Closed, Licences.Count: 0 }))
                    .SelectMany(m => Travelling(m, step)));
        }
        else
        {
            // Whoever serves another's model is no vendor of it, whatever it calls itself.
            grounds.AddRange(models.Where(m => providers.Exists(p => p.Entry.Owner is { } owner && m.Entry.Owner is { } vendor && !Same(owner, vendor)))
                .SelectMany(m => Travelling(m, step)));
        }

        return grounds;
    }

    /// <summary>The grounds of a registered model's outputs, with or without a word through whom they were obtained.</summary>
    public List<Ground> OfOutputs(RegisteredEntry model, Step step)
    {
        if (step.Through is { } through)
        {
            var served = new ServedModels(new ModelMatch([model], null), model.Entry.Id.Name);
            return Of(served, new Reached(through.Kind, through.Provider, through.Provider, null), step);
        }

        return [.. Travelling(model, step), .. VendorBars(model, null, step)];
    }

    /// <summary>Whether an entry belongs to whoever uses it.</summary>
    public static bool IsOwn(Entry entry, Intent intent) => intent.As is { } name && Same(entry.Owner, name);

    /// <summary>What belongs to whoever uses it needs no licence.</summary>
    public static Ground Own(Entry entry) => new($"own:{entry.Id}", Outcome.Allowed, $"{entry.Id.Brief} belongs to {entry.Owner}, which asks");

    /// <summary>A licence is not known.</summary>
    public static Ground NoLicence(Entry entry) => Unknown($"licence:{entry.Id}", $"the registry has no licence of {entry.Id.Brief}");

    private IEnumerable<Ground> ProvidersTerms(Reached reached, List<RegisteredEntry> providers, Step step)
    {
        if (reached.Terms is { } pinned && EntryReference.TryParse(pinned) is { } reference)
        {
            return terms.Of(reference with { Kind = EntryKind.Terms }, step, null);
        }

        var who = reached.Through ?? reached.Connection ?? "its provider";
        var known = reached.Through is null ? providers.Count > 0 : Provider(reached.Through) is not null || Same(reached.Through, reached.Connection);
        List<Ground> grounds = [];
        if (!known || providers.Count == 0)
        {
            grounds.Add(NoTerms(who));
        }

        foreach (var provider in providers)
        {
            var own = ((ProviderEntry)provider.Entry).Terms;
            grounds.AddRange(own.Count == 0 ? [NoTerms(provider.Entry.Id.Name)] : own.SelectMany(t => terms.Of(t, step, null)));
        }

        return grounds;
    }

    /// <summary>The grounds of a model's outputs whoever serves it: its licences, else its vendor's own terms.</summary>
    private IEnumerable<Ground> Travelling(RegisteredEntry model, Step step) =>
        Granted(model, step).Concat(((ModelEntry)model.Entry).Concluded.SelectMany(l => terms.Of(l, step, (ModelEntry)model.Entry)));

    /// <summary>The grounds of what the model's maker grants.</summary>
    private IEnumerable<Ground> Granted(RegisteredEntry model, Step step)
    {
        var entry = (ModelEntry)model.Entry;
        if (entry.Licences.Count > 0)
        {
            return entry.Licences.SelectMany(l => terms.Of(l, step, entry));
        }

        if (IsOwn(entry, intent))
        {
            return [Own(entry)];
        }

        if (entry.Weights == Weights.Open)
        {
            return [NoLicence(entry)];
        }

        // What a vendor declares holds; where it declares nothing, all of its services do: nobody widens another's terms by adding one.
        var declared = registry.Organisation(entry.Owner)?.DefaultTerms ?? [];
        IReadOnlyList<EntryReference> vendors = declared.Count > 0 ? declared
            :
            [
                .. registry.ProvidersOf(entry.Owner).Select(p => (ProviderEntry)p.Entry).Where(p => p.Route == RouteKind.Direct)
                    .SelectMany(p => p.Terms).Distinct(),
            ];
        var rule = vendors.Count > 1 ? RulingRule.VendorTerms : RulingRule.Clause;
        return vendors.Count == 0 ? [NoLicence(entry)] : vendors.SelectMany(t => terms.Of(t, step, entry, rule));
    }

    /// <summary>The bars of a model's vendor, which follow it on every route; they do not reach published weights that are run locally.</summary>
    private IEnumerable<Ground> VendorBars(RegisteredEntry model, Reached? reached, Step step, List<RegisteredEntry>? counted = null)
    {
        var entry = (ModelEntry)model.Entry;
        var open = entry.Weights == Weights.Open;
        if (step.Day is not { } day || entry.Owner is not { } vendor || IsOwn(entry, intent) || (open && reached?.Kind == RouteKind.Local))
        {
            return [];
        }

        var holders = registry.Versions(EntryKind.Organisation, vendor).TakeLast(1).Concat(registry.ProvidersOf(vendor))
            .Where(h => counted is null || !counted.Exists(c => c.Entry.Id == h.Entry.Id));
        var named = reached is { } way ? way.Through ?? way.Connection : null;
        return from holder in holders
               let through = $"{vendor}'s bar follows {entry.Id.Name}{(named is null ? "" : $" through {named}")}"
               from ground in bars.Of(holder, entry, day, step.IsDated, through)
               select open && reached is null ? MaybeLocal(ground, entry) : ground;
    }

    /// <summary>Published weights may have been run by whoever used them; nobody says whether they were.</summary>
    private static Ground MaybeLocal(Ground ground, ModelEntry model) => ground.Outcome < Outcome.Denied ? ground
        : ground with
        {
            Key = ground.Key + "|local?",
            Outcome = Outcome.Unknown,
            Summary = $"through whom {model.Id.Name} was reached is unknown; {ground.Summary}",
        };

    private static IEnumerable<Ground> Tie(ServedModels served) => served.Match.Tie is { } tie
        ? [new Ground($"name:{served.Named}", Outcome.Allowed, tie) { Rule = RulingRule.Name }]
        : [];

    private static RouteKind? Widest(IEnumerable<RouteKind?> kinds)
    {
        // Of several that stood between, the one that grants least by itself says the kind of the route; one that is unknown makes it unknown.
        RouteKind? widest = null;
        foreach (var kind in kinds)
        {
            if (kind is null)
            {
                return null;
            }

            widest = widest is null || Trust(kind.Value) > Trust(widest.Value) ? kind : widest;
        }

        return widest;

        static int Trust(RouteKind kind) => kind switch { RouteKind.Local => 0, RouteKind.Direct => 1, RouteKind.Cloud => 2, _ => 3 };
    }

    private RegisteredEntry? Provider(string name) => registry.Versions(EntryKind.Provider, name).LastOrDefault();

    private static bool Same(string? one, string? other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);

    private static Ground UnknownModel(string named) => Unknown($"model:{named}", $"the registry has no model that matches '{named}'");

    private static Ground NoTerms(string who) => Unknown($"provider:{who}", $"the registry has no terms of '{who}', which provided it");

    private static Ground Unknown(string key, string summary) => new(key, Outcome.Unknown, summary);
}
