using Roundtable.Record.Entries;
using Roundtable.Terms.Clauses;
using Roundtable.Terms.Lineage;
using Roundtable.Terms.Registry;
using Roundtable.Terms.Rulings;
using Roundtable.Terms.Uses;

namespace Roundtable.Tests.Terms.Rulings;

/// <summary>
/// The rules of docs/rulings.md by plain recursion, written from that page alone: no walk that meets things once, no keys, no caches. Numbers in
/// comments are the page's.
/// </summary>
internal sealed class PlainReferee(World world)
{
    private readonly List<Entry> _entries = [.. world.Registry.All().Select(e => e.Entry)];
    private Intent _asked = null!;

    public (Outcome Outcome, HashSet<Condition> Conditions) Rule(string content, Intent intent)
    {
        _asked = intent;
        var thing = world.Find(content);
        var (subject, day, use) = (First(thing), DayOf(thing, null, intent.On), new Asked(intent.Use, intent.As, true, null, false));
        var own = Grounds(thing, subject, day, null, use).Count();
        List<Verdict> all = [.. Walk(thing, subject, day, null, use, intent.On).Select((v, i) => v with { IsOwnLicence = i < own })];
        all.AddRange(Edges(thing, First(thing), false, true));
        if (all.Count == 0)
        {
            return (Outcome.Unknown, []);
        }

        var conditions = all.SelectMany(v => v.Conditions).ToHashSet();
        var torn = conditions.Any(a => conditions.Any(b => Contradict(a, b)))
            || (thing.Entry is not null && HandsOn(intent.Use) && all.Where(v => !v.IsOwnLicence).SelectMany(v => v.Conditions).Any(c => Unmet(thing.Entry.Entry, c)))
            || (thing.Entry is not null && HandsOn(intent.Use) && conditions.Any(c => c is Condition.NamePrefix && Unmet(thing.Entry.Entry, c)));
        return (torn ? Outcome.Denied : all.Max(v => v.Outcome), conditions);
    }

    private sealed record Verdict(Outcome Outcome, IReadOnlyList<Condition> Conditions, bool IsOwnLicence = false);

    private sealed record Asked(Use Use, string? By, bool IsAsker, ModelEntry? Trained, bool MayCompete);

    private static bool HandsOn(Use use) => use is Use.Publish or Use.Deploy or Use.Resell;

    private static bool Trains(Use use) => use is Use.TrainInternal or Use.TrainOpen or Use.TrainCompeting or Use.Distil;

    // 3: the table.
    private Subject First(Artifact thing) => thing.Kind == ArtifactKind.Dataset ? Subject.Content
        : thing.Kind == ArtifactKind.Model && _asked.Of is { } of ? of
        : thing.Kind == ArtifactKind.Model && ((ModelEntry)thing.Entry!.Entry).Weights == Weights.Open ? Subject.Weights
        : Subject.Outputs;

    private Subject Next(Artifact from, Subject subject, EdgeKind kind, Artifact to) =>
        from.Kind == ArtifactKind.Set ? First(to)
        : to.Kind == ArtifactKind.Dataset ? (from.Kind == ArtifactKind.Dataset && kind == EdgeKind.MadeWith ? Subject.Content : Subject.Derivatives)
        : to.Kind == ArtifactKind.Model && kind is EdgeKind.DerivedFrom or EdgeKind.MergedFrom && subject != Subject.Outputs && from.Kind != ArtifactKind.Output
            ? Subject.Derivatives
        : Subject.Outputs;

    // 6.
    private (DateOnly? Day, bool Told) DayOf(Artifact thing, LineageEdge? edge, DateOnly otherwise)
    {
        if (thing.DayIsUnreadable || (thing.Day is null && edge?.OnIsUnreadable == true))
        {
            return (null, true);
        }

        var day = thing.Day ?? edge?.On ?? (thing.Entry?.Entry as ModelEntry)?.Obtained ?? (thing.Entry?.Entry as DatasetEntry)?.Obtained;
        return day is null ? (otherwise, false) : day > _asked.On ? (null, true) : (day, true);
    }

