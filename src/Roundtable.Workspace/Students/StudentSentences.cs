using Roundtable.Annotation.Scores;
using Roundtable.Annotation.Students.HandOver;
using Roundtable.Annotation.Students.Imitation;
using Roundtable.Annotation.Students.Testing;
using Roundtable.Workspace.Labels;
using Roundtable.Workspace.Students.Folders;
using static Roundtable.Record.Languages.Localized;

namespace Roundtable.Workspace.Students;

/// <summary>The sentences that card, report, terminal and page say of a student.</summary>
public static class StudentSentences
{
    private const double Significant = 0.05;

    /// <summary>How good it is.</summary>
    public static IEnumerable<string> Test(StudentReport report)
    {
        var test = report.Test;
        foreach (var sentence in report.Vectors is { } vectors ? Of(vectors) : [])
        {
            yield return sentence;
        }

        yield return T(
            "It says what its teacher says of {0}, each tested with a student that was taught neither the text nor a near-duplicate of it.",
            Share(test.Agreement));
        yield return T(
            "Its probabilities are off by {0} on average (expected calibration error; chance alone gives {1}).",
            Percent(test.Calibration.Error),
            Percent(test.Calibration.ExpectedIfCalibrated));
        if (test.Gold is not { } gold)
        {
            yield return T("No text has a label of people: how often teacher and student are right is not known.");
            yield break;
        }

        yield return T(
            "Of the {0} texts that people labelled it gets {1} right, its teacher {2}: a difference of {3}.",
            Number(gold.Student.Trials),
            Share(gold.Student),
            Share(gold.Teacher),
            Interval(gold.Difference));
        if (test.Errors is { Wrong.Hits: > 0 } errors)
        {
            yield return T(
                "Of the teacher's {0} errors {1} are of a kind that comes more often than by chance; the student says the same wrong class of {2} and gets "
                    + "{3} right.",
                Number(errors.Wrong.Hits),
                Number(errors.InPatterns.Hits),
                Number(errors.Repeated.Hits),
                Number(errors.Corrected.Hits));
        }
    }

    /// <summary>How far it agrees with its teacher beyond what gold explains.</summary>
    public static IEnumerable<string> Imitation(ImitationReport imitation)
    {
        var (agreement, expected, excess) = (Share(imitation.Agreement), Percent(imitation.Expected), Interval(imitation.Excess));
        yield return imitation.PValue <= Significant
            ? T("The two agree on {0} of the texts with gold, and would on {1} if gold were all that they have in common: an excess of {2}, which chance gives "
                + "in {3} of permutations.", agreement, expected, excess, Written($"{imitation.PValue:0.0000}"))
            : T("The two agree on {0} of the texts with gold, and would on {1} if gold were all that they have in common: an excess of {2}, which is no more "
                + "than chance gives (p = {3}).", agreement, expected, excess, Written($"{imitation.PValue:0.00}"));
        yield return T(
            "Of the {0} texts that both get wrong they give the same wrong class of {1}; {2} would be expected of answers that have nothing to do with each "
                + "other.",
            Number(imitation.SameWrong.Trials),
            Number(imitation.SameWrong.Hits),
            Written($"{imitation.SameWrongExpected:0.0}"));
    }

    /// <summary>What 1,000 texts cost where those below a threshold are handed over; a dash where the teacher's price is not known.</summary>
    public static string CostOf(HandOverTable table, HandOverPoint point) => table.CostPerText is { } cost && point.HandedOver.Share is { } share
        ? Written($"${cost * (decimal)share * 1000:0.00####}")
        : "–";

    /// <summary>A difference of shares with its interval, in percentage points.</summary>
    public static string Interval(MeanWithInterval mean) =>
        T("{0} points ({1} points to {2} points)", Points(mean.Mean), Points(mean.Interval.Low), Points(mean.Interval.High));

    /// <summary>A share with its counts and interval: <c>91.7 % (2,824 of 3,080; 90.6 % to 92.6 %)</c>.</summary>
    public static string Share(Frequency frequency) => frequency is { Share: { } share, Interval: { } interval }
        ? T("{0} ({1} of {2}; {3} to {4})",
            Percent(share), Number(frequency.Hits), Number(frequency.Trials), Percent(interval.Low), Percent(interval.High))
        : T("none");

    /// <summary>Ranges of leaves as a text, the first of many.</summary>
    public static string Ranges(IReadOnlyList<IReadOnlyList<long>> ranges)
    {
        const int Shown = 5;
        var shown = string.Join(", ", ranges.Take(Shown).Select(r => r[0] == r[1] ? FormattableString.Invariant($"{r[0]}")
            : FormattableString.Invariant($"{r[0]}–{r[1]}")));
        return ranges.Count > Shown ? T("{0} and {1} more ranges in student.json", shown, ranges.Count - Shown) : shown;
    }

    /// <summary>A share as percent.</summary>
    public static string Percent(double share) => LabelSentences.Percent(share);

    private static string Points(double difference) => Written($"{difference * 100:+0.0;-0.0;0.0}");

    private static string Number(long number) => Written($"{number:N0}");

    private static IEnumerable<string> Of(StudentVectors vectors)
    {
        yield return vectors.Inputs == "joined"
            ? T("It sees words, letters and sentence vectors of {0} ({1} dimensions, pooling {2}; SHA-256 {3}…), registered as {4}, and runs with that model "
                + "alone.", vectors.Name, vectors.Dimensions, vectors.Pooling, vectors.Digest[..12], vectors.Entry)
            : T("It sees sentence vectors of {0} ({1} dimensions, pooling {2}; SHA-256 {3}…), registered as {4}, and runs with that model alone.",
                vectors.Name, vectors.Dimensions, vectors.Pooling, vectors.Digest[..12], vectors.Entry);
        yield return T(
            "Licence of that model, as its card has it: {0}. What it allows was ruled on by its entry; that the entry is of these weights is the word of "
                + "whoever taught the student.",
            vectors.Licence ?? T("none is named"));
        if (vectors.Tried.GetValueOrDefault("words") is { } words && vectors.Tried.GetValueOrDefault(vectors.Inputs) is { } own)
        {
            yield return T(
                "Within the lesson, where this was chosen, such students said what was taught of {0}, students of words and letters alone of {1}.",
                Share(own),
                Share(words));
        }
    }
}
