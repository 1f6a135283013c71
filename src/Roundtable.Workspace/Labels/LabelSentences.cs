using System.Globalization;
using Roundtable.Annotation.Estimates;
using Roundtable.Annotation.Labelling;
using Roundtable.Annotation.Promises;

namespace Roundtable.Workspace.Labels;

/// <summary>What a report on labels says in sentences, the same in the terminal, in Markdown and on pages. Names in it are as they were given.</summary>
public static class LabelSentences
{
    /// <summary>How many items are labelled, and by whom.</summary>
    public static string Headline(LabelReport report)
    {
        var labelled = report.Items - report.Unlabelled;
        var people = report.Gold.Labels > 0 ? Text($", {report.Gold.Labels:N0} of them by people") : "";
        var copies = report.Texts < report.Items ? Text($" ({report.Texts:N0} different texts)") : "";
        var simulated = report.Simulated ? "SIMULATED: no model read the items, and the labels say nothing of them. " : "";
        return simulated + Text($"{labelled:N0} of {report.Items:N0} items{copies} are labelled by the codebook {report.Codebook}{people}.");
    }

    /// <summary>Which rule was taken and what it gained.</summary>
    public static IReadOnlyList<string> Rule(LabelReport report)
    {
        var rule = report.Rule;
        List<string> sentences = [$"Rule: {rule.Rule}. {rule.Reason}".TrimEnd()];
        if (rule is { Gain: { } gain, Accuracy: { } accuracy, BestSeatAccuracy: { } best })
        {
            var interval = rule.GainInterval is { } i ? Text($" (95 % interval {Signed(i.Low)} to {Signed(i.High)})") : "";
            sentences.Add(Text(
                $"On the {rule.Gold:N0} items that people labelled, held out, it is right on {Percent(accuracy)}; the best seat ({rule.BestSeat}) on ")
                + Text($"{Percent(best)}: {Signed(gain)} points{interval}."));
        }

        if (!rule.IsCalibrated)
        {
            sentences.Add("Probabilities are not calibrated, because no gold says how often labels are right: they rank items and promise nothing.");
        }

        return [.. sentences, .. rule.Notes];
    }

    /// <summary>Why there are no shares, or what they rest on.</summary>
    public static string Shares(LabelReport report) => report.Shares switch
    {
        ShareReport.Estimated e => Text(
            $"Shares of the {e.Items:N0} items, from the panel and {e.Gold:N0} labels of people on items drawn at random ")
            + "(prediction-powered, 95 % intervals).",
        ShareReport.Refused r => $"No shares are told: {r.Reason} How many items a panel labels so is no estimate of how many are so.",
        _ => "",
    };

    /// <summary>The mean score; null where there is none to tell.</summary>
    public static string? Mean(LabelReport report) => report.Mean switch
    {
        MeanReport.Estimated m => Text(
            $"Mean score: {m.Mean:0.000} ({m.Interval.Low:0.000} to {m.Interval.High:0.000}); the panel alone would have said {m.PanelMean:0.000}."),
        MeanReport.Refused r => $"No mean is told: {r.Reason}",
        _ => null,
    };

    /// <summary>What is promised; null where nothing was asked for.</summary>
    public static string? Promise(LabelReport report) => report.Promise switch
    {
        { OnAverage: { } average } both => Promise(report with { Promise = both with { OnAverage = null } })
            + Text($" With a precision of {Percent(average.Precision)} on average over draws alone, {average.Taken:N0} labels of the panel could be taken ")
            + Text($"(probability {average.MinConfidence:0.000} and more); in one draw it may be less."),
        PromiseReport.Given p => Text(
            $"{report.Accepted:N0} labels are taken: at least {Percent(p.Precision)} of those of the panel are right")
            + (p.Certainty is { } certainty ? $", in {Percent(certainty)} of draws " : " on average over draws ")
            + Text($"(probability {p.MinConfidence:0.000} and more; of {p.GoldTaken:N0} such labels that people checked {p.GoldWrong:N0} are wrong)."),
        PromiseReport.NotPossible n => $"No precision is promised, and no label of the panel is taken: {n.Reason}",
        _ => null,
    };

    /// <summary>How far the seats agree and err together.</summary>
    public static IReadOnlyList<string> Agreement(LabelReport report)
    {
        var a = report.Agreement;
        List<string> sentences = [];
        if (a.Alpha is { } alpha)
        {
            var interval = a.AlphaInterval is { } i ? Text($" (95 % interval {i.Low:0.00} to {i.High:0.00})") : "";
            sentences.Add(Text($"The seats agree with an alpha of {alpha:0.00}{interval}: 1 is perfect, 0 is chance."));
        }

        if (a.EffectiveSeats is { } seats)
        {
            sentences.Add(Text($"{report.Seats.Count} seats amount to {seats:0.0} independent ones."));
        }

        if (a is { SameWrong: { } same, SameWrongIfIndependent: { } expected })
        {
            sentences.Add(Text(
                $"Of {a.ErrorPairs:N0} pairs of seats on an item that people labelled, {Percent(same)} give the same wrong answer; ")
                + $"independent errors would give {Percent(expected)}.");
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

        var agreement = gold.Pi is { } pi ? Text($" (pi {pi:0.00})") : "";
        var both = gold.Both > 0
            ? Text($" Two people labelled {gold.Both:N0} and agree on {gold.Same:N0}{agreement}; {gold.Open:N0} differ still.")
            : "";
        return Text($"People labelled {gold.Labels:N0} items, {gold.Random:N0} of them drawn at random.{both}");
    }

    /// <summary>Changes of the model behind an alias during the run, one sentence each.</summary>
    public static IEnumerable<string> Changes(LabelReport report) => report.Seats.Where(s => s.Served.Count > 1).Select(s =>
        $"{s.Seat}: {s.Model} was served by {string.Join(", then ", s.Served.OrderBy(m => m.FirstItem).Select(Served))}.");

    private static string Served(ServedModel model) => Text($"{model.Model} (from item {model.FirstItem:N0}, {model.Answers:N0} answers)");

    /// <summary>A share in per cent.</summary>
    public static string Percent(double share) => Text($"{share * 100:0.0} %");

    private static string Signed(double points) => (points * 100).ToString("+0.0;-0.0;0.0", CultureInfo.InvariantCulture);

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