    // 1: everything in the lineage, for one use by one user.
    private IEnumerable<Verdict> Walk(Artifact thing, Subject subject, (DateOnly? Day, bool Told) day, SourceRoute? through, Asked asked, DateOnly otherwise)
    {
        foreach (var verdict in Grounds(thing, subject, day, through, asked))
        {
            yield return verdict;
        }

        foreach (var edge in thing.Edges)
        {
            var to = world.Find(edge.From);
            foreach (var verdict in Walk(to, Next(thing, subject, edge.Kind, to), DayOf(to, edge, otherwise), edge.Through, asked, otherwise))
            {
                yield return verdict;
            }
        }

        foreach (var edge in Makers(thing).SelectMany(m => world.Find(m.Id.ToString()).Edges))
        {
            var to = world.Find(edge.From);
            var next = to.Kind == ArtifactKind.Dataset ? Subject.Derivatives : Subject.Outputs;
            foreach (var verdict in Walk(to, next, DayOf(to, edge, otherwise), edge.Through, asked, otherwise))
            {
                yield return verdict;
            }
        }
    }

    // 2: every edge in the lineage as a use.
    private IEnumerable<Verdict> Edges(Artifact thing, Subject subject, bool ofAnswers, bool isContent)
    {
        var made = thing.Kind is ArtifactKind.Model or ArtifactKind.Dataset;
        foreach (var edge in thing.Edges)
        {
            var to = world.Find(edge.From);
            var next = Next(thing, subject, edge.Kind, to);
            var holds = !ofAnswers && (isContent || subject != Subject.Outputs);
            foreach (var verdict in (made ? AsUse(thing, edge, to, holds) : []).Concat(Edges(to, next, false, thing.Kind == ArtifactKind.Set)))
            {
                yield return verdict;
            }
        }

        foreach (var model in Makers(thing).Select(m => world.Find(m.Id.ToString())))
        {
            foreach (var verdict in Edges(model, Subject.Outputs, true, false))
            {
                yield return verdict;
            }
        }
    }

    private IEnumerable<Verdict> AsUse(Artifact made, LineageEdge edge, Artifact source, bool holds)
    {
        var maker = made.Entry!.Entry.Owner;
        var day = edge.On ?? (source.Kind == ArtifactKind.Output ? source.Day : null);
        if (maker is null || day is null || day > _asked.On)
        {
            return [new Verdict(Outcome.Unknown, [])];
        }

        var model = made.Entry.Entry as ModelEntry;
        List<Use> training = model is null ? [] : model.Weights == Weights.Open ? [Use.TrainOpen] : model.Offered == false ? [Use.TrainInternal] : [Use.TrainInternal, Use.TrainOpen];
        List<Use> uses = edge.Kind switch
        {
            EdgeKind.DerivedFrom or EdgeKind.MergedFrom => [Use.Modify],
            EdgeKind.LabelledBy or EdgeKind.FilteredBy => [Use.Label, .. training],
            _ when model is null => [Use.Evaluate],
            EdgeKind.TaughtBy => [Use.Distil],
            _ => training,
        };
        uses = [.. uses.Concat(edge.Uses).Distinct()];
        var trained = uses.Exists(Trains) ? model : null;
        var subject = source.Kind == ArtifactKind.Dataset ? Subject.Content
            : source.Kind == ArtifactKind.Model && edge.Kind is EdgeKind.DerivedFrom or EdgeKind.MergedFrom ? Subject.Weights : Subject.Outputs;
        var asked = uses.Select(u => new Asked(u, maker, false, trained, false)).ToList();
        if (trained is not null && !uses.Contains(Use.TrainCompeting))
        {
            asked.Add(new Asked(Use.TrainCompeting, maker, false, trained, true));
        }

        return asked.SelectMany(a => Walk(source, subject, DayOf(source, edge, day.Value), edge.Through, a, day.Value)).SelectMany(v => Brought(v, holds));
    }

    private IEnumerable<Verdict> Brought(Verdict verdict, bool holds) => verdict.Outcome switch
    {
        Outcome.Denied => [new Verdict(_asked.Use == Use.Evaluate ? Outcome.Unknown : Outcome.Denied, [])],
        Outcome.Unknown => [verdict],
        Outcome.AllowedIf when holds && HandsOn(_asked.Use) => [Held(verdict.Conditions, new Asked(_asked.Use, _asked.As, true, null, false))],
        _ => [],
    };

