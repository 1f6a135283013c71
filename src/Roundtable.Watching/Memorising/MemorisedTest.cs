using Roundtable.Watching.Traffic;
using Roundtable.Watching.Windows;

namespace Roundtable.Watching.Memorising;

/// <summary>
/// Whether suspect models repeat one's own recorded outputs more than texts that they cannot have seen. The same prompts of the same kind must have been put in
/// both cases; only which of them were recorded is permuted. Several answers about one output depend on each other and are one item, with their mean.
/// </summary>
public static class MemorisedTest
{
    /// <summary>The fewest different recorded outputs, and the fewest controls, for each suspect.</summary>
    public const int MinItems = 20;

    private const int Permutations = 9999;

    /// <summary>Tests every suspect.</summary>
    /// <param name="items">The answers.</param>
    /// <param name="seed">Of the permutations.</param>
    /// <returns>A result for each suspect, by name.</returns>
    /// <exception cref="FormatException">When a suspect has too few recorded outputs or controls: nothing can be told then.</exception>
    public static IReadOnlyList<MemorisedResult> Run(IEnumerable<MemorisedItem> items, int seed)
    {
        List<MemorisedResult> results = [.. items.GroupBy(i => i.Suspect, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => One(g.Key, [.. g], seed))];
        var (holm, hochberg) = Adjusted([.. results.Select(r => r.P)]);
        return [.. results.Select((r, i) => r with { Holm = holm[i], BenjaminiHochberg = hochberg[i] })];
    }

    /// <summary>p-values adjusted for their number: by Holm, and by Benjamini and Hochberg.</summary>
    internal static (double[] Holm, double[] BenjaminiHochberg) Adjusted(double[] values)
    {
        var order = Enumerable.Range(0, values.Length).OrderBy(i => values[i]).ToArray();
        var (holm, hochberg, running) = (new double[values.Length], new double[values.Length], 0.0);
        for (var rank = 0; rank < order.Length; rank++)
        {
            running = Math.Max(running, Math.Min(1, (values.Length - rank) * values[order[rank]]));
            holm[order[rank]] = running;
        }

        running = 1;
        for (var rank = order.Length - 1; rank >= 0; rank--)
        {
            running = Math.Min(running, values.Length * values[order[rank]] / (rank + 1));
            hochberg[order[rank]] = running;
        }

        return (holm, hochberg);
    }

    private static MemorisedResult One(string suspect, IReadOnlyList<MemorisedItem> items, int seed)
    {
        var scored = items.GroupBy(i => Folded(i.Expected), StringComparer.Ordinal).Select(g => Several(suspect, [.. g])).ToList();
        var (recorded, controls) = (scored.Where(s => !s.IsControl).ToList(), scored.Where(s => s.IsControl).ToList());
        if (recorded.Count < MinItems || controls.Count < MinItems)
        {
            throw new FormatException(
                $"'{suspect}' has {recorded.Count} recorded outputs and {controls.Count} controls; {MinItems} of each are needed, or nothing can be told");
        }

        var scores = scored.Select(s => s.Score.Near).ToArray();
        var (total, observed) = (scores.Sum(), recorded.Sum(s => s.Score.Near));
        var (random, beyond) = (new SplitMix(unchecked((ulong)seed * 0x9E3779B97F4A7C15)), 0);
        for (var round = 0; round < Permutations; round++)
        {
            var sum = 0.0;
            for (var i = 0; i < recorded.Count; i++)
            {
                var other = i + random.Next(scores.Length - i);
                (scores[i], scores[other]) = (scores[other], scores[i]);
                sum += scores[i];
            }

            // Sums in another order differ in their last digits: what is equal counts as beyond.
            beyond += sum >= observed - 1e-9 ? 1 : 0;
        }

        return new MemorisedResult(
            suspect,
            recorded.Count,
            controls.Count,
            recorded.Count(s => s.Score.Exact),
            controls.Count(s => s.Score.Exact),
            observed / recorded.Count,
            (total - observed) / controls.Count,
            (beyond + 1.0) / (Permutations + 1),
            1,
            1);
    }

    /// <summary>What the answers about one output come to: the mean of how near they are, and whether one repeats it.</summary>
    private static (bool IsControl, (double Near, bool Exact) Score) Several(string suspect, IReadOnlyList<MemorisedItem> items)
    {
        if (items.Any(i => i.IsControl != items[0].IsControl))
        {
            throw new FormatException($"'{suspect}' was asked for an output that is recorded and a control too: it cannot be both");
        }

        var scores = items.Select(i => Score(i.Expected, i.Answer)).ToList();
        return (items[0].IsControl, (scores.Average(s => s.Near), scores.Exists(s => s.Exact)));
    }

    /// <summary>The share of a text's word 4-grams that are in an answer, and whether all of it is there in its order.</summary>
    private static (double Near, bool Exact) Score(string expected, string answer)
    {
        var (own, said) = (PromptFeatures.AllShingles(expected), PromptFeatures.AllShingles(answer));
        var (wanted, text) = (Folded(expected), Folded(answer));
        var exact = wanted.Length > 0 && text.Contains(wanted, StringComparison.Ordinal);
        return own.Length == 0 ? (exact ? 1 : 0, exact) : (own.Count(s => Array.BinarySearch(said, s) >= 0) / (double)own.Length, exact);
    }

    private static string Folded(string text) => string.Join(' ', text.ToLowerInvariant().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
