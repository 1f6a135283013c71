using System.Globalization;
using Roundtable.Annotation.Estimates;
using Roundtable.Annotation.Promises;
using Roundtable.Annotation.Votes;
using Roundtable.Deliberation.Rounds;

namespace Roundtable.Benchmarks;

/// <summary>How often intervals of shares and promises hold on tables whose truth is known; each figure beside its goal.</summary>
internal static class EstimateRuns
{
    /// <summary>Coverage and width of intervals over many draws, by task and panel.</summary>
    public static void Shares(string folder, int draws, int gold)
    {
        Console.WriteLine($"95 % intervals over {draws} draws of {gold} gold; goals: mean 93 to 97 %, no class below 91 %, on average no wider than gold alone");
        Console.WriteLine("| task | panel | mean | least | width | gold alone | its width | normal approximation, gold alone | panel alone off by |");
        Console.WriteLine("| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
        foreach (var task in VoteFiles.Tasks(folder).Where(t => t.Gold.Length > gold))
        {
            foreach (var (name, panel) in Panels(task))
            {
                Console.WriteLine(Cover(task, name, _ => panel, draws, gold).ToString());
            }
        }
    }

    /// <summary>Labels by majority, and shares of votes.</summary>
    private static IEnumerable<(string Name, PanelLabels Labels)> Panels(VoteFiles.VoteTask task)
    {
        var shares = VoteShares(task.Votes);
        yield return ("majority", PanelLabels.Of(task.Votes.Classes.Count, [.. Enumerable.Range(0, shares.Items).Select(shares.LabelOf)]));
        yield return ("vote shares", shares);
    }

    /// <summary>Of each item the share of its votes that each class has.</summary>
    public static PanelLabels VoteShares(VoteTable table)
    {
        var shares = new float[table.Items.Count * table.Classes.Count];
        for (var i = 0; i < table.Items.Count; i++)
        {
            var cast = table.Sources.Count - table.Of(i).Count(VoteTable.None);
            foreach (var vote in table.Of(i))
            {
                if (vote != VoteTable.None)
                {
                    shares[(i * table.Classes.Count) + vote] += 1f / cast;
                }
            }
        }

        return PanelLabels.Of(table.Classes.Count, shares);
    }

    /// <summary>Coverage over draws; the panel may depend on the gold.</summary>
    private static Coverage Cover(VoteFiles.VoteTask task, string name, Func<GoldLabels, PanelLabels> panelOf, int draws, int size)
    {
        var (items, classes) = (task.Gold.Length, task.Votes.Classes.Count);
        var truth = Enumerable.Range(0, classes).Select(c => (double)task.Gold.Count(g => g == c) / items).ToArray();
        var coverage = new Coverage($"{task.Name} | {name}", classes, draws);
        var random = new SeededRandom(7, $"draws/{task.Name}");
        for (var d = 0; d < draws; d++)
        {
            int[] drawn = [.. random.Order(items).Take(size)];
            var labels = Enumerable.Repeat(VoteTable.None, items).ToArray();
            foreach (var item in drawn)
            {
                labels[item] = task.Gold[item];
            }

            var gold = new GoldLabels(labels);
            var report = Annotation.Estimates.Shares.Of(task.Votes.Classes, panelOf(gold), gold, RandomDraw.Simple(items, drawn));
            coverage.Add(((ShareReport.Estimated)report).Shares, truth, items, size);
        }

        return coverage;
    }

    private sealed class Coverage(string task, int classes, int draws)
    {
        private readonly double[] _held = new double[classes];
        private readonly double[] _goldHeld = new double[classes];
        private readonly double[] _normalHeld = new double[classes];
        private double _width;
        private double _goldWidth;
        private double _off;

        public void Add(IReadOnlyList<ShareEstimate> shares, double[] truth, int items, int size)
        {
            for (var c = 0; c < classes; c++)
            {
                var (share, gold) = (shares[c], shares[c].GoldShare);
                _held[c] += share.Interval.Contains(truth[c]) ? 1.0 / draws : 0;
                _goldHeld[c] += share.GoldInterval.Contains(truth[c]) ? 1.0 / draws : 0;
                var half = 1.96 * Math.Sqrt(gold * (1 - gold) / (size - 1) * (1 - ((double)size / items)));
                _normalHeld[c] += Math.Abs(gold - truth[c]) <= half ? 1.0 / draws : 0;
                _width += share.Interval.Width / draws / classes;
                _goldWidth += share.GoldInterval.Width / draws / classes;
                _off += Math.Abs(share.PanelShare - truth[c]) / draws / classes;
            }
        }

        public override string ToString() => string.Create(
            CultureInfo.InvariantCulture,
            $"| {task} | {100 * _held.Average():0.0} | {100 * _held.Min():0.0} | {_width:0.0000} | {100 * _goldHeld.Average():0.0} / {100 * _goldHeld.Min():0.0} | {_goldWidth:0.0000} | {100 * _normalHeld.Average():0.0} / {100 * _normalHeld.Min():0.0} | {_off:0.000} |{Missed()}");

        private string Missed() => _held.Average() is >= 0.93 and <= 0.97 && _held.Min() >= 0.91 && _width <= _goldWidth ? "" : " missed";
    }
}
