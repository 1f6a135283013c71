using Roundtable.Annotation.Evaluation;
using Roundtable.Annotation.Scores;
using static Roundtable.Record.Languages.Localized;

namespace Roundtable.Workspace.Benches;

/// <summary>What a bench says in sentences, the same in every view.</summary>
public static class BenchText
{
    /// <summary>What stands for a figure that is not known.</summary>
    public static string Unknown => T("unknown");

    private const int MinLevelItems = 20;

    /// <summary>A share as a percentage with one decimal.</summary>
    public static string Percent(double share) => Written($"{100 * share:0.0} %");

    /// <summary>A difference of shares in percentage points with its sign.</summary>
    public static string PointsOf(double difference) => Written($"{100 * difference:+0.0;−0.0;0.0}");

    /// <summary>The ends of an interval of shares.</summary>
    public static string Ends(MeanWithInterval mean) =>
        T("{0} to {1}", Written($"{100 * mean.Interval.Low:0.0}"), Written($"{100 * mean.Interval.High:0.0}"));

    /// <summary>The ends of an interval of differences, in percentage points.</summary>
    public static string Between(MeanWithInterval mean) => T("{0} to {1}", PointsOf(mean.Interval.Low), PointsOf(mean.Interval.High));

    /// <summary>A whole number.</summary>
    public static string Count(long number) => Written($"{number:N0}");

    /// <summary>An amount in US dollars, or that it is unknown.</summary>
    public static string Usd(double? amount) => amount is { } usd ? Written($"${usd:0.00####}") : Unknown;

    /// <summary>A number of tokens, or that it is unknown.</summary>
    public static string Tokens(double? tokens) => tokens is { } number ? Written($"{number:N0}") : Unknown;

    /// <summary>The name of a rule for people, with what is particular to this bench.</summary>
    public static string Name(RuleScore rule) => rule.Name switch
    {
        RuleScore.Cascade => T(
            "Cascade: {0}, else {1} (asked on {2})",
            string.Join(T(" and "), rule.Seats.Take(rule.Seats.Count - 1)),
            rule.Seats[^1],
            Percent(rule.LastAsked ?? 0)),
        RuleScore.BestSeatRepeated => T("That seat asked {0} times", rule.Asked),
        _ => Name(rule.Name),
    };

    /// <summary>The name of a rule for people.</summary>
    /// <param name="rule">A constant of <see cref="RuleScore"/>.</param>
    public static string Name(string rule) => rule switch
    {
        RuleScore.Majority => T("Majority of the first round"),
        RuleScore.AfterDebate => T("Majority after the debate"),
        RuleScore.Weighted => T("Votes weighted by accuracy on the other half"),
        RuleScore.Cascade => T("Cascade"),
        RuleScore.BestSeat => T("Best seat, chosen on the other half"),
        RuleScore.BestSeatRepeated => T("That seat asked again"),
        RuleScore.Learned => T("Rule of labels, learned on the other half"),
        RuleScore.AnySeat => T("Any seat is right (upper bound)"),
        _ => rule,
    };

    /// <summary>The finding: whether the panel is better than its best seat, with the denominator.</summary>
    public static string Headline(BenchReport report)
    {
        var (panel, best) = (report.Rule(RuleScore.AfterDebate) ?? report.Rule(RuleScore.Majority)!, report.Rule(RuleScore.BestSeat)!);
        var debated = panel.Name == RuleScore.AfterDebate;
        var (items, right) = (Count(report.Items), Percent(panel.Accuracy.Mean));
        if (report.Seats.Count == 1)
        {
            return T("{0} is right on {1} of {2} items.", report.Seats[0].Seat, Percent(best.Accuracy.Mean), items);
        }

        if (report.Seats.All(s => 2 * s.Missing > s.Answers))
        {
            return debated
                ? T("No seat answered half of the items, so that none can be compared with the panel: on {0} items its majority after the debate is right "
                    + "on {1}.", items, right)
                : T("No seat answered half of the items, so that none can be compared with the panel: on {0} items its majority is right on {1}.",
                    items, right);
        }

        // Where the other half sometimes chooses a worse seat, a panel can gain over what is chosen without being ahead of any seat.
        var gain = panel.Gain!;
        var isAhead = report.Seats.All(s => s.Accuracy.Mean < panel.Accuracy.Mean);
        var verdict = gain.Interval.High < 0 ? T("The panel is worse than its best seat")
            : gain.Interval.Low > 0 && isAhead ? T("The panel is better than its best seat")
            : T("It cannot be told whether the panel or its best seat is better");
        return debated
            ? T("{0}: on {1} items its majority after the debate is right on {2}, the best seat, chosen on the other half, on {3} ({4} points, 95 % interval "
                + "{5}).", verdict, items, right, Percent(best.Accuracy.Mean), PointsOf(gain.Mean), Between(gain))
            : T("{0}: on {1} items its majority is right on {2}, the best seat, chosen on the other half, on {3} ({4} points, 95 % interval {5}).",
                verdict, items, right, Percent(best.Accuracy.Mean), PointsOf(gain.Mean), Between(gain));
    }

