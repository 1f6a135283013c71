using System.Globalization;
using Roundtable.Annotation.Estimates;
using Roundtable.Annotation.Votes;
using Roundtable.Deliberation.Rounds;

namespace Roundtable.Benchmarks;

/// <summary>How often intervals of shares hold, and how wide they are, on public votes; each figure beside its goal.</summary>
/// <param name="draws">Number of random draws.</param>
/// <param name="gold">Size of a draw.</param>
internal sealed class EstimateRuns(int draws, int gold)
{
    /// <summary>Every public task: labels by majority, shares of votes and, over fewer draws, the default rule, which learns from the gold.</summary>
    /// <param name="tasks">The tasks.</param>
    /// <param name="learnedDraws">Number of draws from which the default rule learns.</param>
    public void Shares(IEnumerable<VoteTask> tasks, int learnedDraws)
    {
        Console.WriteLine($"95 % intervals over {draws} draws of {gold} gold ({learnedDraws} where a rule is learned from it)");
        Console.WriteLine("goals: mean coverage 93 to 97 %, no class below 91 %, on average no wider than gold alone with the same correction");
        Console.WriteLine("| task | labels | mean % | least % | width | gold alone % | its width | normal approximation of gold % | panel alone off by | |");
        Console.WriteLine("| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | --- |");
        foreach (var task in tasks.Where(t => t.Truth.Length > gold))
        {
            var shares = task.VoteShares();
            var majority = PanelLabels.Of(shares.Classes, [.. Enumerable.Range(0, shares.Items).Select(shares.LabelOf)]);
            Cover(task, "majority", _ => majority, draws);
            Cover(task, "shares of votes", _ => shares, draws);
            Cover(task, "default rule", task.Default, learnedDraws);
        }
    }

    private void Cover(VoteTask task, string labels, Func<GoldLabels, PanelLabels> panelOf, int times)
    {
        if (times == 0)
        {
            return;
        }

        var items = task.Truth.Length;
        short[] present = [.. task.Truth.Distinct().Order()];
        double[] truth = [.. present.Select(c => (double)task.Truth.Count(t => t == c) / items)];
        var (held, goldHeld, normalHeld) = (new double[present.Length], new double[present.Length], new double[present.Length]);
        var (width, goldWidth, off) = (0.0, 0.0, 0.0);
        var orders = new SeededRandom(7, $"draws/{task.Name}");
        List<int[]> drawn = [.. Enumerable.Range(0, times).Select(_ => orders.Order(items)[..gold])];
        var part = 1.0 / times;
        var gate = new Lock();
        Parallel.ForEach(drawn, draw =>
        {
            var known = task.Gold(draw);
            var report = (ShareReport.Estimated)Annotation.Estimates.Shares.Of(task.Votes.Classes, panelOf(known), known, SampleDesign.Simple(items, draw));
            lock (gate)
            {
                for (var c = 0; c < present.Length; c++)
                {
                    var share = report.Shares[present[c]];
                    held[c] += share.Interval.Contains(truth[c]) ? part : 0;
                    goldHeld[c] += share.GoldInterval.Contains(truth[c]) ? part : 0;
                    normalHeld[c] += Math.Abs(share.GoldShare - truth[c]) <= Normal(share.GoldShare, items) ? part : 0;
                    width += share.Interval.Width * part / present.Length;
                    goldWidth += share.GoldInterval.Width * part / present.Length;
                    off += Math.Abs(share.PanelShare - truth[c]) * part / present.Length;
                }
            }
        });
        var kept = held.Average() is >= 0.93 and <= 0.97 && held.Min() >= 0.91 && width <= goldWidth;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {task.Name} | {labels}, {times} draws | {100 * held.Average():0.0} | {100 * held.Min():0.0} | {width:0.0000} | {100 * goldHeld.Average():0.0} ")
            + string.Create(
                CultureInfo.InvariantCulture,
                $"| {goldWidth:0.0000} | {100 * normalHeld.Average():0.0} | {off:0.000} | {(kept ? "" : "missed")} |"));
    }

    /// <summary>Half the width of the textbook interval with finite-population correction.</summary>
    private double Normal(double share, int items) => 1.96 * Math.Sqrt(share * (1 - share) / (gold - 1) * (1 - ((double)gold / items)));
}
