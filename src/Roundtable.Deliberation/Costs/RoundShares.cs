namespace Roundtable.Deliberation.Costs;

/// <summary>Shares what is left of a budget among the calls that are due: every answer may take the same number of tokens, as far as its model can.</summary>
internal static class RoundShares
{
    /// <summary>The limit of tokens of each call, and null from the first group on that what is left does not cover: nothing after it is asked.</summary>
    /// <param name="leftMicroDollars">What may be spent on all of them in millionths of a dollar; null for no budget.</param>
    /// <param name="groups">The calls in the order in which they are due; those of one group are made together or not at all.</param>
    public static IReadOnlyList<IReadOnlyList<int?>> Of(long? leftMicroDollars, IReadOnlyList<IReadOnlyList<DueCall>> groups)
    {
        if (leftMicroDollars is not { } left)
        {
            return [.. groups.Select(g => (IReadOnlyList<int?>)[.. g.Select(c => (int?)c.Ceiling)])];
        }

        var covered = 0;
        for (var least = 0L; covered < groups.Count && (least += Cost(groups[covered], 0)) <= left; covered++)
        {
        }

        var due = groups.Take(covered).ToList();
        var (low, high) = (0, due.SelectMany(g => g).Select(c => c.Ceiling).DefaultIfEmpty(0).Max());
        while (low < high)
        {
            var middle = low + ((high - low + 1) / 2);
            (low, high) = due.Sum(g => Cost(g, middle)) <= left ? (middle, high) : (low, middle - 1);
        }

        return [.. groups.Select((g, i) => (IReadOnlyList<int?>)[.. g.Select(c => i < covered ? Limit(c, low) : (int?)null)])];
    }

    private static long Cost(IReadOnlyList<DueCall> calls, int limit) => calls.Sum(c => c.Reservation(Limit(c, limit)));

    /// <summary>What costs nothing has no share to keep to.</summary>
    private static int Limit(DueCall call, int limit) =>
        call.Reservation(call.Ceiling) == 0 ? call.Ceiling : Math.Clamp(limit, call.Floor, call.Ceiling);
}
