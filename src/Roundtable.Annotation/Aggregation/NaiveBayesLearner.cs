using Roundtable.Annotation.Votes;

namespace Roundtable.Annotation.Aggregation;

/// <summary>
/// The confusions of each source counted on the gold, shrunk towards a source that is right with its own accuracy and otherwise votes as it votes on all
/// items. Sources of one family (or one seat) do not count as independent: m of them whose errors correlate by ρ weigh as m / (1 + (m − 1) ρ).
/// </summary>
internal sealed class NaiveBayesLearner : IComponentLearner
{
    /// <summary>Votes of the expected source that each row of counts is added to.</summary>
    private const double Shrinkage = 5;

    /// <summary>Gold items at which a family's measured correlation weighs as much as the one expected before.</summary>
    private const double CorrelationShrinkage = 10;

    private const double ExpectedCorrelation = 0.5;

    /// <inheritdoc/>
    public string Name => "naive-bayes";

    /// <inheritdoc/>
    public double Credit => 1;

    /// <inheritdoc/>
    public bool Fits(VoteTable table) => DawidSkeneRule.Fits(table);

    /// <inheritdoc/>
    public RuleComponent Learn(VoteTable table, GoldLabels gold, CancellationToken cancellation)
    {
        var sources = table.Sources.Count;
        var classes = table.Classes.Count;
        var used = VotesCast(table);
        var truths = new double[classes];
        var counts = new double[sources * classes * classes];
        foreach (var i in gold.Items)
        {
            truths[gold[i]]++;
            for (var s = 0; s < sources; s++)
            {
                if (table[i, s] is var vote && vote != VoteTable.None)
                {
                    counts[(((s * classes) + vote) * classes) + gold[i]]++;
                }
            }
        }

        var independence = Independence(table, gold);
        var accuracies = Accuracies(counts, sources, classes);
        var weights = new double[counts.Length];
        for (var s = 0; s < sources; s++)
        {
            // Right by chance: the share of its votes that would meet the gold class if it did not look.
            var chance = Enumerable.Range(0, classes).Sum(c => used[(s * classes) + c] * truths[c]) / gold.Items.Count;
            var knows = Math.Clamp((accuracies[s] - chance) / Math.Max(1e-9, 1 - chance), 0, 1);
            for (var y = 0; y < classes; y++)
            {
                var all = Enumerable.Range(0, classes).Sum(v => counts[(((s * classes) + v) * classes) + y]);
                for (var v = 0; v < classes; v++)
                {
                    var expected = ((1 - knows) * used[(s * classes) + v]) + (v == y ? knows : 0);
                    var cell = (((s * classes) + v) * classes) + y;
                    weights[cell] = independence[s] * Math.Log((counts[cell] + (Shrinkage * expected)) / (all + Shrinkage));
                }
            }
        }

        return new WeightedVotes(Name, 1, 1, [.. truths.Select(t => Math.Log((t + 1) / (gold.Items.Count + classes)))], weights);
    }

    /// <summary>How often each source votes for each class, on all items; half a vote more for each class.</summary>
    private static double[] VotesCast(VoteTable table)
    {
        var classes = table.Classes.Count;
        var cast = new double[table.Sources.Count * classes];
        Array.Fill(cast, 0.5);
        for (var i = 0; i < table.Items.Count; i++)
        {
            var votes = table.Of(i);
            for (var s = 0; s < votes.Length; s++)
            {
                if (votes[s] != VoteTable.None)
                {
                    cast[(s * classes) + votes[s]]++;
                }
            }
        }

        foreach (var row in cast.Chunk(classes).Select((r, s) => (Votes: r, Source: s)))
        {
            var all = row.Votes.Sum();
            for (var c = 0; c < classes; c++)
            {
                cast[(row.Source * classes) + c] = row.Votes[c] / all;
            }
        }

        return cast;
    }

    private static double[] Accuracies(double[] counts, int sources, int classes)
    {
        var right = new double[sources];
        var all = new double[sources];
        for (var cell = 0; cell < counts.Length; cell++)
        {
            var source = cell / (classes * classes);
            all[source] += counts[cell];
            right[source] += cell / classes % classes == cell % classes ? counts[cell] : 0;
        }

        var pooled = (right.Sum() + 1) / (all.Sum() + 2);
        return [.. right.Select((r, s) => (r + (4 * pooled)) / (all[s] + 4))];
    }

    /// <summary>For each source the part of a vote that it counts: 1 / (1 + the sum of the correlations of its errors with those of its relatives).</summary>
    private static double[] Independence(VoteTable table, GoldLabels gold)
    {
        var families = table.Sources.Select((s, i) => (Family: s.Family ?? "seat " + s.Seat, i)).ToLookup(f => f.Family, f => f.i, StringComparer.Ordinal);
        var result = new double[table.Sources.Count];
        foreach (var members in families.Select(f => f.ToArray()))
        {
            var correlation = members.Length == 1 ? 0 : Correlation(table, gold, members);
            foreach (var s in members)
            {
                result[s] = 1 / (1 + ((members.Length - 1) * correlation));
            }
        }

        return result;
    }

    private static double Correlation(VoteTable table, GoldLabels gold, int[] members)
    {
        double together = 0, alone = 0, wrong = 0, votes = 0;
        var pairs = 0.0;
        foreach (var i in gold.Items)
        {
            var errors = members.Where(s => table[i, s] != VoteTable.None).Select(s => table[i, s] == gold[i] ? 0.0 : 1.0).ToArray();
            wrong += errors.Sum();
            votes += errors.Length;
            var sum = errors.Sum();
            pairs += errors.Length * (errors.Length - 1) / 2.0;
            together += sum * (sum - 1) / 2;
        }

        var rate = wrong / Math.Max(1, votes);
        alone = rate * (1 - rate);
        if (pairs == 0 || alone < 1e-9)
        {
            return ExpectedCorrelation;
        }

        var measured = Math.Clamp(((together / pairs) - (rate * rate)) / alone, 0, 1);
        var n = gold.Items.Count;
        return ((n * measured) + (CorrelationShrinkage * ExpectedCorrelation)) / (n + CorrelationShrinkage);
    }
}
