using System.Text;
using System.Text.Json;
using Roundtable.Corpus.Matches;
using Roundtable.Corpus.Origins;
using Roundtable.Record.Entries;

namespace Roundtable.Benchmarks;

/// <summary>Learns the weights of <see cref="TextScore"/> from texts of known origin, calibrates them on texts held back, and measures them on texts of other sources.</summary>
internal static class TextTeaching
{
    private const int Passes = 60;
    private const double Rate = 0.5;
    private const double Shrink = 2e-5;

    /// <summary>Learns from the files human-train, synthetic-train, human-test and synthetic-test (.jsonl with source and text) of a folder.</summary>
    public static void Run(string folder, string output, string version)
    {
        var human = Read(folder, "human-train");
        var synthetic = Read(folder, "synthetic-train");
        List<(ulong[] Words, bool IsSynthetic, string Source)> all = [.. human.Select(t => (t.Words, false, t.Source)), .. synthetic.Select(t => (t.Words, true, t.Source))];
        var random = new Random(1);
        var held = all.Where(_ => random.Next(5) == 0).ToList();
        var taught = all.Except(held).ToArray();
        var weights = Learn(taught, random);
        var most = weights.Max(Math.Abs);
        var packed = weights.Select(w => (sbyte)Math.Round(127 * w / most)).ToArray();
        var (slope, intercept) = Calibrate(held, packed);
        var score = new TextScore { Version = version, Weights = [.. packed.Select(w => (byte)w)], Slope = slope, Intercept = intercept, Threshold = 0.95, TestSet = "", FalsePositives = 0, TruePositives = 0 };
        var (people, models) = (Read(folder, "human-test"), Read(folder, "synthetic-test"));
        double Rate(IEnumerable<(ulong[] Words, string Source)> texts, double threshold) => texts.Average(t => score.Of(t.Words) >= threshold ? 1.0 : 0);
        foreach (var (name, texts) in new[] { ("human", people), ("synthetic", models) })
        {
            foreach (var group in texts.GroupBy(t => t.Source, StringComparer.Ordinal))
            {
                Console.WriteLine($"{name} {group.Key} {group.Count()}: at 0.5 {Rate(group, 0.5):P1}, at 0.9 {Rate(group, 0.9):P1}, at 0.95 {Rate(group, 0.95):P1}, at 0.99 {Rate(group, 0.99):P1}");
            }
        }

        score = score with
        {
            TestSet = $"{people.Count} texts by people and {models.Count} by models of sources it was not taught with",
            FalsePositives = Math.Round(Rate(people, score.Threshold), 4),
            TruePositives = Math.Round(Rate(models, score.Threshold), 4),
        };
        Console.WriteLine($"test set {Digest.Of(File.ReadAllBytes(Path.Combine(folder, "human-test.jsonl")))} {Digest.Of(File.ReadAllBytes(Path.Combine(folder, "synthetic-test.jsonl")))}: false {score.FalsePositives:P1}, true {score.TruePositives:P1}");
        File.WriteAllBytes(output, [.. JsonSerializer.SerializeToUtf8Bytes(score, TextScoreJson.Default.TextScore), (byte)'\n']);
    }

    private static double[] Learn((ulong[] Words, bool IsSynthetic, string Source)[] texts, Random random)
    {
        var weights = new double[1 << TextScore.Bits];
        var squares = new double[weights.Length];

        // Each source has the same say, and people and models have, whatever their texts' number.
        var share = texts.GroupBy(t => t.Source, StringComparer.Ordinal).ToDictionary(g => g.Key, g => 1.0 / g.Count(), StringComparer.Ordinal);
        var sides = texts.GroupBy(t => t.IsSynthetic).ToDictionary(g => g.Key, g => g.Select(t => t.Source).Distinct(StringComparer.Ordinal).Count());
        for (var pass = 0; pass < Passes; pass++)
        {
            random.Shuffle(texts);
            foreach (var (words, isSynthetic, source) in texts)
            {
                var sum = words.Sum(w => weights[TextScore.Bucket(w)]) / words.Length;
                var error = ((isSynthetic ? 1 : 0) - (1 / (1 + Math.Exp(-sum)))) * share[source] / sides[isSynthetic] * texts.Length / 2;
                foreach (var word in words)
                {
                    var bucket = TextScore.Bucket(word);
                    var step = (error / words.Length) - (Shrink * weights[bucket]);
                    squares[bucket] += step * step;
                    weights[bucket] += Rate * step / Math.Sqrt(squares[bucket] + 1e-8);
                }
            }
        }

        return weights;
    }

    private static (double Slope, double Intercept) Calibrate(List<(ulong[] Words, bool IsSynthetic, string Source)> held, sbyte[] weights)
    {
        var points = held.Select(h => (X: h.Words.Average(w => (double)weights[TextScore.Bucket(w)]), h.IsSynthetic)).ToList();
        var balance = (double)points.Count(p => p.IsSynthetic) / points.Count;
        var (slope, intercept) = (0.1, 0.0);
        for (var i = 0; i < 200_000; i++)
        {
            var (da, db) = (0.0, 0.0);
            foreach (var (x, isSynthetic) in points)
            {
                var weight = isSynthetic ? 0.5 / balance : 0.5 / (1 - balance);
                var error = weight * ((isSynthetic ? 1 : 0) - (1 / (1 + Math.Exp(-((slope * x) + intercept)))));
                da += error * x;
                db += error;
            }

            slope += 0.02 * da / points.Count;
            intercept += 0.2 * db / points.Count;
            if (Math.Abs(da) + Math.Abs(db) < 1e-3 * points.Count)
            {
                break;
            }
        }

        return (slope, intercept);
    }

    private static List<(ulong[] Words, string Source)> Read(string folder, string name)
    {
        var list = new WordList();
        List<(ulong[], string)> texts = [];
        foreach (var line in File.ReadLines(Path.Combine(folder, name + ".jsonl")))
        {
            using var row = JsonDocument.Parse(line);
            list.Clear();
            Words.Find(Encoding.UTF8.GetBytes(row.RootElement.GetProperty("text").GetString()!), list);
            if (list.Count >= TextScore.MinWords)
            {
                texts.Add((list.Hashes.ToArray(), row.RootElement.GetProperty("source").GetString()!));
            }
        }

        return texts;
    }
}