    private IEnumerable<Verdict> Grounds(Artifact thing, Subject subject, (DateOnly? Day, bool Told) day, SourceRoute? through, Asked asked)
    {
        IEnumerable<Verdict> grounds = thing.Kind switch
        {
            ArtifactKind.Set => thing.Edges.Count > 0 ? [] : [new Verdict(Outcome.Unknown, [])],
            ArtifactKind.Output => Served(Makers(thing), thing.Producer!.Route?.Kind, null, thing.Producer.Connection, day, asked),
            ArtifactKind.Model => OfModel((ModelEntry)thing.Entry!.Entry, subject, day, through, asked),
            ArtifactKind.Dataset => OfData((DatasetEntry)thing.Entry!.Entry, subject, day, asked),
            _ => [new Verdict(Outcome.Unknown, [])],
        };
        return asked.MayCompete ? Competing(thing, asked.Trained!, grounds) : grounds;
    }

    // 2: train-competing, where nobody declares it.
    private IEnumerable<Verdict> Competing(Artifact thing, ModelEntry trained, IEnumerable<Verdict> grounds)
    {
        List<bool?> each = thing.Kind == ArtifactKind.Output ? [.. Makers(thing).Select(m => Compete(trained, m.Owner, m)).DefaultIfEmpty(null)]
            : thing.Kind is ArtifactKind.Model or ArtifactKind.Dataset ? [Compete(trained, thing.Entry!.Entry.Owner, thing.Entry.Entry as ModelEntry)]
            : [false];
        return each.Contains(true) ? grounds
            : each.Contains(null) ? grounds.Select(g => g.Outcome == Outcome.Denied ? new Verdict(Outcome.Unknown, []) : g)
            : [];
    }

    private bool? Compete(ModelEntry made, string? vendor, ModelEntry? used)
    {
        List<ModelKind> Offered(string? of) => [.. _entries.OfType<ModelEntry>().Where(m => of is not null && m.Owner == of).SelectMany(m => m.Kinds)];
        return Offered(made.Owner).Concat(made.Kinds).Intersect(Offered(vendor).Concat(used?.Kinds ?? [])).Any() ? true
            : made.Kinds.Count > 0 && used?.Kinds.Count > 0 ? false : null;
    }

    // 5.
    private IEnumerable<Verdict> OfModel(ModelEntry model, Subject subject, (DateOnly? Day, bool Told) day, SourceRoute? through, Asked asked)
    {
        var unknowns = model.Unknowns.Select(_ => new Verdict(Outcome.Unknown, []));
        return unknowns.Concat(asked.By is not null && model.Owner == asked.By ? [new Verdict(Outcome.Allowed, [])]
            : subject != Subject.Outputs ? model.Licences.Count == 0 ? [new Verdict(Outcome.Unknown, [])] : model.Licences.SelectMany(l => Terms(l.Name, subject, day, asked, model))
            : through is null ? Travelling(model, day, asked).Concat(VendorBars(model, null, true, day, asked, []))
            : Served([model], through.Kind, through.Provider, through.Provider, day, asked));
    }

    private IEnumerable<Verdict> OfData(DatasetEntry data, Subject subject, (DateOnly? Day, bool Told) day, Asked asked) =>
        data.Unknowns.Select(_ => new Verdict(Outcome.Unknown, [])).Concat(
            asked.By is not null && data.Owner == asked.By ? [new Verdict(Outcome.Allowed, [])]
            : data.Licences.Count == 0 ? [new Verdict(Outcome.Unknown, [])]
            : data.Licences.SelectMany(l => Terms(l.Name, subject, day, asked, null)));

