using Roundtable.Deliberation.Verdicts.Rules;

namespace Roundtable.Workspace.Exports;

/// <summary>A recount in words; raw like <see cref="VerdictText"/>.</summary>
public static class RecountText
{
    /// <summary>Who wins by the rule.</summary>
    public static string Headline(RecountResult result)
    {
        var winners = string.Join(", ", result.Winners.Select(w => result.Options[w]));
        var headline = result.Winners.Count switch
        {
            0 => "No verdict",
            1 => $"{result.Label?.ToString() ?? "Ahead"}: {winners}",
            _ => $"Tie: {winners}",
        };
        return $"{headline} (by {RecountRuleName.Of(result.Rule)})";
    }

    /// <summary>Options with their scores, the highest first.</summary>
    public static IEnumerable<(string Option, string Score)> Scores(RecountResult result) => result.Options
        .Select((o, i) => (Option: o, Score: result.Scores[i]))
        .OrderByDescending(s => s.Score)
        .Select(s => (s.Option, VerdictText.Number(s.Score.ToDouble()) + (s.Score.Denominator.IsOne ? "" : $" ({s.Score})")));
}
