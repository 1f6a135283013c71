using Roundtable.Annotation.Calibration;
using Roundtable.Annotation.Votes;

namespace Roundtable.Annotation.Aggregation;

/// <summary>
/// MACE (Hovy et al. 2013): a source either knows the class and votes for it (probability θ), or does not look and votes by a distribution of its own. It
/// finds people who click one button. Gold is clamped; classes are equally likely before any vote. One start, from the shares of the votes, so that it is
/// deterministic.
/// </summary>
public sealed class MaceRule : IAggregationRule
{
    // Jeffreys' priors for both, as the variational form of the paper has them.
    private const double KnowingPrior = 0.5;
    private const double GuessPrior = 0.5;

    /// <inheritdoc/>
    public string Name => "mace";

    /// <inheritdoc/>
    public AggregatedLabels Aggregate(VoteTable table, GoldLabels gold, CancellationToken cancellation = default)
    {
        var sources = table.Sources.Count;
        var classes = table.Classes.Count;
        var labels = Majorities.Shares(table, gold);
        var knows = Enumerable.Repeat(0.5, sources).ToArray();
        var guesses = Enumerable.Repeat(1.0 / classes, sources * classes).ToArray();
        ExpectationMaximisation.Run(
            table.Items.Count,
            () =>
            {
                Maximise(table, labels, knows, guesses);
                return Expect(table, gold, knows, guesses, labels);
            },
            cancellation);

        return new AggregatedLabels(Name, classes, labels);
    }

    private static void Maximise(VoteTable table, double[] labels, double[] knows, double[] guesses)
    {
        var classes = table.Classes.Count;
        var known = new double[knows.Length];
        var cast = new double[knows.Length];
        var guessed = new double[guesses.Length];
        for (var i = 0; i < table.Items.Count; i++)
        {
            var votes = table.Of(i);
            for (var s = 0; s < knows.Length; s++)
            {
                if (votes[s] == VoteTable.None)
                {
                    continue;
                }

                var guess = (1 - knows[s]) * guesses[(s * classes) + votes[s]];
                var knew = labels[(i * classes) + votes[s]] * knows[s] / (knows[s] + guess);
                known[s] += knew;
                cast[s]++;
                guessed[(s * classes) + votes[s]] += 1 - knew;
            }
        }

        for (var s = 0; s < knows.Length; s++)
        {
            knows[s] = (known[s] + KnowingPrior) / (cast[s] + (2 * KnowingPrior));
            var all = cast[s] - known[s] + (GuessPrior * classes);
            for (var c = 0; c < classes; c++)
            {
                guesses[(s * classes) + c] = (guessed[(s * classes) + c] + GuessPrior) / all;
            }
        }
    }

    private static double Expect(VoteTable table, GoldLabels gold, double[] knows, double[] guesses, double[] labels)
    {
        var classes = table.Classes.Count;
        var likelihood = 0.0;
        for (var i = 0; i < table.Items.Count; i++)
        {
            var votes = table.Of(i);
            if (gold[i] != VoteTable.None || !votes.ContainsAnyExcept(VoteTable.None))
            {
                continue;
            }

            var row = labels.AsSpan(i * classes, classes);
            row.Clear();
            for (var s = 0; s < knows.Length; s++)
            {
                if (votes[s] != VoteTable.None)
                {
                    var guess = Math.Log((1 - knows[s]) * guesses[(s * classes) + votes[s]]);
                    row[votes[s]] += Math.Log(knows[s] + Math.Exp(guess)) - guess;
                    likelihood += guess;
                }
            }

            likelihood += Softmax.InPlace(row) - Math.Log(classes);
        }

        return likelihood;
    }
}
