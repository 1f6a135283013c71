namespace Roundtable.Deliberation.Verdicts;

/// <summary>Computes how far a panel agrees. docs/verdicts.md explains the arithmetic.</summary>
internal static class AgreementCount
{
    public static Agreement Of(RoundChoices round, Tally tally, CountingRules rules) =>
        new(rules == CountingRules.First ? Alpha(SampleUnits(round)) : null, EntropyBits(tally.Votes), Margin(tally.Votes));

    /// <summary>
    /// Krippendorff's alpha for nominal data, 1 − Dₒ ÷ Dₑ (Krippendorff 2011, "Computing Krippendorff's
    /// Alpha-Reliability"). A unit with one value has no pair and is left out. Null where no value varies, and where fewer
    /// than two units have pairs: for a single unit the formula gives 0 whatever the votes.
    /// </summary>
    /// <param name="units">The values that the observers assigned to each unit.</param>
    public static double? Alpha(IEnumerable<IReadOnlyList<int>> units)
    {
        var paired = units.Where(u => u.Count >= 2).ToList();
        if (paired.Count < 2)
        {
            return null;
        }

        long values = paired.Sum(u => (long)u.Count);
        var expected = DisagreeingPairs(paired.SelectMany(u => u));
        if (expected == 0)
        {
            return null;
        }

        var observed = paired.Sum(u => (double)DisagreeingPairs(u) / (u.Count - 1));
        return 1 - (observed * (values - 1) / expected);
    }

    /// <summary>Shannon entropy of the votes in bits; 0 where there are none.</summary>
    public static double EntropyBits(IReadOnlyList<int> votes)
    {
        double cast = votes.Sum();
        return votes.Where(v => v > 0 && v < cast).Sum(v => v / cast * Math.Log2(cast / v));
    }

    /// <summary>Votes of the leading option minus those of the second; with one option, all of its votes.</summary>
    public static int Margin(IReadOnlyList<int> votes)
    {
        var ordered = votes.OrderDescending().Take(2).ToList();
        return ordered.Count == 0 ? 0 : ordered[0] - (ordered.Count > 1 ? ordered[1] : 0);
    }

    /// <summary>The number of unordered pairs of different values.</summary>
    public static long DisagreeingPairs(IEnumerable<int> values)
    {
        long all = 0, equal = 0;
        foreach (var group in values.GroupBy(v => v))
        {
            long count = group.Count();
            all += count;
            equal += Pairs(count);
        }

        return Pairs(all) - equal;
    }

    /// <summary>The number of unordered pairs among <paramref name="count"/> items.</summary>
    public static long Pairs(long count) => count * (count - 1) / 2;

    /// <summary>
    /// The votes by sample. Positions of an open question are grouped by seat and not by sample, so an open question is
    /// one unit however many samples were asked for.
    /// </summary>
    private static IEnumerable<IReadOnlyList<int>> SampleUnits(RoundChoices round) =>
        round.Round.Ballots
            .Where(b => b.Choice is Ballots.Choice.Vote)
            .GroupBy(b => b.Sample)
            .OrderBy(g => g.Key)
            .Select(g => (IReadOnlyList<int>)[.. g.Select(b => round.OptionOf(b)!.Value)]);
}
