using System.Globalization;
using Roundtable.Annotation.Aggregation;
using Roundtable.Annotation.Votes;

namespace Roundtable.Benchmarks;

/// <summary>The default rule on every table of a folder, and on each half of it: on tables and halves that nothing was tuned on it has to do as well.</summary>
internal static class TaskRuns
{
    /// <summary>Prints a row for each task, half and number of gold.</summary>
    /// <param name="tasks">The tables.</param>
    /// <param name="draws">Number of draws of the gold.</param>
    /// <param name="halves">0 for all items, 1 and 2 for the halves.</param>
    public static void Run(IEnumerable<VoteTask> tasks, int draws, int[] halves)
    {
        Console.WriteLine($"The default rule, means over {draws} draws of the gold, scored outside it; 'half' gold is half of the items");
        Console.WriteLine("| task | items | gold | majority | no gold, by the default | best seat | default | gain | calibration error above perfect |");
        Console.WriteLine("| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
        foreach (var task in tasks)
        {
            foreach (var which in halves)
            {
                var half = task.Half(which);
                var right = new GoldLabels(half.Truth);
                var blind = DefaultAggregation.Aggregate(half.Votes, GoldLabels.Nothing(half.Truth.Length));
                var silent = RuleScores.Points(blind.Labels, right, right.Items);
                int[] sizes = half.Truth.Length > 5_000 ? [50, 100, 500] : [50, 100, half.Truth.Length / 2];
                foreach (var gold in sizes.Where(g => g < half.Truth.Length * 0.6).Distinct())
                {
                    var scores = RuleScores.Of(half.Votes, right, gold, draws);
                    var items = which switch { 0 => "all", 1 => "first half", _ => "second half" };
                    Console.WriteLine(
                        string.Create(CultureInfo.InvariantCulture, $"| {task.Name} | {items}, {half.Truth.Length} | {gold} | {scores.Majority:0.0000} ")
                        + string.Create(CultureInfo.InvariantCulture, $"| {silent:0.0000} ({blind.Choice.Rule}) | {scores.Best:0.0000} | {scores.Accuracy:0.0000} ")
                        + string.Create(CultureInfo.InvariantCulture, $"| {scores.Gain:+0.0000;-0.0000} ± {scores.GainError:0.0000} | {scores.Excess:0.000} |"));
                }
            }
        }
    }
}
