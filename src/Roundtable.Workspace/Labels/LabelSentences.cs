using Roundtable.Annotation.Estimates;
using Roundtable.Annotation.Labelling;
using Roundtable.Annotation.Promises;
using static Roundtable.Record.Languages.Localized;

namespace Roundtable.Workspace.Labels;

/// <summary>What a report on labels says in sentences, the same in the terminal, in Markdown and on pages. Names in it are as they were given.</summary>
public static class LabelSentences
{
    /// <summary>How many items are labelled, and by whom.</summary>
    public static string Headline(LabelReport report)
    {
        var labelled = Number(report.Items - report.Unlabelled);
        var people = report.Gold.Labels > 0 ? T(", {0} of them by people", Number(report.Gold.Labels)) : "";
        var copies = report.Texts < report.Items ? T(" ({0} different texts)", Number(report.Texts)) : "";
        return (report.Simulated ? T("SIMULATED: no model read the items, and the labels say nothing of them. ") : "")
            + T("{0} of {1} items{2} are labelled by the codebook {3}{4}.", labelled, Number(report.Items), copies, report.Codebook, people);
    }

    /// <summary>Which rule was taken and what it gained, with why it was taken and what was noted, which are English: they stand in the report.</summary>
    public static IReadOnlyList<string> Rule(LabelReport report) =>
        [$"{RuleName(report)} {report.Rule.Reason}".TrimEnd(), .. RuleFigures(report), .. report.Rule.Notes];

    /// <summary>The rule that was taken.</summary>
    public static string RuleName(LabelReport report) => T("Rule: {0}.", report.Rule.Rule);

    /// <summary>What the rule gained, and whether probabilities can be relied on.</summary>
    public static IEnumerable<string> RuleFigures(LabelReport report)
    {
        var rule = report.Rule;
        if (rule is { Gain: { } gain, Accuracy: { } accuracy, BestSeatAccuracy: { } best })
        {
            var interval = rule.GainInterval is { } i ? T(" (95 % interval {0} to {1})", Signed(i.Low), Signed(i.High)) : "";
            yield return T(
                "On the {0} items that people labelled, held out, it is right on {1}; the best seat ({2}) on {3}: {4} points{5}.",
                Number(rule.Gold),
                Percent(accuracy),
                rule.BestSeat,
                Percent(best),
                Signed(gain),
                interval);
        }

        if (!rule.IsCalibrated)
        {
            yield return T("Probabilities are not calibrated, because no gold says how often labels are right: they rank items and promise nothing.");
        }
    }

    /// <summary>Why there are no shares, or what they rest on.</summary>
    public static string Shares(LabelReport report) => report.Shares switch
    {
        ShareReport.Estimated e => T(
            "Shares of the {0} items, from the panel and {1} labels of people on items drawn at random (prediction-powered, 95 % intervals).",
            Number(e.Items),
            Number(e.Gold)),
        ShareReport.Refused r => T("No shares are told: {0} How many items a panel labels so is no estimate of how many are so.", r.Reason),
        _ => "",
    };

    /// <summary>The mean score; null where there is none to tell.</summary>
    public static string? Mean(LabelReport report) => report.Mean switch
    {
        MeanReport.Estimated m => T(
            "Mean score: {0} ({1} to {2}); the panel alone would have said {3}.",
            Written($"{m.Mean:0.000}"),
            Written($"{m.Interval.Low:0.000}"),
            Written($"{m.Interval.High:0.000}"),
            Written($"{m.PanelMean:0.000}")),
        MeanReport.Refused r => T("No mean is told: {0}", r.Reason),
        _ => null,
    };

