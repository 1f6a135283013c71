using Roundtable.Deliberation.Panels;

namespace Roundtable.Deliberation.Verdicts;

/// <summary>
/// How far models agree beyond chance on questions with options that they answered blind. It is the one calculation of independence: a verdict states
/// what it gave for its voters when it was made, and the page about models what it gives today.
/// </summary>
public sealed class IndependenceMeasure
{
    /// <summary>Minimum number of questions that any two of the models must both have answered: below it, agreement says too little.</summary>
    public const int MinSharedItems = 10;

    private readonly List<SharedItem> _items;

    /// <summary>Creates a measure over <paramref name="items"/>.</summary>
    public IndependenceMeasure(IEnumerable<SharedItem> items) => _items = [.. items.Where(i => i.Options >= 2 && i.Choices.Count >= 2)];

    /// <summary>Agreement of different models, two by two, over all items; restricted to <paramref name="models"/> where they are given.</summary>
    /// <param name="models">Identities of models (<see cref="ModelIdentity"/>), or null for all.</param>
    public SharedAgreement Agreement(IReadOnlyCollection<string>? models = null)
    {
        var (same, pairs, items, chance) = (0, 0, 0, 0.0);
        foreach (var item in _items)
        {
            var choices = item.Choices.Where(c => models is null || models.Contains(c.Key, StringComparer.Ordinal)).Select(c => c.Value).ToList();
            var here = choices.Count * (choices.Count - 1) / 2;
            same += choices.GroupBy(c => c).Sum(g => g.Count() * (g.Count() - 1) / 2);
            pairs += here;
            chance += (double)here / item.Options;
            items += here > 0 ? 1 : 0;
        }

        return new SharedAgreement(items, pairs, same, pairs == 0 ? 0 : chance / pairs);
    }

    /// <summary>
    /// The independence of some votes, measured; assumed by model and family where two of the models share fewer than <see cref="MinSharedItems"/> items,
    /// or there is only one model.
    /// </summary>
    /// <param name="voters">The model of each vote.</param>
    public Independence Of(IReadOnlyList<ModelCard> voters)
    {
        var models = voters.GroupBy(m => ModelIdentity.Of(m.Name), StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Count(), StringComparer.Ordinal);
        return models.Count > 1 && Suffices([.. models.Keys])
            ? Of(models.Values, Agreement(models.Keys))
            : Independence.Assume(voters);
    }

    /// <summary>The independence of votes of different models that agree so.</summary>
    /// <param name="votes">Number of votes of each model.</param>
    /// <param name="agreement">How far different models agree.</param>
    public static Independence Of(IReadOnlyCollection<int> votes, SharedAgreement agreement) =>
        new(
            Independence.Weigh(votes, agreement.Correlation),
            IndependenceBasis.Measured,
            votes.Count,
            agreement.Correlation,
            agreement.Items);

    private bool Suffices(List<string> models)
    {
        for (var a = 0; a < models.Count; a++)
        {
            for (var b = a + 1; b < models.Count; b++)
            {
                if (_items.Count(i => i.Choices.ContainsKey(models[a]) && i.Choices.ContainsKey(models[b])) < MinSharedItems)
                {
                    return false;
                }
            }
        }

        return true;
    }
}

/// <summary>What models chose blind on one question with options.</summary>
/// <param name="Options">Number of options.</param>
/// <param name="Choices">The option's index by the model's identity (<see cref="ModelIdentity"/>).</param>
public sealed record SharedItem(int Options, IReadOnlyDictionary<string, int> Choices);

/// <summary>How often two different models chose the same.</summary>
/// <param name="Items">On how many items there was a pair.</param>
/// <param name="Pairs">Number of pairs.</param>
/// <param name="Same">Number of pairs that chose the same.</param>
/// <param name="Chance">Expected share of such pairs, were each option as likely, 0 to 1.</param>
public sealed record SharedAgreement(int Items, int Pairs, int Same, double Chance)
{
    /// <summary>Share of pairs that chose the same, 0 to 1; 0 without pairs.</summary>
    public double Share => Pairs == 0 ? 0 : (double)Same / Pairs;

    /// <summary>Agreement beyond chance: 1 is always the same, 0 what chance would give, below 0 less than that; 0 without pairs.</summary>
    public double BeyondChance => Pairs == 0 ? 0 : (Share - Chance) / (1 - Chance);

    /// <summary>Agreement beyond chance as votes that lean on each other have it, 0 to 1: those that agree less than by chance are independent.</summary>
    public double Correlation => Math.Clamp(BeyondChance, 0, 1);
}