    private List<Verdict> Served(IReadOnlyList<ModelEntry> models, RouteKind? kind, string? through, string? connection, (DateOnly? Day, bool Told) day, Asked asked)
    {
        List<Verdict> verdicts = [];
        if (kind == RouteKind.Local)
        {
            verdicts.AddRange(models.Count == 0 ? [new Verdict(Outcome.Unknown, [])] : models.SelectMany(m => Travelling(m, day, asked).Concat(VendorBars(m, kind, false, day, asked, []))));
            return verdicts;
        }

        List<ProviderEntry> providers = [.. _entries.OfType<ProviderEntry>().Where(p => p.Id.Name == through || p.Id.Name == connection)];
        List<RouteKind?> routes = [.. providers.Select(p => p.Route)];
        var route = kind is null ? (routes.Count == 0 || routes.Contains(null) ? null : Least(routes)) : Least([kind, .. routes]);
        verdicts.AddRange(providers.SelectMany(p => models.Cast<ModelEntry?>().DefaultIfEmpty(null).SelectMany(m => Bars(p.Access, p, m, day, asked))));
        verdicts.AddRange(models.SelectMany(m => VendorBars(m, kind, false, day, asked, providers)));
        verdicts.AddRange(providers.Count == 0 ? [new Verdict(Outcome.Unknown, [])] : []);
        verdicts.AddRange(providers.SelectMany(p => p.Terms.Count == 0 ? [new Verdict(Outcome.Unknown, [])] : p.Terms.SelectMany(t => Terms(t.Name, Subject.Outputs, day, asked, null))));
        var isVendor = route == RouteKind.Direct;
        verdicts.AddRange(
            route is null ? [new Verdict(Outcome.Unknown, [])]
            : !isVendor && models.Count == 0 ? [new Verdict(Outcome.Unknown, [])]
            : models.Where(m => isVendor ? providers.Exists(p => p.Owner is not null && m.Owner is not null && p.Owner != m.Owner)
                : !(route == RouteKind.Cloud && m is { Weights: Weights.Closed, Licences.Count: 0 })).SelectMany(m => Travelling(m, day, asked)));
        return verdicts;
    }

    private static RouteKind? Least(IEnumerable<RouteKind?> routes) =>
        routes.OfType<RouteKind>().OrderByDescending(r => r switch { RouteKind.Local => 0, RouteKind.Direct => 1, RouteKind.Cloud => 2, _ => 3 }).Select(r => (RouteKind?)r).FirstOrDefault();

    private IEnumerable<Verdict> Travelling(ModelEntry model, (DateOnly? Day, bool Told) day, Asked asked)
    {
        if (model.Licences.Count > 0)
        {
            return model.Licences.SelectMany(l => Terms(l.Name, Subject.Outputs, day, asked, model));
        }

        if (asked.By is not null && model.Owner == asked.By)
        {
            return [new Verdict(Outcome.Allowed, [])];
        }

        var declared = Organisation(model.Owner)?.DefaultTerms ?? [];
        var vendors = model.Weights == Weights.Open ? []
            : declared.Count > 0 ? declared.Select(t => t.Name).ToList()
            : _entries.OfType<ProviderEntry>().Where(p => p.Route == RouteKind.Direct && p.Owner is not null && p.Owner == model.Owner).SelectMany(p => p.Terms).Select(t => t.Name).ToList();
        return vendors.Count == 0 ? [new Verdict(Outcome.Unknown, [])] : vendors.SelectMany(t => Terms(t, Subject.Outputs, day, asked, model));
    }

    // 4.
    private IEnumerable<Verdict> Terms(string name, Subject subject, (DateOnly? Day, bool Told) day, Asked asked, ModelEntry? model)
    {
        if (day.Day is not { } on)
        {
            return [new Verdict(Outcome.Unknown, [])];
        }

        var documents = _entries.OfType<TermsEntry>().GroupBy(t => t.Id.Name).Where(d => d.Any(t => t.Id.Name == name || t.Aliases.Contains(name))).ToList();
        return documents.Count == 0 ? [new Verdict(Outcome.Unknown, [])] : documents.SelectMany(versions =>
        {
            var terms = versions.Where(v => v.From <= on).OrderBy(v => v.From).LastOrDefault();
            return terms is null || terms.Until < on ? [new Verdict(Outcome.Unknown, [])] : Says(terms, subject, asked).Concat(Bars(terms.Access, terms, model, day, asked));
        });
    }