    /// <summary>What is promised; null where nothing was asked for.</summary>
    public static string? Promise(LabelReport report) => report.Promise switch
    {
        { OnAverage: not null } both => $"{Promise(report with { Promise = both with { OnAverage = null } })} {OnAverage(report)}",
        PromiseReport.Given { Certainty: { } certainty } p => T(
            "{0} labels are taken: at least {1} of those of the panel are right, in {2} of draws (probability {3} and more; of {4} such labels that people "
                + "checked {5} are wrong).",
            Number(report.Accepted ?? 0),
            Percent(p.Precision),
            Percent(certainty),
            Written($"{p.MinConfidence:0.000}"),
            Number(p.GoldTaken),
            Number(p.GoldWrong)),
        PromiseReport.Given p => T(
            "{0} labels are taken: at least {1} of those of the panel are right on average over draws (probability {2} and more; of {3} such labels that "
                + "people checked {4} are wrong).",
            Number(report.Accepted ?? 0),
            Percent(p.Precision),
            Written($"{p.MinConfidence:0.000}"),
            Number(p.GoldTaken),
            Number(p.GoldWrong)),
        PromiseReport.NotPossible n => T("No precision is promised, and no label of the panel is taken: {0}", n.Reason),
        _ => null,
    };

    /// <summary>What could be taken where a promise on average over draws were enough; null where that is not said.</summary>
    public static string? OnAverage(LabelReport report) => report.Promise?.OnAverage is { } average
        ? T("With a precision of {0} on average over draws alone, {1} labels of the panel could be taken (probability {2} and more); in one draw it may be "
            + "less.", Percent(average.Precision), Number(average.Taken), Written($"{average.MinConfidence:0.000}"))
        : null;

    /// <summary>How far the seats agree and err together.</summary>
    public static IReadOnlyList<string> Agreement(LabelReport report)
    {
        var a = report.Agreement;
        List<string> sentences = [];
        if (a.Alpha is { } alpha)
        {
            var interval = a.AlphaInterval is { } i ? T(" (95 % interval {0} to {1})", Written($"{i.Low:0.00}"), Written($"{i.High:0.00}")) : "";
            sentences.Add(T("The seats agree with an alpha of {0}{1}: 1 is perfect, 0 is chance.", Written($"{alpha:0.00}"), interval));
        }

        if (a.EffectiveSeats is { } seats)
        {
            sentences.Add(T("{0} seats amount to {1} independent ones.", report.Seats.Count, Written($"{seats:0.0}")));
        }

        if (a is { SameWrong: { } same, SameWrongIfIndependent: { } expected })
        {
            sentences.Add(T(
                "Of {0} pairs of seats on an item that people labelled, {1} give the same wrong answer; independent errors would give {2}.",
                Number(a.ErrorPairs),
                Percent(same),
                Percent(expected)));
        }

        return sentences;
    }

    /// <summary>What people say, and how far they agree; null without gold.</summary>
    public static string? People(LabelReport report)
    {
        var gold = report.Gold;
        if (gold.Labels == 0)
        {
            return null;
        }

        var agreement = gold.Pi is { } pi ? $" (pi {Written($"{pi:0.00}")})" : "";
        var both = gold.Both > 0
            ? T(" Two people labelled {0} and agree on {1}{2}; {3} differ still.", Number(gold.Both), Number(gold.Same), agreement, Number(gold.Open))
            : "";
        return T("People labelled {0} items, {1} of them drawn at random.", Number(gold.Labels), Number(gold.Random)) + both;
    }

    /// <summary>Changes of the model behind an alias during the run, one sentence each.</summary>
    public static IEnumerable<string> Changes(LabelReport report) => report.Seats.Where(s => s.Served.Count > 1).Select(s =>
        T("{0}: {1} was served by {2}.", s.Seat, s.Model, string.Join(T(", then "), s.Served.OrderBy(m => m.FirstItem).Select(Served))));

    private static string Served(ServedModel model) => T("{0} (from item {1}, {2} answers)", model.Model, Number(model.FirstItem), Number(model.Answers));

    /// <summary>A share in per cent.</summary>
    public static string Percent(double share) => Written($"{share * 100:0.0} %");

    private static string Signed(double points) => Written($"{points * 100:+0.0;-0.0;0.0}");

    private static string Number(long number) => Written($"{number:N0}");
}
