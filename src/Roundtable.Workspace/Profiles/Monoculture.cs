using Roundtable.Annotation.Estimates;
using Roundtable.Deliberation.Panels;
using Roundtable.Deliberation.Verdicts;
using Roundtable.Workspace.Search;

namespace Roundtable.Workspace.Profiles;

/// <summary>
/// How far models agree two by two beyond chance, on questions with options that they answered blind: round one, before any has seen another's argument.
/// </summary>
/// <param name="Models">The models, by their names, those that agree beside each other.</param>
/// <param name="Pairs">Every pair that shared a question, by the places of its models, the smaller first.</param>
/// <param name="All">The same over all pairs of all models.</param>
public sealed record Monoculture(IReadOnlyList<MonocultureModel> Models, IReadOnlyDictionary<(int A, int B), AgreeingPair> Pairs, SharedAgreement All)
{
    /// <summary>Sums up sessions. Open questions have no options to agree on, and are left out.</summary>
    /// <param name="sessions">The sessions.</param>
    public static Monoculture Of(IEnumerable<SessionSummary> sessions)
    {
        Dictionary<string, (string Name, string? Vendor, HashSet<string> Names)> models = new(StringComparer.Ordinal);
        Dictionary<(string, string), (int Items, int Same, double Chance)> sums = [];
        var closed = sessions.Where(s => !s.Open && s.Options.Count >= 2).ToList();
        foreach (var session in closed)
        {
            Dictionary<string, int> first = new(StringComparer.Ordinal);
            foreach (var seat in session.Seats)
            {
                var id = ModelIdentity.Of(seat.Model);
                if (!models.TryGetValue(id, out var known))
                {
                    models[id] = known = (seat.Model, seat.Vendor, new HashSet<string>(StringComparer.Ordinal));
                }

                known.Names.Add(seat.Model);
                if (seat.First is { } option)
                {
                    first.TryAdd(id, option); // several seats of one model are one voice
                }
            }

            Add(sums, first, session.Options.Count);
        }

        var pairs = sums.ToDictionary(p => p.Key, p => AgreeingPair.Of(p.Value.Items, p.Value.Same, p.Value.Chance));
        var order = AgreementOrder.Of(
            [.. models.Keys.Order(StringComparer.Ordinal)], (a, b) => pairs.GetValueOrDefault(Key(a, b))?.Share ?? 0.5);
        var place = order.Index().ToDictionary(p => p.Item, p => p.Index, StringComparer.Ordinal);
        return new Monoculture(
            [.. order.Select(m => new MonocultureModel(m, models[m].Names.Count == 1 ? models[m].Name : m, models[m].Vendor))],
            pairs.ToDictionary(p => (Math.Min(place[p.Key.Item1], place[p.Key.Item2]), Math.Max(place[p.Key.Item1], place[p.Key.Item2])), p => p.Value),
            SharedVotes.Measure(closed).Agreement());
    }

    /// <summary>What is known of two of the models; null where they never answered the same question.</summary>
    public AgreeingPair? Pair(int a, int b) => Pairs.GetValueOrDefault((Math.Min(a, b), Math.Max(a, b)));

    private static void Add(Dictionary<(string, string), (int Items, int Same, double Chance)> sums, Dictionary<string, int> first, int options)
    {
        var choices = first.ToList();
        for (var i = 0; i < choices.Count; i++)
        {
            for (var j = i + 1; j < choices.Count; j++)
            {
                var key = Key(choices[i].Key, choices[j].Key);
                var (items, same, chance) = sums.GetValueOrDefault(key);
                sums[key] = (items + 1, same + (choices[i].Value == choices[j].Value ? 1 : 0), chance + (1.0 / options));
            }
        }
    }

    private static (string, string) Key(string a, string b) => string.CompareOrdinal(a, b) < 0 ? (a, b) : (b, a);
}

/// <summary>A model of a <see cref="Monoculture"/>.</summary>
/// <param name="Id">Its identity (<see cref="ModelIdentity"/>).</param>
/// <param name="Name">The name under which it sat; its identity where there are several.</param>
/// <param name="Vendor">Who made it; null where that is not known.</param>
public sealed record MonocultureModel(string Id, string Name, string? Vendor);

/// <summary>How far two models agree.</summary>
/// <param name="Items">Number of questions that both answered blind.</param>
/// <param name="Same">On how many of them they chose the same.</param>
/// <param name="Chance">Expected share of the same choices, were each option as likely, 0 to 1.</param>
/// <param name="BeyondChance">
/// (share − chance) / (1 − chance): 1 is always the same, 0 what chance would give, below 0 less than that. Null where
/// <see cref="Items"/> is below <see cref="IndependenceMeasure.MinSharedItems"/>: too few to tell.
/// </param>
/// <param name="Interval">Its 95 % interval: Wilson's of the share, on the same scale; null with <paramref name="BeyondChance"/>.</param>
public sealed record AgreeingPair(int Items, int Same, double Chance, double? BeyondChance, (double Low, double High)? Interval)
{
    /// <summary>Share of the same choices, 0 to 1; 0 without any.</summary>
    public double Share => Items == 0 ? 0 : (double)Same / Items;

    /// <summary>The agreement of counts.</summary>
    /// <param name="items">Number of questions that both answered.</param>
    /// <param name="same">On how many they chose the same.</param>
    /// <param name="chances">The chance of the same choice, summed over the questions.</param>
    internal static AgreeingPair Of(int items, int same, double chances)
    {
        var chance = chances / items;
        if (items < IndependenceMeasure.MinSharedItems)
        {
            return new AgreeingPair(items, same, chance, null, null);
        }

        double Beyond(double share) => (share - chance) / (1 - chance);
        var interval = Proportions.Wilson((double)same / items, items);
        return new AgreeingPair(items, same, chance, Beyond((double)same / items), (Beyond(interval.Low), Beyond(interval.High)));
    }
}
