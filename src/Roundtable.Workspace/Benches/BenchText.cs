using System.Globalization;
using Roundtable.Annotation.Evaluation;
using Roundtable.Annotation.Scores;

namespace Roundtable.Workspace.Benches;

/// <summary>What a bench says in sentences, the same in every view.</summary>
public static class BenchText
{
    /// <summary>What stands for a figure that is not known.</summary>
    public const string Unknown = "unknown";

    private const int MinLevelItems = 20;

    /// <summary>A share as a percentage with one decimal.</summary>
    public static string Percent(double share) => string.Create(CultureInfo.InvariantCulture, $"{100 * share:0.0} %");

    /// <summary>A difference of shares in percentage points with its sign.</summary>
    public static string PointsOf(double difference) => string.Create(CultureInfo.InvariantCulture, $"{100 * difference:+0.0;−0.0;0.0}");

    /// <summary>The ends of an interval of shares.</summary>
    public static string Ends(MeanWithInterval mean) =>
        string.Create(CultureInfo.InvariantCulture, $"{100 * mean.Interval.Low:0.0} to {100 * mean.Interval.High:0.0}");

    /// <summary>The ends of an interval of differences, in percentage points.</summary>
    public static string Between(MeanWithInterval mean) => $"{PointsOf(mean.Interval.Low)} to {PointsOf(mean.Interval.High)}";

    /// <summary>A whole number.</summary>
    public static string Count(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>An amount in US dollars, or that it is unknown.</summary>
    public static string Usd(double? amount) => amount is { } usd ? string.Create(CultureInfo.InvariantCulture, $"${usd:0.00####}") : Unknown;

    /// <summary>A number of tokens, or that it is unknown.</summary>
    public static string Tokens(double? tokens) => tokens is { } number ? number.ToString("N0", CultureInfo.InvariantCulture) : Unknown;

    /// <summary>The name of a rule for people, with what is particular to this bench.</summary>
    public static string Name(RuleScore rule) => rule.Name switch
    {
        RuleScore.Cascade => $"Cascade: {string.Join(" and ", rule.Seats.Take(rule.Seats.Count - 1))}, else {rule.Seats[^1]} "
            + $"(asked on {Percent(rule.LastAsked ?? 0)})",
        RuleScore.BestSeatRepeated => $"That seat asked {rule.Asked} times",
        _ => Name(rule.Name),
    };

    /// <summary>The name of a rule for people.</summary>
    /// <param name="rule">A constant of <see cref="RuleScore"/>.</param>
    public static string Name(string rule) => rule switch
    {
        RuleScore.Majority => "Majority of the first round",
        RuleScore.AfterDebate => "Majority after the debate",
        RuleScore.Weighted => "Votes weighted by accuracy on the other half",
        RuleScore.Cascade => "Cascade",
        RuleScore.BestSeat => "Best seat, chosen on the other half",
        RuleScore.BestSeatRepeated => "That seat asked again",
        RuleScore.Learned => "Rule of labels, learned on the other half",
        RuleScore.AnySeat => "Any seat is right (upper bound)",
        _ => rule,
    };

    /// <summary>The finding: whether the panel is better than its best seat, with the denominator.</summary>
    public static string Headline(BenchReport report)
    {
        var (panel, best) = (report.Rule(RuleScore.AfterDebate) ?? report.Rule(RuleScore.Majority)!, report.Rule(RuleScore.BestSeat)!);
        if (report.Seats.Count == 1)
        {
            return $"{report.Seats[0].Seat} is right on {Percent(best.Accuracy.Mean)} of {Count(report.Items)} items.";
        }

        if (report.Seats.All(s => 2 * s.Missing > s.Answers))
        {
            return $"No seat answered half of the items, so that none can be compared with the panel: on {Count(report.Items)} items its "
                + $"majority{After(panel)} is right on {Percent(panel.Accuracy.Mean)}.";
        }

        // Where the other half sometimes chooses a worse seat, a panel can gain over what is chosen without being ahead of any seat.
        var gain = panel.Gain!;
        var isAhead = report.Seats.All(s => s.Accuracy.Mean < panel.Accuracy.Mean);
        var verdict = gain.Interval.High < 0 ? "The panel is worse than its best seat"
            : gain.Interval.Low > 0 && isAhead ? "The panel is better than its best seat"
            : "It cannot be told whether the panel or its best seat is better";
        return $"{verdict}: on {Count(report.Items)} items its majority{After(panel)} is right on {Percent(panel.Accuracy.Mean)}, the best seat, "
            + $"chosen on the other half, on {Percent(best.Accuracy.Mean)} ({PointsOf(gain.Mean)} points, 95 % interval {Between(gain)}).";
    }

    /// <summary>What else a reader must know, a sentence each.</summary>
    public static IEnumerable<string> Findings(BenchReport report)
    {
        if (report.Rule(RuleScore.BestSeatRepeated) is { OverMajority: { } over } repeated && report.Seats.Count > 1)
        {
            var equal = repeated.Asked >= report.PanelVotes ? ", as often as the panel has votes," : $" (the panel has {report.PanelVotes} votes)";
            yield return $"The best seat asked {repeated.Asked} times{equal} is right on {Percent(repeated.Accuracy.Mean)}: {PointsOf(over.Mean)} points "
                + $"over the panel’s majority (95 % interval {Between(over)}).";
        }
        else if (report.Seats.Count > 1)
        {
            yield return $"The best seat was not asked more than once: whether it would gain as much by {report.PanelVotes} answers of its own is not known "
                + $"(--samples {report.PanelVotes} asks for them).";
        }

        if (report.Debate is { } debate)
        {
            yield return $"The debate moved {Count(debate.RightToWrong)} votes from right to wrong and {Count(debate.WrongToRight)} from wrong to right; "
                + $"the majority {Changed(debate.Gain)} {PointsOf(debate.Gain.Mean)} points "
                + $"(95 % interval {Between(debate.Gain)}; {Count(debate.Panel.RightToWrong)} items lost, {Count(debate.Panel.WrongToRight)} won, "
                + $"p = {P(debate.Panel)} by McNemar’s test).";
        }

        if (report.Seats.Count > 1 && report.Agreement is [{ } most, ..] && most.Agreeing == most.Votes && most.Items >= MinLevelItems)
        {
            yield return $"Where all {most.Votes} votes agree ({Count(most.Items)} items), {Percent(most.Right.Mean)} are right "
                + $"(95 % interval {Ends(most.Right)}): agreement is no proof.";
        }

        var (missing, answers) = (report.Seats.Sum(s => s.Missing), report.Seats.Sum(s => s.Answers));
        yield return missing == 0
            ? $"All {Count(answers)} answers could be read."
            : $"{Count(missing)} of {Count(answers)} answers ({Percent(missing / (double)answers)}) are missing or could not be read; they count as wrong.";
        if (report.Seats.Sum(s => s.WithUnit) is var units and > 0)
        {
            yield return $"{Count(units)} numbers stood beside a currency sign or a unit, which was left out.";
        }

        if (report.WithoutAnswer > 0)
        {
            yield return $"{Count(report.WithoutAnswer)} items have no known answer and are left out.";
        }
    }

    private static string After(RuleScore panel) => panel.Name == RuleScore.AfterDebate ? " after the debate" : "";

    private static string Changed(MeanWithInterval gain) => gain.Interval.High < 0 ? "lost" : gain.Interval.Low > 0 ? "gained" : "changed by";

    /// <summary>A p-value.</summary>
    public static string P(McNemarTest test) => test.PValue < 0.001 ? "below 0.001" : test.PValue.ToString("0.000", CultureInfo.InvariantCulture);
}
