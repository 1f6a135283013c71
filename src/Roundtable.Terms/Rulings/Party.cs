using Roundtable.Terms.Clauses;
using Roundtable.Terms.Registry;

namespace Roundtable.Terms.Rulings;

/// <summary>Somebody whom a bar may reach: whoever uses something, or whoever is served with it.</summary>
/// <param name="Name">Name of the organisation; null where unknown.</param>
/// <param name="Region">Its region; null where unknown.</param>
internal readonly record struct Party(string? Name, string? Region)
{
    private const decimal Half = 50;
    private const int MaxRounds = 64;

    /// <summary>Whether a bar is for this party; null where that is unknown.</summary>
    public bool? IsReached(AccessFact fact, RegistrySnapshot registry)
    {
        if (fact is { Organisations.Count: 0, Regions.Count: 0, OwnedFrom.Count: 0 })
        {
            return true;
        }

        var (name, region) = (Name, Region);
        List<bool?> answers = [];
        if (fact.Organisations.Count > 0)
        {
            answers.Add(name is null ? null
                : Owned(registry, name, o => fact.Organisations.Contains(o, StringComparer.OrdinalIgnoreCase), includingItself: true));
        }

        if (fact.Regions.Count > 0)
        {
            answers.Add(region is null ? null : LiesInAny(region, fact.Regions));
        }

        if (fact.OwnedFrom.Count > 0)
        {
            answers.Add(name is null ? null
                : Owned(registry, name, o => registry.Organisation(o)?.Region is { } place ? LiesInAny(place, fact.OwnedFrom) : null, includingItself: false));
        }

        return answers.Contains(true) ? true : answers.Contains(null) ? null : false;
    }

    /// <summary>
    /// Whether an organisation is one of some, or owned by them together by more than half; null where nobody can tell. Whoever is owned so counts whole
    /// as an owner itself; a smaller share counts as what it comes to along the chain.
    /// </summary>
    private static bool? Owned(RegistrySnapshot registry, string name, Func<string, bool?> isOne, bool includingItself)
    {
        if (includingItself && isOne(name) is true)
        {
            return true;
        }

        var owners = Owners(registry, name);
        return Share(name, owners, o => isOne(o) is true, 0) > Half ? true
            : Share(name, owners, o => isOne(o) is not false, 100) > Half ? null
            : false;
    }

    private static bool LiesInAny(string place, IReadOnlyList<string> regions)
    {
        foreach (var region in regions)
        {
            if (Regions.LiesIn(place, region))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Every organisation above one, with its own owners.</summary>
    private static Dictionary<string, IReadOnlyList<OwnerShare>> Owners(RegistrySnapshot registry, string name)
    {
        Dictionary<string, IReadOnlyList<OwnerShare>> owners = new(StringComparer.OrdinalIgnoreCase);
        Queue<string> queue = new([name]);
        while (queue.TryDequeue(out var next))
        {
            if (owners.TryAdd(next, registry.Organisation(next)?.Owners ?? []))
            {
                foreach (var owner in owners[next])
                {
                    queue.Enqueue(owner.Organisation);
                }
            }
        }

        return owners;
    }

    /// <summary>The share in per cent that those of a kind hold; shares only grow from round to round, also where organisations own each other.</summary>
    private static decimal Share(
        string name, Dictionary<string, IReadOnlyList<OwnerShare>> owners, Predicate<string> isOne, decimal unknownShare)
    {
        var held = owners.Keys.ToDictionary(
            o => o, o => !string.Equals(o, name, StringComparison.OrdinalIgnoreCase) && isOne(o) ? 100m : 0m, StringComparer.OrdinalIgnoreCase);
        for (var round = 0; round < MaxRounds; round++)
        {
            var grown = false;
            foreach (var (of, shares) in owners)
            {
                if (held[of] >= 100)
                {
                    continue;
                }

                var sum = shares.Sum(s => (s.Percent ?? unknownShare) * (held[s.Organisation] > Half ? 100 : held[s.Organisation]) / 100);
                if (sum > held[of] + 0.000001m)
                {
                    (held[of], grown) = (Math.Min(sum, 100), true);
                }
            }

            if (!grown)
            {
                break;
            }
        }

        return held[name];
    }
}
