using System.Globalization;
using Roundtable.Deliberation.Sessions;

namespace Roundtable.Deliberation.Transcripts.Councils;

/// <summary>Holds the numbers of a council's turn against what its members wrote.</summary>
public static class CouncilCheck
{
    /// <summary>Where the file contradicts the members' texts, one sentence each, and how many claims there were.</summary>
    public static (IReadOnlyList<string> Discrepancies, ClaimCount Claims) Of(CouncilTurn turn)
    {
        List<string> found = [];
        List<string> open = [];
        var made = 0;
        foreach (var (model, text, ranking) in turn.Rankings)
        {
            made++;
            var said = CouncilTurn.RankingIn(text, turn.Responses.Count);
            if (said.Count > 0 && !said.SequenceEqual(ranking))
            {
                found.Add($"The file gives {model} the ranking {Letters(ranking)}; its own text ends with {Letters(said)}.");
            }
            else if (said.Count == 0)
            {
                open.Add($"{model}'s ranking, {Letters(ranking)} (its own text ends with none)");
            }
            else if (ranking.Count < turn.Responses.Count)
            {
                found.Add($"{model} ranks {ranking.Count} of {turn.Responses.Count} responses.");
            }
        }

        foreach (var (model, claimed) in turn.AverageRanks)
        {
            made++;
            if (Average(turn, model, claimed) is { } counted)
            {
                found.Add(string.Create(CultureInfo.InvariantCulture, $"The file gives {model} the average rank {claimed:0.##}; {counted}."));
            }
        }

        if (turn.Conclusion is { Length: > 0 })
        {
            made++;
            open.Add("The chairman's conclusion (in its own words)");
        }

        return (found, new ClaimCount(made, made - open.Count, open));
    }

    /// <summary>What the rankings give instead of a claimed average; null where it is right.</summary>
    private static string? Average(CouncilTurn turn, string model, double claimed)
    {
        var places = turn.Rankings
            .SelectMany(r => r.Ranking.Select((response, place) => (turn.Responses[response].Model, Place: place + 1)))
            .Where(p => p.Model == model)
            .Select(p => p.Place)
            .ToList();
        return places.Count == 0 ? "no member ranks it"
            : Math.Abs(places.Average() - claimed) > 0.01 ? string.Create(CultureInfo.InvariantCulture, $"the rankings give {places.Average():0.##}")
            : null;
    }

    private static string Letters(IEnumerable<int> ranking) =>
        string.Join(", ", ranking.Select(i => (char)('A' + i))) is { Length: > 0 } letters ? letters : "nothing";
}