    private IEnumerable<Verdict> Says(TermsEntry terms, Subject subject, Asked asked)
    {
        Subject[] subjects = subject is Subject.Content or Subject.Weights && (Trains(asked.Use) || asked.Use == Use.Modify) ? [subject, Subject.Derivatives] : [subject];
        foreach (var of in subjects)
        {
            bool Counts(Clause c) => c.Subjects.Contains(of) && (c.Into.Count == 0 || asked.Trained is null || asked.Trained.Kinds.Count == 0 || c.Into.Intersect(asked.Trained.Kinds).Any());
            var named = terms.Clauses.Where(c => Counts(c) && c.Uses.Contains(asked.Use)).ToList();
            var clauses = named.Count > 0 ? named : terms.Clauses.Where(c => Counts(c) && c.Uses.Count == 0).ToList();
            foreach (var clause in clauses)
            {
                yield return clause.Effect switch
                {
                    Effect.Allow => new Verdict(Outcome.Allowed, []),
                    Effect.AllowIf => Held(clause.Conditions, asked),
                    Effect.Deny => new Verdict(clause.Into.Count > 0 && asked.Trained is { Kinds.Count: 0 } ? Outcome.Unknown : Outcome.Denied, []),
                    _ => new Verdict(Outcome.Unknown, []),
                };
            }

            if (clauses.Count == 0)
            {
                yield return new Verdict(Outcome.Unknown, []);
            }
        }
    }

    // 9, and the table of effects.
    private Verdict Held(IReadOnlyList<Condition> conditions, Asked asked)
    {
        var kept = conditions.Select(c => (Condition: c, Kept: Kept(c, asked))).ToList();
        return kept.Exists(k => k.Kept == false) ? new Verdict(Outcome.Denied, [])
            : kept.TrueForAll(k => k.Kept == true) ? new Verdict(Outcome.Allowed, [])
            : new Verdict(Outcome.AllowedIf, [.. kept.Where(k => k.Kept is null).Select(k => k.Condition)]);
    }

    private bool? Kept(Condition condition, Asked asked)
    {
        var user = Organisation(asked.By);
        var serves = asked.Use is Use.Deploy or Use.Resell;
        var region = asked.IsAsker ? _asked.ServedIn ?? Organisation(_asked.Serves)?.Region : null;
        return condition switch
        {
            Condition.UsersAtMost most => user?.Users is { } users ? users <= most.Monthly : null,
            Condition.NotBy not => asked.By is { } name ? name != not.Organisation : null,
            Condition.NotIn not => user?.Region is { } place ? place != not.Region : null,
            Condition.NotServedIn not => !serves ? true : region is null ? null : region != not.Region,
            _ => null,
        };
    }

    // 7, 8.
    private IEnumerable<Verdict> VendorBars(ModelEntry model, RouteKind? kind, bool noWordOfRoute, (DateOnly? Day, bool Told) day, Asked asked, List<ProviderEntry> counted)
    {
        if (model.Owner is null || (asked.By is not null && model.Owner == asked.By) || (kind == RouteKind.Local && model.Weights == Weights.Open))
        {
            return [];
        }

        var bars = Bars(Organisation(model.Owner)?.Access ?? [], null, model, day, asked)
            .Concat(_entries.OfType<ProviderEntry>().Where(p => p.Owner == model.Owner && !counted.Contains(p)).SelectMany(p => Bars(p.Access, p, model, day, asked)));
        return noWordOfRoute && model.Weights == Weights.Open ? bars.Select(b => b.Outcome == Outcome.Denied ? new Verdict(Outcome.Unknown, []) : b) : bars;
    }

