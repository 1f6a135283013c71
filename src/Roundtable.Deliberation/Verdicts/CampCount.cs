namespace Roundtable.Deliberation.Verdicts;

/// <summary>Computes which model families support which option, and the effective number of votes.</summary>
internal static class CampCount
{
    private const string Unknown = "unknown";

    /// <summary>One camp for each option that has votes, in the order of the options.</summary>
    public static IReadOnlyList<Camp> Of(RoundChoices round) =>
    [
        .. from seat in round.Panel
           let option = round.Choices[seat.Number].Option
           where option is not null
           group seat by option.Value into camp
           orderby camp.Key
           select new Camp(
               camp.Key,
               [.. camp.Select(s => s.Number).Order()],
               [.. camp.Select(s => s.Model.Family ?? Unknown).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)]),
    ];

    /// <summary>Computes <see cref="Verdict.EffectiveVotes"/> of format 1; 0 where nobody voted.</summary>
    public static double EffectiveVotes(RoundChoices round)
    {
        var voters = round.Panel.Where(s => round.Choices[s.Number].Option is not null).ToList();
        var families = voters
            .Where(s => s.Model.Family is not null)
            .GroupBy(s => s.Model.Family, StringComparer.Ordinal)
            .Select(g => (long)g.Count())
            .Concat(voters.Where(s => s.Model.Family is null).Select(_ => 1L))
            .ToList();
        var votes = families.Sum();
        return votes == 0 ? 0 : (double)(votes * votes) / families.Sum(n => n * n);
    }
}
