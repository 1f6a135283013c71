using Roundtable.Deliberation.Verdicts.Rules;
using static Roundtable.Record.Languages.Localized;

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
            0 => T("No verdict"),
            1 => T("{0}: {1}", result.Label is { } label ? VerdictText.Label(label) : T("Ahead"), winners),
            _ when result.BeatenBy is not null => T("Tie: {0}, which no option beats", winners),
            _ => T("Tie: {0}", winners),
        };
        return T("{0} (by {1}), {2} of {3, plural, one {# seat} other {# seats}} counted", headline, RecountRuleName.Of(result.Rule), result.Seats,
            result.Invited);
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
            ? T("beats {0}, beaten by {1}", s.Score, beaten)
            : VerdictText.Number(s.Score.ToDouble()) + (s.Score.Denominator.IsOne ? "" : $" ({s.Score})")));
}
