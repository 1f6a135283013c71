using Roundtable.Deliberation.Panels;

namespace Roundtable.Deliberation.Verdicts;

/// <summary>
/// How many independent votes some votes amount to: n² ÷ Σᵢⱼ rᵢⱼ, where rᵢⱼ is how far votes i and j are correlated (the design effect, Kish 1965). Votes of
/// one model are one vote.
/// </summary>
/// <param name="EffectiveVotes">The number, from 1 to the number of votes; 0 without votes.</param>
/// <param name="Basis">What the correlation rests on.</param>
/// <param name="Models">How many different models the votes are from.</param>
/// <param name="Correlation">
/// Agreement beyond chance of two different models, 0 to 1, where it was measured: (agreement − chance) ÷ (1 − chance), never below 0. Else null.
/// </param>
/// <param name="SharedItems">On how many questions that at least two of the models had answered it was measured; null where it was assumed.</param>
public sealed record Independence(double EffectiveVotes, IndependenceBasis Basis, int Models, double? Correlation = null, int? SharedItems = null)
{
    /// <summary>Assumed by model and family: votes of one model or of one family are fully correlated, others not at all.</summary>
    /// <param name="voters">The model of each vote.</param>
    public static Independence Assume(IEnumerable<ModelCard> voters)
    {
        var all = voters.ToList();
        var models = all.GroupBy(m => ModelIdentity.Of(m.Name), StringComparer.Ordinal).ToList();

        // One model may be known with its family through one connection and without it through another.
        var sizes = models
            .Select(g => (Group: g.Select(m => m.Family).OfType<string>().Select(f => $"family {f}").FirstOrDefault($"model {g.Key}"), Count: g.Count()))
            .GroupBy(g => g.Group, StringComparer.Ordinal)
            .Select(g => g.Sum(m => m.Count));
        return new Independence(Weigh(sizes, 0), IndependenceBasis.Assumed, models.Count);
    }

    /// <summary>n² ÷ (Σ nₘ² + r·(n² − Σ nₘ²)) for groups of nₘ votes: votes of one group count as one, those of different groups are correlated by r.</summary>
    internal static double Weigh(IEnumerable<int> groups, double correlation)
    {
        var sizes = groups.Select(n => (double)n).ToList();
        var votes = sizes.Sum();
        var within = sizes.Sum(n => n * n);
        return votes == 0 ? 0 : votes * votes / (within + (correlation * ((votes * votes) - within)));
    }
}

/// <summary>What a measure of independence rests on.</summary>
public enum IndependenceBasis
{
    /// <summary>Votes of one model or one family count as one vote: nothing was measured.</summary>
    Assumed,

    /// <summary>Agreement beyond chance on questions that the models answered before, blind.</summary>
    Measured,
}
