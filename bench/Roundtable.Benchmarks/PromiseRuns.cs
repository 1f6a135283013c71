using System.Globalization;
using Roundtable.Annotation.Estimates;
using Roundtable.Annotation.Promises;
using Roundtable.Annotation.Votes;
using Roundtable.Deliberation.Rounds;

namespace Roundtable.Benchmarks;

/// <summary>How often a promised precision holds, and how much is taken, where the truth is known; each figure beside its goal.</summary>
internal static class PromiseRuns
{
    private const double Precision = 0.9;

    /// <summary>Splits of a synthetic task of 20,000 items, and of the public tasks with half of each as gold.</summary>
    /// <param name="tasks">The public tasks.</param>
    /// <param name="splits">Number of splits of each synthetic task; 0 leaves them out.</param>
    /// <param name="publicSplits">Number of splits of each public task, in each of which a rule is learned.</param>
    public static void Run(IEnumerable<VoteTask> tasks, int splits, int publicSplits)
    {
        Console.WriteLine($"A promised precision of {Precision:0.0} among the items without gold whose label is taken; where nothing is promised, nothing is broken");
        Console.WriteLine("goals: with certainty it holds in 95 % of the splits of the synthetic tasks;");
        Console.WriteLine("on public tasks the mean precision is 0.900, and 0.8 of what the best threshold known afterwards takes is taken");
        Console.WriteLine("| task | promise | gold | promised | holds | mean precision | taken | best afterwards | part |");
        Console.WriteLine("| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
        foreach (var (name, power) in splits == 0 ? [] : new[] { ("overconfident", 1.3), ("calibrated", 1.0), ("underconfident", 0.5) })
        {
            var (task, panel) = Synthetic(20_000, 11, $"synthetic, {name}", power);
            foreach (var gold in (int[])[100, 500, 2_000, 6_000, 10_000])
            {
                Report(task, _ => panel, gold, splits);
            }
        }

        foreach (var task in publicSplits == 0 ? [] : tasks)
        {
            Report(task, task.Default, task.Truth.Length / 2, publicSplits);
        }
    }

    /// <summary>Labels of one confidence each, 0.3 to 1, which are right with that confidence to a power: above 1 less often than they say.</summary>
    private static (VoteTask Task, PanelLabels Panel) Synthetic(int items, long seed, string name, double power)
    {
        const int Classes = 4;
        var random = new SeededRandom(seed, "synthetic");
        var (gold, votes, told) = (new short[items], new short[items], new float[items * Classes]);
        for (var i = 0; i < items; i++)
        {
            gold[i] = (short)random.Next(Classes);
            var confidence = 0.3 + (0.7 * random.NextUnit());
            votes[i] = (short)((gold[i] + (random.NextUnit() < Math.Pow(confidence, power) ? 0 : 1 + random.Next(Classes - 1))) % Classes);
            told.AsSpan(i * Classes, Classes).Fill((float)((1 - confidence) / (Classes - 1)));
            told[(i * Classes) + votes[i]] = (float)confidence;
        }

        var table = new VoteTable([.. Enumerable.Range(0, items).Select(i => $"{i}")], [new VoteSource("one")], ["a", "b", "c", "d"], votes);
        return (new VoteTask(name, table, gold), PanelLabels.Of(Classes, told));
    }

    private static void Report(VoteTask task, Func<GoldLabels, PanelLabels> panelOf, int size, int splits)
    {
        var (certain, average) = (new Sum(task, splits), new Sum(task, splits));
        var random = new SeededRandom(3, $"splits/{task.Name}/{size}");
        List<int[]> draws = [.. Enumerable.Range(0, splits).Select(_ => random.Order(task.Truth.Length)[..size])];
        Parallel.ForEach(draws, drawn =>
        {
            var gold = task.Gold(drawn);
            var (panel, draw) = (panelOf(gold), SampleDesign.Simple(task.Truth.Length, drawn));
            List<int> open = [.. Enumerable.Range(0, task.Truth.Length).Where(i => gold[i] == VoteTable.None && panel.LabelOf(i) != VoteTable.None)];
            certain.Add(panel, open, PrecisionPromise.Of(panel, gold, draw, Precision));
            average.Add(panel, open, PrecisionPromise.OnAverage(panel, gold, draw, Precision));
        });
        Console.WriteLine($"| {task.Name} | 95 % certain | {size} | {certain}");
        Console.WriteLine($"| {task.Name} | on average | {size} | {average}");
    }

    private sealed class Sum(VoteTask task, int splits)
    {
        private readonly Lock _gate = new();
        private int _given;
        private int _held;
        private double _precision;
        private long _taken;
        private long _best;

        public void Add(PanelLabels panel, List<int> open, PromiseReport report)
        {
            var taken = report is PromiseReport.Given given ? open.Where(i => panel.ConfidenceOf(i) >= given.MinConfidence).ToList() : [];
            var right = taken.Count(i => panel.LabelOf(i) == task.Truth[i]);
            var best = Best(panel, open);
            lock (_gate)
            {
                _given += taken.Count > 0 ? 1 : 0;
                _held += right >= Precision * taken.Count ? 1 : 0;
                _precision += taken.Count == 0 ? 1 : (double)right / taken.Count;
                _taken += taken.Count;
                _best += best;
            }
        }

        public override string ToString() => string.Create(
            CultureInfo.InvariantCulture,
            $"{100.0 * _given / splits:0} % | {100.0 * _held / splits:0.0} % | {_precision / splits:0.000} | {(double)_taken / splits:0} ")
            + string.Create(CultureInfo.InvariantCulture, $"| {(double)_best / splits:0} | {(_best == 0 ? 0 : (double)_taken / _best):0.00} |");

        /// <summary>The most labels that any threshold, known afterwards, takes at the precision.</summary>
        private int Best(PanelLabels panel, List<int> open)
        {
            var (taken, right, best) = (0, 0, 0);
            foreach (var tie in open.GroupBy(panel.ConfidenceOf).OrderByDescending(g => g.Key))
            {
                taken += tie.Count();
                right += tie.Count(i => panel.LabelOf(i) == task.Truth[i]);
                best = right >= Precision * taken ? taken : best;
            }

            return best;
        }
    }
}