    private IEnumerable<Verdict> Bars(IReadOnlyList<AccessFact> facts, Entry? holder, ModelEntry? model, (DateOnly? Day, bool Told) day, Asked asked)
    {
        foreach (var fact in facts.Where(f => f.Uses.Count == 0 || f.Uses.Contains(asked.Use)))
        {
            if (day.Day is not { } on || (fact.Vendors.Count > 0 && (model?.Owner is null || !fact.Vendors.Contains(model.Owner)))
                || (fact.Models.Count > 0 && (model is null ? holder is TermsEntry : !fact.Models.Contains(model.Id.Name))))
            {
                continue;
            }

            var over = fact.Until < on;
            var notYet = fact.From > on;
            if (notYet || (over && day.Told))
            {
                continue;
            }

            var uncertain = over || fact.From is null;
            var user = Reaches(fact, asked.By, Organisation(asked.By)?.Region);
            var served = asked.IsAsker && asked.Use is Use.Deploy or Use.Resell && (fact.Served ?? [Use.Deploy, Use.Resell]).Contains(asked.Use)
                ? Reaches(fact, _asked.Serves, _asked.ServedIn ?? Organisation(_asked.Serves)?.Region) : false;
            if (user == true || served == true)
            {
                yield return new Verdict(uncertain ? Outcome.Unknown : Outcome.Denied, []);
            }
            else if (user is null && !asked.IsAsker)
            {
                yield return new Verdict(Outcome.Unknown, []);
            }
            else if (user is null || served is null)
            {
                yield return new Verdict(Outcome.AllowedIf,
                [
                    .. user is null ? fact.Organisations.Select(o => (Condition)new Condition.NotBy(o)).Concat(fact.Regions.Select(r => new Condition.NotIn(r)))
                        .Concat(fact.OwnedFrom.Select(r => new Condition.Notice($"do not use it if you are owned from {r} by more than half"))) : [],
                    .. served is null ? fact.Organisations.Select(o => (Condition)new Condition.NotServing(o)).Concat(fact.Regions.Select(r => new Condition.NotServedIn(r)))
                        .Concat(fact.OwnedFrom.Select(r => new Condition.Notice($"serve nobody with it who is owned from {r} by more than half"))) : [],
                ]);
            }
        }
    }

    private bool? Reaches(AccessFact fact, string? name, string? region)
    {
        List<bool?> any = [];
        if (fact.Organisations.Count > 0)
        {
            any.Add(name is null ? null : fact.Organisations.Contains(name) ? true : Owned(name, o => fact.Organisations.Contains(o)));
        }

        if (fact.Regions.Count > 0)
        {
            any.Add(region is null ? null : fact.Regions.Contains(region));
        }

        if (fact.OwnedFrom.Count > 0)
        {
            any.Add(name is null ? null : Owned(name, o => Organisation(o)?.Region is { } place ? fact.OwnedFrom.Contains(place) : null));
        }

        return any.Count == 0 || any.Contains(true) ? true : any.Contains(null) ? null : false;
    }

    private bool? Owned(string name, Func<string, bool?> isOne) => Above(name, o => isOne(o) == true, 0) > 50 ? true : Above(name, o => isOne(o) != false, 100) > 50 ? null : false;

    private decimal Above(string name, Func<string, bool> isOne, decimal unknown) => Math.Min(100, (Organisation(name)?.Owners ?? []).Sum(o =>
    {
        var held = isOne(o.Organisation) ? 100 : Above(o.Organisation, isOne, unknown);
        return (o.Percent ?? unknown) * (held > 50 ? 100 : held) / 100;
    }));

    private static bool Contradict(Condition one, Condition other) => (one, other) switch
    {
        (Condition.ShareAlike a, Condition.ShareAlike b) => a.Licence != b.Licence,
        (Condition.NamePrefix a, Condition.NamePrefix b) => !a.Prefix.StartsWith(b.Prefix, StringComparison.Ordinal) && !b.Prefix.StartsWith(a.Prefix, StringComparison.Ordinal),
        _ => false,
    };

    private static bool Unmet(Entry content, Condition condition) => condition switch
    {
        Condition.NamePrefix prefix => content is ModelEntry && !content.Id.Name.Split('/')[^1].StartsWith(prefix.Prefix, StringComparison.OrdinalIgnoreCase),
        Condition.ShareAlike alike => (content is ModelEntry m ? m.Licences : ((DatasetEntry)content).Licences) is { Count: > 0 } own && !own.Any(l => l.Name == alike.Licence),
        _ => false,
    };

    private OrganisationEntry? Organisation(string? name) => _entries.OfType<OrganisationEntry>().FirstOrDefault(o => o.Id.Name == name);

    private IReadOnlyList<ModelEntry> Makers(Artifact thing) => thing.Kind == ArtifactKind.Output
        ? [.. world.Registry.Models(thing.Producer!.Requested).Models.Select(m => (ModelEntry)m.Entry)] : [];
}
