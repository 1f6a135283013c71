using System.Globalization;
using Roundtable.Annotation.Scores;
using Roundtable.Annotation.Students.HandOver;
using Roundtable.Annotation.Students.Imitation;
using Roundtable.Annotation.Students.Testing;
using Roundtable.Workspace.Labels;
using Roundtable.Workspace.Students.Folders;

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

        yield return $"It says what its teacher says of {Share(test.Agreement)}, "
            + "each tested with a student that was taught neither the text nor a near-duplicate of it.";
        yield return $"Its probabilities are off by {Percent(test.Calibration.Error)} on average (expected calibration error; "
            + $"chance alone gives {Percent(test.Calibration.ExpectedIfCalibrated)}).";
        if (test.Gold is not { } gold)
        {
            yield return "No text has a label of people: how often teacher and student are right is not known.";
            yield break;
        }

        yield return string.Create(CultureInfo.InvariantCulture, $"Of the {gold.Student.Trials:N0} texts that people labelled ")
            + $"it gets {Share(gold.Student)} right, its teacher {Share(gold.Teacher)}: a difference of {Interval(gold.Difference)}.";
        if (test.Errors is { Wrong.Hits: > 0 } errors)
        {
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"Of the teacher's {errors.Wrong.Hits:N0} errors {errors.InPatterns.Hits:N0} are of a kind that comes more often than by chance; ")
                + string.Create(
                    CultureInfo.InvariantCulture,
                    $"the student says the same wrong class of {errors.Repeated.Hits:N0} and gets {errors.Corrected.Hits:N0} right.");
        }
    }

    /// <summary>How far it agrees with its teacher beyond what gold explains.</summary>
    public static IEnumerable<string> Imitation(ImitationReport imitation)
    {
        yield return $"The two agree on {Share(imitation.Agreement)} of the texts with gold, and would on {Percent(imitation.Expected)} "
            + "if gold were all that they have in common: "
            + $"an excess of {Interval(imitation.Excess)}"
            + (imitation.PValue <= Significant
                ? string.Create(CultureInfo.InvariantCulture, $", which chance gives in {imitation.PValue:0.0000} of permutations.")
                : string.Create(CultureInfo.InvariantCulture, $", which is no more than chance gives (p = {imitation.PValue:0.00})."));
        yield return string.Create(
            CultureInfo.InvariantCulture,
            $"Of the {imitation.SameWrong.Trials:N0} texts that both get wrong they give the same wrong class of {imitation.SameWrong.Hits:N0}; ")
            + string.Create(
                CultureInfo.InvariantCulture, $"{imitation.SameWrongExpected:0.0} would be expected of answers that have nothing to do with each other.");
    }

    /// <summary>What 1,000 texts cost where those below a threshold are handed over; a dash where the teacher's price is not known.</summary>
    public static string CostOf(HandOverTable table, HandOverPoint point) => table.CostPerText is { } cost && point.HandedOver.Share is { } share
        ? string.Create(CultureInfo.InvariantCulture, $"${cost * (decimal)share * 1000:0.00####}")
        : "–";

    /// <summary>A difference of shares with its interval, in percentage points.</summary>
    public static string Interval(MeanWithInterval mean) => $"{Points(mean.Mean)} ({Points(mean.Interval.Low)} to {Points(mean.Interval.High)})";

    /// <summary>A share with its counts and interval: <c>91.7 % (2,824 of 3,080; 90.6 % to 92.6 %)</c>.</summary>
    public static string Share(Frequency frequency) => frequency is { Share: { } share, Interval: { } interval }
        ? string.Create(
            CultureInfo.InvariantCulture,
            $"{Percent(share)} ({frequency.Hits:N0} of {frequency.Trials:N0}; {Percent(interval.Low)} to {Percent(interval.High)})")
        : "none";

    /// <summary>Ranges of leaves as a text, the first of many.</summary>
    public static string Ranges(IReadOnlyList<IReadOnlyList<long>> ranges)
    {
        const int Shown = 5;
        var shown = ranges.Take(Shown).Select(r => r[0] == r[1]
            ? r[0].ToString(CultureInfo.InvariantCulture)
            : string.Create(CultureInfo.InvariantCulture, $"{r[0]}–{r[1]}"));
        return string.Join(", ", shown)
            + (ranges.Count > Shown ? string.Create(CultureInfo.InvariantCulture, $" and {ranges.Count - Shown} more ranges in student.json") : "");
    }

    /// <summary>A share as percent.</summary>
    public static string Percent(double share) => LabelSentences.Percent(share);

    private static string Points(double difference) => string.Create(CultureInfo.InvariantCulture, $"{difference * 100:+0.0;-0.0;0.0} points");

    private static IEnumerable<string> Of(StudentVectors vectors)
    {
        yield return string.Create(
            CultureInfo.InvariantCulture,
            $"It sees {(vectors.Inputs == "joined" ? "words, letters and " : "")}sentence vectors of {vectors.Name} ({vectors.Dimensions} dimensions, "
                + $"pooling {vectors.Pooling}; SHA-256 {vectors.Digest[..12]}…), registered as {vectors.Entry}, and runs with that model alone.");
        yield return $"Licence of that model, as its card has it: {vectors.Licence ?? "none is named"}. What it allows was ruled on by its entry; that the "
            + "entry is of these weights is the word of whoever taught the student.";
        if (vectors.Tried.GetValueOrDefault("words") is { } words && vectors.Tried.GetValueOrDefault(vectors.Inputs) is { } own)
        {
            yield return $"Within the lesson, where this was chosen, such students said what was taught of {Share(own)}, students of words "
                + $"and letters alone of {Share(words)}.";
        }
    }
}
