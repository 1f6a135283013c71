using System.Globalization;
using Roundtable.Annotation.Distributions;
using Roundtable.Annotation.Students.Testing;
using Roundtable.Annotation.Votes;

namespace Roundtable.Annotation.Students.HandOver;

/// <summary>From which probability on a student answers by itself.</summary>
/// <param name="MinProbability">The least probability, ends included; above 1 where it never answers by itself.</param>
/// <param name="Why">What is promised, and of what, as a sentence.</param>
public sealed record HandOverRule(double MinProbability, string Why)
{
    /// <summary>In at least this share of draws a precision holds.</summary>
    public const double Certainty = 0.95;

    /// <summary>How many times as many texts each threshold keeps as the one before, at least: fewer tests find more.</summary>
    private const double Growth = 1.03;

    /// <summary>Never hands anything over.</summary>
    public static HandOverRule Always { get; } = new(0, "The student answers every text.");

    /// <summary>A threshold that somebody gives; nothing is promised.</summary>
    public static HandOverRule At(double probability) =>
        new(probability, string.Create(CultureInfo.InvariantCulture, $"It answers from a probability of {probability:0.###} on; nothing is promised."));

    /// <summary>
    /// The least threshold at which the answers that the student gives by itself are right at least as often as promised: learn-then-test (Angelopoulos,
    /// Bates, Candès, Jordan and Lei 2021) with exact binomial tests, in a fixed sequence from the surest texts on. It holds for texts drawn like those that
    /// the student was tested on, in 95 of 100 such tests.
    /// </summary>
    /// <param name="tested">The texts that the student was tested on.</param>
    /// <param name="precision">The promised share of right answers, above 0 and below 1.</param>
    /// <param name="byGold">Whether right means what people say; otherwise it means what the teacher says.</param>
    /// <returns>The rule; null where no threshold keeps the promise.</returns>
    public static HandOverRule? ForPrecision(IReadOnlyList<TestedText> tested, double precision, bool byGold)
    {
        var ranked = tested.Where(t => (byGold ? t.Gold : t.Teacher) != VoteTable.None).OrderByDescending(t => t.Probability).ToList();
        double? found = null;
        var steps = Steps(ranked, t => t.Student != (byGold ? t.Gold : t.Teacher));

        // Where the sequence begins depends on the told probabilities alone, so that its tests need no correction for each other.
        var start = steps.MinBy(s => PValue((int)Math.Ceiling(s.ToldWrong), s.Texts));
        foreach (var step in steps.SkipWhile(s => s != start).TakeWhile(s => PValue(s.Wrong, s.Texts) <= 1 - Certainty))
        {
            found = step.MinProbability;
        }

        return found is { } probability
            ? new HandOverRule(
                probability,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"At least {precision:0.###} of the student's own answers are what {(byGold ? "people" : "its teacher")} would say, ")
                    + string.Create(CultureInfo.InvariantCulture, $"for texts like those it was tested on ({Certainty:0.##} certain)."))
            : null;

        double PValue(int wrong, int texts) => Counts.BinomialAtMost(wrong, texts, 1 - precision);
    }

    /// <summary>
    /// The threshold at which no more than a share of texts is handed over on average: the conformal quantile of the probabilities of tested texts (Vovk,
    /// Gammerman and Shafer 2005), for texts drawn like those.
    /// </summary>
    /// <param name="tested">The texts that the student was tested on.</param>
    /// <param name="share">The share, 0 to 1.</param>
    public static HandOverRule ForBudget(IReadOnlyList<TestedText> tested, double share)
    {
        // Of n + 1 texts in random order, a new one is below the k-th least of the others with probability k ÷ (n + 1) at most.
        var rank = (int)Math.Floor(share * (tested.Count + 1));
        var probability = rank == 0 ? 0 : rank > tested.Count ? double.BitIncrement(1) : tested.Select(t => t.Probability).Order().ElementAt(rank - 1);
        return new HandOverRule(
            probability,
            string.Create(CultureInfo.InvariantCulture, $"At most {share:0.###} of texts are handed over on average, for texts like those it was tested on."));
    }

    /// <summary>Thresholds that keep one more text each, and at least <see cref="Growth"/> as many as the one before.</summary>
    private static List<Step> Steps(List<TestedText> ranked, Func<TestedText, bool> isWrong)
    {
        List<Step> steps = [];
        var (wrong, told) = (0, 0.0);
        for (var i = 0; i < ranked.Count; i++)
        {
            wrong += isWrong(ranked[i]) ? 1 : 0;
            told += 1 - ranked[i].Probability;
            var isLast = i + 1 == ranked.Count;
            var isGrown = steps.Count == 0 || i + 1 >= Growth * steps[^1].Texts;
            if (isLast || (isGrown && ranked[i + 1].Probability < ranked[i].Probability))
            {
                steps.Add(new Step(ranked[i].Probability, i + 1, wrong, told));
            }
        }

        return steps;
    }

    private sealed record Step(double MinProbability, int Texts, int Wrong, double ToldWrong);
}
