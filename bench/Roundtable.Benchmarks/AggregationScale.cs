using System.Diagnostics;
using System.Globalization;
using Roundtable.Annotation.Aggregation;
using Roundtable.Annotation.Votes;

namespace Roundtable.Benchmarks;

/// <summary>Dawid and Skene's model on many rows, and the same rows as a file for other programs.</summary>
internal static class AggregationScale
{
    private const int Classes = 5;
    private static readonly double[] _accuracies = [0.85, 0.8, 0.7, 0.65, 0.6, 0.5, 0.4];

    /// <summary>Votes of seven sources of unequal skill; one in ten is missing.</summary>
    public static (VoteTable Votes, short[] Truths) Make(int items)
    {
        var random = new Random(11);
        var truths = new short[items];
        var votes = new short[items * _accuracies.Length];
        for (var i = 0; i < items; i++)
        {
            truths[i] = (short)Math.Min(random.Next(Classes), random.Next(Classes));
            for (var s = 0; s < _accuracies.Length; s++)
            {
                votes[(i * _accuracies.Length) + s] = random.NextDouble() < 0.1 ? VoteTable.None
                    : random.NextDouble() < _accuracies[s] ? truths[i]
                    : (short)((truths[i] + 1 + random.Next(Classes - 1)) % Classes);
            }
        }

        return (new VoteTable(new Numbered(items), [.. _accuracies.Select((_, s) => new VoteSource($"s{s}"))], [.. Enumerable.Range(0, Classes).Select(c => $"c{c}")], votes), truths);
    }

    /// <summary>Times the full model.</summary>
    public static void Run(int items)
    {
        var (votes, truths) = Make(items);
        var watch = Stopwatch.StartNew();
        var labels = new DawidSkeneRule().Aggregate(votes, GoldLabels.Nothing(items));
        BenchTable.Report(
            ("items", items),
            ("seconds", watch.Elapsed.TotalSeconds),
            ("accuracy", truths.Select((t, i) => labels.Points(i, t)).Average()),
            ("peakMiB", Process.GetCurrentProcess().PeakWorkingSet64 / 1048576.0));
    }

    /// <summary>Writes task, worker and label a line, and the truths.</summary>
    public static void Write(int items, string file)
    {
        var (votes, truths) = Make(items);
        using var text = new StreamWriter(file);
        text.WriteLine("task,worker,label,truth");
        for (var i = 0; i < items; i++)
        {
            for (var s = 0; s < votes.Sources.Count; s++)
            {
                if (votes[i, s] is var vote && vote != VoteTable.None)
                {
                    text.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{i},{s},{vote},{truths[i]}"));
                }
            }
        }
    }

    /// <summary>Ids that are numbers, without a string for each.</summary>
    private sealed class Numbered(int count) : IReadOnlyList<string>
    {
        public int Count => count;

        public string this[int index] => index.ToString(CultureInfo.InvariantCulture);

        public IEnumerator<string> GetEnumerator() => Enumerable.Range(0, count).Select(i => this[i]).GetEnumerator();

        System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
