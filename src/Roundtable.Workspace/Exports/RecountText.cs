using Roundtable.Deliberation.Verdicts.Rules;

namespace Roundtable.Workspace.Exports;

/// <summary>A recount in words; raw like <see cref="VerdictText"/>.</summary>
public static class RecountText
{
    /// <summary>Who wins by the rule, and how many of the invited seats were counted.</summary>
    public static string Headline(RecountResult result)
    {
        var winners = string.Join(", ", result.Winners.Select(w => result.Options[w]));
        var headline = result.Winners.Count switch
        {
            0 => "No verdict",
            1 => $"{result.Label?.ToString() ?? "Ahead"}: {winners}",
            _ when result.BeatenBy is not null => $"Tie: {winners}, which no option beats",
            _ => $"Tie: {winners}",
        };
        return $"{headline} (by {RecountRuleName.Of(result.Rule)}), {result.Seats} of {VerdictText.Count(result.Invited, "seat")} counted";
    }

    /// <summary>
    /// Options with their scores, the highest first. Under Schulze the winners are those that none beats, which the number that each beats does not show: both
    /// are told.
    /// </summary>
    public static IEnumerable<(string Option, string Score)> Scores(RecountResult result) => result.Options
        .Select((o, i) => (Option: o, Score: result.Scores[i], Beaten: result.BeatenBy?[i]))
        .OrderBy(s => s.Beaten ?? 0)
        .ThenByDescending(s => s.Score)
        .Select(s => (s.Option, s.Beaten is { } beaten
            ? $"beats {s.Score}, beaten by {beaten}"
            : VerdictText.Number(s.Score.ToDouble()) + (s.Score.Denominator.IsOne ? "" : $" ({s.Score})")));
}
