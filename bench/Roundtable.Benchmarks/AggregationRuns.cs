using System.Diagnostics;
using System.Globalization;
using Roundtable.Annotation.Aggregation;
using Roundtable.Annotation.Votes;

namespace Roundtable.Benchmarks;

/// <summary>Accuracy of the default aggregation on public votes, each figure beside its goal.</summary>
internal sealed class AggregationRuns(string folder, int draws)
{
    private static readonly string[] _css = ["emotion", "flute", "ibc", "media_ideology", "mrf", "semeval_stance", "tempowic"];

    /// <summary>Everything.</summary>
    public void All()
    {
        MmluPro();
        Cascade();
        Grades();
        Crowds();
        SocialScience(50);
        SocialScience(100);
        Halves();
        Judges(50, 0.889);
        Judges(200, 0.901);
        AllJudges();
    }

    /// <summary>Flash and a 70B model agree, else the dear model; and how often five of five are right.</summary>
    public void Cascade()
    {
        var (votes, right) = VoteFiles.Read(folder, "mmlu-pro.tsv.gz");
        var nothing = GoldLabels.Nothing(votes.Items.Count);
        var rule = new CascadeRule(["gemini-1.5-flash-002", "Meta-Llama-3_1-70B-Instruct"], "gemini-1.5-pro-002");
        Line("MMLU-Pro cascade", Accuracy(rule.Aggregate(votes, nothing), right, right.Items), 0.719,
            string.Create(CultureInfo.InvariantCulture, $"dear calls {(double)rule.DearItems(votes).Count / votes.Items.Count:0.000} (goal at most 0.400)"));
        string[] five = ["gemini-1.5-pro-002", "Meta-Llama-3_1-70B-Instruct", "Qwen1.5-110B", "jamba-1.5-large", "c4ai-command-r-v01"];
        var panel = VoteFiles.Only(votes, s => five.Contains(s.Name));
        var majority = new MajorityRule().Aggregate(panel, nothing);
        var agreeing = right.Items.Where(i => majority.Confidence(i) == 1 && !panel.Of(i).Contains(VoteTable.None)).ToArray();
        Line("MMLU-Pro majority of five vendors", Accuracy(majority, right, right.Items), 0.654, string.Join(", ", five));
        Line("MMLU-Pro right where five of five agree", Accuracy(majority, right, agreeing), 0.90, "90 to 91 %");
        var told = new double[draws];
        Parallel.For(0, told.Length, d =>
        {
            var order = right.Items.ToArray();
            new Random(d).Shuffle(order);
            var labels = DefaultAggregation.Aggregate(panel, right.Only(order[..500])).Labels;
            told[d] = agreeing.Except(order[..500]).Average(labels.Confidence);
        });
        Line("MMLU-Pro told where five of five agree (500 gold)", told.Average(), 0.90, "90 to 91 %");
    }

    /// <summary>GSM8K: numbers are classes.</summary>
    public void Grades()
    {
        var (votes, right) = VoteFiles.Read(folder, "gsm8k.tsv");
        var nothing = GoldLabels.Nothing(votes.Items.Count);
        Line("GSM8K best seat", Accuracy(new MajorityRule().Aggregate(VoteFiles.Only(votes, s => s.Name == "175b_verification"), nothing), right, right.Items), 0.5625, "");
        Line("GSM8K majority", Accuracy(new MajorityRule().Aggregate(votes, nothing), right, right.Items), 0.482, "");
        Line("GSM8K any right", right.Items.Average(i => votes.Of(i).Contains(right[i]) ? 1.0 : 0), 0.673, "");
        var outcome = DefaultAggregation.Aggregate(votes, nothing);
        Line($"GSM8K without gold, {outcome.Choice.Rule}", Accuracy(outcome.Labels, right, right.Items), 0, "");
    }

    /// <summary>Calibration of the small tasks with half of each held out.</summary>
    public void Halves()
    {
        foreach (var task in _css)
        {
            var (votes, right) = VoteFiles.Read(folder, $"css-{task}.tsv");
            var result = Draw(votes, right, right.Items.Count / 2);
            Line($"css {task}, half held out: calibration error above perfect", result.Excess, 0.02, "at most");
        }
    }

    /// <summary>The seven tasks of social science, with some gold.</summary>
    public void SocialScience(int gold)
    {
        var ours = new List<double>();
        var excess = new List<double>();
        foreach (var task in _css)
        {
            var (votes, right) = VoteFiles.Read(folder, $"css-{task}.tsv");
            var result = Draw(votes, right, gold);
            ours.Add(result.Accuracy);
            excess.Add(result.Excess);
            Line($"css {task}, {gold} gold", result.Accuracy, result.Best - 0.01, $"best seat {result.Best:0.0000}, gain {result.Gain:+0.0000;-0.0000} ± {result.GainError:0.0000}, calibration error above perfect {result.Excess:0.000}");
        }

        Line($"css mean of seven, {gold} gold", ours.Average(), gold == 50 ? 0.657 : gold == 100 ? 0.666 : 0, $"calibration error above perfect {excess.Average():0.000}");
    }

