using System.Globalization;
using Roundtable.Annotation.Estimates;
using Roundtable.Annotation.Promises;
using Roundtable.Annotation.Votes;
using Roundtable.Deliberation.Rounds;

namespace Roundtable.Benchmarks;

/// <summary>How often a promised precision holds, and how much is taken, on tables whose truth is known; each figure beside its goal.</summary>
internal static class PromiseRuns
{
    private const double Precision = 0.9;

    /// <summary>Splits of a synthetic task of 20,000 items, and of each real table.</summary>
    public static void Run(string? folder, int splits)
    {
        Console.WriteLine($"A promise of {Precision:0.0} precision over {splits} splits; goals: holds in 95 % on the synthetic task; on tables mean precision 0.900, taken 0.8 of the best threshold known afterwards");
        Console.WriteLine("| task | promise | gold | promised | holds | mean precision | taken | best afterwards | part |");
        Console.WriteLine("| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
        var synthetic = Synthetic(20_000, 11);
        foreach (var gold in (int[])[100, 200, 500, 1_000, 2_000])
        {
            Report(synthetic.Task, synthetic.Panel, gold, splits);
        }

        foreach (var task in folder is null ? [] : VoteFiles.Tasks(folder))
        {
            foreach (var gold in (int[])[100, task.Gold.Length / 2])
            {
                if (gold < task.Gold.Length)
                {
                    Report(task, EstimateRuns.VoteShares(task.Votes), gold, splits);
                }
            }
        }
    }

    /// <summary>Labels of one confidence each, 0.3 to 1, which are right less often than they say.</summary>
    public static (VoteFiles.VoteTask Task, PanelLabels Panel) Synthetic(int items, long seed)
    {
        const int Classes = 4;
        var random = new SeededRandom(seed, "synthetic");
        var (gold, votes, told) = (new short[items], new short[items], new float[items * Classes]);
        for (var i = 0; i < items; i++)
        {
            gold[i] = (short)random.Next(Classes);
            var confidence = 0.3 + (0.7 * random.NextUnit());
            votes[i] = (short)((gold[i] + (random.NextUnit() < Math.Pow(confidence, 1.3) ? 0 : 1 + random.Next(Classes - 1))) % Classes);
            told.AsSpan(i * Classes, Classes).Fill((float)((1 - confidence) / (Classes - 1)));
            told[(i * Classes) + votes[i]] = (float)confidence;
        }

        var table = new VoteTable([.. Enumerable.Range(0, items).Select(i => $"{i}")], [new VoteSource("one")], ["a", "b", "c", "d"], votes);
        return (new VoteFiles.VoteTask("synthetic", table, gold), PanelLabels.Of(Classes, told));
    }

    private static void Report(VoteFiles.VoteTask task, PanelLabels panel, int size, int splits)
    {
        Report(task, panel, size, splits, "95 %", (gold, draw) => PrecisionPromise.Of(panel, gold, draw, Precision));
        Report(task, panel, size, splits, "on average", (gold, draw) => PrecisionPromise.OnAverage(panel, gold, draw, Precision));
    }

    private static void Report(VoteFiles.VoteTask task, PanelLabels panel, int size, int splits, string kind, Func<GoldLabels, RandomDraw, PromiseReport> promiseOf)
    {
        var (given, held, precisions, taken, best) = (0, 0, 0.0, 0.0, 0.0);
        var random = new SeededRandom(3, $"splits/{task.Name}/{size}");
        for (var s = 0; s < splits; s++)
        {
            int[] drawn = [.. random.Order(task.Gold.Length).Take(size)];
            var labels = Enumerable.Repeat(VoteTable.None, task.Gold.Length).ToArray();
            foreach (var item in drawn)
            {
                labels[item] = task.Gold[item];
            }

            var gold = new GoldLabels(labels);
            var open = Enumerable.Range(0, task.Gold.Length).Where(i => labels[i] == VoteTable.None).ToList();
            best += Best(task, panel, open);
            if (promiseOf(gold, RandomDraw.Simple(task.Gold.Length, drawn)) is not PromiseReport.Given promise)
            {
                held++;
                continue;
            }

            var accepted = open.Where(i => panel.LabelOf(i) != VoteTable.None && panel.ConfidenceOf(i) >= promise.MinConfidence).ToList();
            var right = accepted.Count(i => panel.LabelOf(i) == task.Gold[i]);
            given++;
            held += right >= Precision * accepted.Count ? 1 : 0;
            precisions += (double)right / accepted.Count;
            taken += accepted.Count;
        }

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {task.Name} | {kind} | {size} | {100.0 * given / splits:0} % | {100.0 * held / splits:0.0} % | {(given == 0 ? 0 : precisions / given):0.000} | {taken / splits:0} | {best / splits:0} | {(best == 0 ? 0 : taken / best):0.00} |"));
    }

    /// <summary>The most labels that any threshold, known afterwards, takes at the precision.</summary>
    private static int Best(VoteFiles.VoteTask task, PanelLabels panel, List<int> open)
    {
        var (taken, right, best) = (0, 0, 0);
        foreach (var tie in open.Where(i => panel.LabelOf(i) != VoteTable.None).GroupBy(panel.ConfidenceOf).OrderByDescending(g => g.Key))
        {
            taken += tie.Count();
            right += tie.Count(i => panel.LabelOf(i) == task.Gold[i]);
            best = right >= Precision * taken ? taken : best;
        }

        return best;
    }
}