    /// <summary>What else a reader must know, a sentence each.</summary>
    public static IEnumerable<string> Findings(BenchReport report)
    {
        if (report.Rule(RuleScore.BestSeatRepeated) is { OverMajority: { } over } repeated && report.Seats.Count > 1)
        {
            yield return repeated.Asked >= report.PanelVotes
                ? T("The best seat asked {0} times, as often as the panel has votes, is right on {1}: {2} points over the panel’s majority (95 % interval "
                    + "{3}).", repeated.Asked, Percent(repeated.Accuracy.Mean), PointsOf(over.Mean), Between(over))
                : T("The best seat asked {0} times (the panel has {1} votes) is right on {2}: {3} points over the panel’s majority (95 % interval {4}).",
                    repeated.Asked, report.PanelVotes, Percent(repeated.Accuracy.Mean), PointsOf(over.Mean), Between(over));
        }
        else if (report.Seats.Count > 1)
        {
            yield return T("The best seat was not asked more than once: whether it would gain as much by {0} answers of its own is not known "
                + "(--samples {0} asks for them).", report.PanelVotes);
        }

        if (report.Debate is { } debate)
        {
            var interval = T(
                "(95 % interval {0}; {1} items lost, {2} won, p = {3} by McNemar’s test)",
                Between(debate.Gain),
                Count(debate.Panel.RightToWrong),
                Count(debate.Panel.WrongToRight),
                P(debate.Panel));
            var (lost, won, points) = (Count(debate.RightToWrong), Count(debate.WrongToRight), PointsOf(debate.Gain.Mean));
            yield return debate.Gain.Interval.High < 0
                ? T("The debate moved {0} votes from right to wrong and {1} from wrong to right; the majority lost {2} points {3}.",
                    lost, won, points, interval)
                : debate.Gain.Interval.Low > 0
                ? T("The debate moved {0} votes from right to wrong and {1} from wrong to right; the majority gained {2} points {3}.",
                    lost, won, points, interval)
                : T("The debate moved {0} votes from right to wrong and {1} from wrong to right; the majority changed by {2} points {3}.",
                    lost, won, points, interval);
        }

        if (report.Seats.Count > 1 && report.Agreement is [{ } most, ..] && most.Agreeing == most.Votes && most.Items >= MinLevelItems)
        {
            yield return T(
                "Where all {0} votes agree ({1} items), {2} are right (95 % interval {3}): agreement is no proof.",
                most.Votes,
                Count(most.Items),
                Percent(most.Right.Mean),
                Ends(most.Right));
        }

        var (missing, answers) = (report.Seats.Sum(s => s.Missing), report.Seats.Sum(s => s.Answers));
        yield return missing == 0
            ? T("All {0} answers could be read.", Count(answers))
            : T("{0} of {1} answers ({2}) are missing or could not be read; they count as wrong.",
                Count(missing), Count(answers), Percent(missing / (double)answers));
        if (report.Seats.Sum(s => s.WithUnit) is var units and > 0)
        {
            yield return T("{0, plural, one {# number} other {# numbers}} stood beside a currency sign or a unit, which was left out.", units);
        }

        if (report.WithoutAnswer > 0)
        {
            yield return T(
                "{0, plural, one {# item has no known answer and is left out} other {# items have no known answer and are left out}}.", report.WithoutAnswer);
        }
    }

    /// <summary>A p-value.</summary>
    public static string P(McNemarTest test) => test.PValue < 0.001 ? T("below {0}", Written($"{0.001:0.000}")) : Written($"{test.PValue:0.000}");
}