    /// <summary>Judges asked in both orders.</summary>
    public void Judges(int gold, double goal)
    {
        var (all, right) = VoteFiles.Read(folder, "llmbar.tsv.gz", VoteFiles.Judge);
        var votes = VoteFiles.Only(all, s => s.Seat.EndsWith("/Vanilla", StringComparison.Ordinal) || s.Seat.EndsWith("/Metrics_Reference", StringComparison.Ordinal));
        var result = Draw(votes, right, gold);
        Line($"LLMBar, 24 votes, {gold} gold", result.Accuracy, goal, $"best seat {result.Best:0.0000}, calibration error above perfect {result.Excess:0.000}");
    }

    /// <summary>All configurations of all judges, by ten folds.</summary>
    public void AllJudges()
    {
        var (votes, right) = VoteFiles.Read(folder, "llmbar.tsv.gz", VoteFiles.Judge);
        var points = 0.0;
        var order = Enumerable.Range(0, votes.Items.Count).ToArray();
        new Random(1).Shuffle(order);
        foreach (var fold in order.Chunk(42))
        {
            var labels = DefaultAggregation.Aggregate(votes, right.Without(fold)).Labels;
            points += fold.Sum(i => labels.Points(i, right[i]));
        }

        Line("LLMBar, all 65 configurations, ten folds", points / order.Length, 0.913, "");
    }

    /// <summary>People's labels without gold.</summary>
    public void Crowds()
    {
        foreach (var (name, goal) in new[] { ("crowd-product", 0.9396), ("crowd-duck", 0.898) })
        {
            var (votes, right) = VoteFiles.ReadCrowd(folder, name);
            var nothing = GoldLabels.Nothing(votes.Items.Count);
            var outcome = DefaultAggregation.Aggregate(votes, nothing);
            var others = new IAggregationRule[] { new MajorityRule(), new OneCoinRule() }
                .Select(r => string.Create(CultureInfo.InvariantCulture, $"{r.Name} {Accuracy(r.Aggregate(votes, nothing), right, right.Items):0.0000}"));
            Line($"{name} without gold, {outcome.Choice.Rule}", Accuracy(outcome.Labels, right, right.Items), goal, string.Join(", ", others));
        }
    }

    /// <summary>MMLU-Pro: the tables of the README, the best three weighted, the cascade, calibration.</summary>
    public void MmluPro()
    {
        var before = Environment.CpuUsage.TotalTime;
        var (votes, right) = VoteFiles.Read(folder, "mmlu-pro.tsv.gz");
        var nothing = GoldLabels.Nothing(votes.Items.Count);
        double Alone(string source) => Accuracy(new MajorityRule().Aggregate(VoteFiles.Only(votes, s => s.Name == source), nothing), right, right.Items);
        double Majority(params string[] sources) => Accuracy(new MajorityRule().Aggregate(VoteFiles.Only(votes, s => sources.Contains(s.Name)), nothing), right, right.Items);
        string[] top = ["gemini-1.5-pro-002", "gemini-1.5-flash-002", "Meta-Llama-3_1-70B-Instruct"];
        var all = Accuracy(new MajorityRule().Aggregate(votes, nothing), right, right.Items);
        var skene = DefaultAggregation.Aggregate(votes, nothing);
        var processor = Environment.CpuUsage.TotalTime - before;
        Line("MMLU-Pro best seat", Alone(top[0]), 0.701, "");
        Line("MMLU-Pro majority of the top three", Majority(top), 0.705, "");
        Line("MMLU-Pro majority of all 28", all, 0.586, "");
        Line($"MMLU-Pro without gold, {skene.Choice.Rule}", Accuracy(skene.Labels, right, right.Items), 0, "");
        Line("seconds of processor time to read 12,002 × 28 votes and label them by majority and by the default without gold", processor.TotalSeconds, 3, "at most");
        var three = VoteFiles.Only(votes, s => top.Contains(s.Name));
        var weighted = Draw(three, right, 500);
        Line("MMLU-Pro top three, 500 gold", weighted.Accuracy, 0.718, $"best seat {weighted.Best:0.0000}");
        Calibration("MMLU-Pro, half held out", votes, right);
    }

    /// <summary>Calibration with half of the gold.</summary>
    public static void Calibration(string what, VoteTable votes, GoldLabels right)
    {
        var random = new Random(3);
        var order = Enumerable.Range(0, votes.Items.Count).ToArray();
        random.Shuffle(order);
        var held = order[..(order.Length / 2)];
        var watch = Stopwatch.StartNew();
        var outcome = DefaultAggregation.Aggregate(votes, right.Without(held));
        var (error, perfect) = RuleScores.CalibrationError(outcome.Labels, right, held, random);
        Line(what + ": expected calibration error", error, 0.03, string.Create(CultureInfo.InvariantCulture, $"at most; perfect at this size {perfect:0.000}; accuracy {Accuracy(outcome.Labels, right, held):0.0000}; {watch.Elapsed.TotalSeconds:0.0} s; {outcome.Choice.Reason}"));
    }

    private RuleScores Draw(VoteTable votes, GoldLabels right, int gold) => RuleScores.Of(votes, right, gold, draws);

    private static double Accuracy(AggregatedLabels labels, GoldLabels right, IReadOnlyList<int> items) => RuleScores.Points(labels, right, items);

    private static void Line(string what, double value, double goal, string more) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what}: {value:0.0000}{(goal > 0 ? $" (goal {goal:0.0000})" : "")}{(more == "" ? "" : "; ")}{more}"));
}
