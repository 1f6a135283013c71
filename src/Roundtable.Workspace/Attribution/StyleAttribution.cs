using Roundtable.Annotation.Students.Learning;
using Roundtable.Annotation.Students.Teaching;
using Roundtable.Annotation.Students.Testing;
using Roundtable.Annotation.Votes;
using Roundtable.Watching.Windows;

namespace Roundtable.Workspace.Attribution;

/// <summary>
/// Tells which style family texts are like, by a linear student of recorded outputs (docs/students.md). A third of the prompts teach it, a third say from which
/// odds on a family may be named, a third tell how often that is wrong; texts of one prompt are in one part, so that no subject gives a family away.
/// </summary>
public static class StyleAttribution
{
    /// <summary>The fewest outputs of a family.</summary>
    public const int MinTexts = 60;

    /// <summary>The most families: more are tested for longer than anybody waits.</summary>
    public const int MaxFamilies = 40;

    private const int MaxStrangers = 6;

    /// <summary>Attributes texts of one hand.</summary>
    /// <param name="recorded">Outputs of which the family is known: two families or more, with 60 each.</param>
    /// <param name="texts">The texts.</param>
    /// <param name="maxWrong">The share of names that may be wrong: above 0, below 0.5.</param>
    /// <param name="seed">The same seed gives the same report.</param>
    /// <param name="cancellation">Stops.</param>
    /// <exception cref="FormatException">When there is too little to tell anything; the message is a sentence.</exception>
    public static StyleReport Attribute(
        IReadOnlyList<StyleText> recorded, IReadOnlyList<string> texts, double maxWrong, int seed, CancellationToken cancellation)
    {
        string[] families = [.. recorded.Select(r => r.Family).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        var counts = recorded.CountBy(r => r.Family, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal);
        if (texts.Count == 0 || families.Length is < 2 or > MaxFamilies || counts.Values.Min() < MinTexts)
        {
            throw new FormatException(texts.Count == 0 ? "There are no texts to attribute."
                : $"There are {families.Length} families, the smallest with {counts.Values.DefaultIfEmpty().Min()} outputs: 2 to {MaxFamilies} are needed "
                    + $"with {MinTexts} each, or nobody could say how often an answer is wrong.");
        }

        var parts = Parts(recorded, seed);
        var voice = Teach(families, recorded, parts, _ => true, seed, cancellation);
        var (calibration, test) = (Score(voice, families, recorded, parts, 1), Score(voice, families, recorded, parts, 2));
        var size = Math.Min(texts.Count, Math.Min(calibration.Min(f => f.Count), test.Min(f => f.Count)));
        var groups = new StyleGroups(size, families.Length);
        groups.Calibrate(groups.Draw(calibration, seed), maxWrong);
        var held = groups.Draw(test, seed + 1).Select(g => (g.Family, Told: groups.Tell(g.Sum), Best: StyleGroups.Best(groups.Odds(g.Sum)))).ToList();
        var strangers = Strangers(families, recorded, parts, size, maxWrong, seed, cancellation);
        var told = held.Count(h => h.Told is not null);
        var sum = Sum(voice, families.Length, texts, size);
        var odds = groups.Odds(sum);
        return new StyleReport(
            texts.Count,
            size,
            groups.Tell(sum) is { } family ? families[family] : null,
            [.. families.Zip(odds).OrderByDescending(f => f.Second).ThenBy(f => f.First, StringComparer.Ordinal)],
            new StyleTest(
                held.Count,
                held.Count(h => h.Best == h.Family) / (double)held.Count,
                told / (double)held.Count,
                told == 0 ? 0 : held.Count(h => h.Told is { } name && name != h.Family) / (double)told,
                strangers.Count,
                strangers.Count(s => s) / (double)Math.Max(1, strangers.Count)));
    }

    /// <summary>Whether groups of a family are given a name when their own is not among those to choose from.</summary>
    private static List<bool> Strangers(
        string[] families, IReadOnlyList<StyleText> recorded, int[] parts, int size, double maxWrong, int seed, CancellationToken cancellation)
    {
        List<bool> named = [];
        foreach (var stranger in families.Length < 3 ? [] : families.OrderBy(f => System.IO.Hashing.XxHash3.HashToUInt64(
            System.Text.Encoding.UTF8.GetBytes($"{seed} {f}"))).Take(MaxStrangers))
        {
            string[] others = [.. families.Where(f => f != stranger)];
            var voice = Teach(others, recorded, parts, t => t.Family != stranger, seed, cancellation);
            var groups = new StyleGroups(size, others.Length);
            groups.Calibrate(groups.Draw(Score(voice, others, recorded, parts, 1), seed), maxWrong);
            var own = Score(voice, [stranger], recorded, parts, 2, others.Length);
            named.AddRange(groups.Draw(own, seed + 2).Select(g => groups.Tell(g.Sum) is not null));
        }

        return named;
    }

    /// <summary>The part of each output: 0 teaches, 1 calibrates, 2 tests. Outputs of one prompt are in one.</summary>
    private static int[] Parts(IReadOnlyList<StyleText> recorded, int seed)
    {
        Dictionary<string, int> prompts = new(StringComparer.Ordinal);
        var random = new SplitMix(unchecked((ulong)seed ^ 0x57A11E));
        return [.. recorded.Select((r, i) =>
        {
            var key = r.Prompt.Length > 0 ? r.Prompt : $"\0{i}";
            return prompts.TryGetValue(key, out var part) ? part : prompts[key] = random.Next(3);
        })];
    }

    private static StudentVoice Teach(
        string[] families, IReadOnlyList<StyleText> recorded, int[] parts, Func<StyleText, bool> counts, int seed, CancellationToken cancellation)
    {
        Dictionary<string, int> clusters = new(StringComparer.Ordinal);
        List<LessonText> texts = [];
        for (var i = 0; i < recorded.Count; i++)
        {
            if (parts[i] == 0 && counts(recorded[i]))
            {
                var key = recorded[i].Prompt.Length > 0 ? recorded[i].Prompt : $"\0{i}";
                clusters.TryAdd(key, clusters.Count);
                texts.Add(new LessonText(
                    $"{i}", recorded[i].Text, clusters[key], (short)Array.IndexOf(families, recorded[i].Family), 1, VoteTable.None, VoteTable.None));
            }
        }

        try
        {
            var settings = new TeachingSettings { Folds = 3, Seed = seed, HasCurve = false };
            return new StudentVoice(StudentTeacher.Teach(new Lesson(families, texts), settings, cancellation).Student);
        }
        catch (ArgumentException e)
        {
            throw new FormatException(e.Message, e);
        }
    }

    /// <summary>By family, the log-probabilities of its outputs of a part.</summary>
    private static List<List<double[]>> Score(
        StudentVoice voice, string[] families, IReadOnlyList<StyleText> recorded, int[] parts, int part, int? classes = null) =>
        [.. families.Select(f => recorded.Where((r, i) => parts[i] == part && r.Family == f)
            .Select(r => Log(voice, r.Text, classes ?? families.Length)).ToList())];

    private static double[] Log(StudentVoice voice, string text, int classes)
    {
        var probabilities = new double[classes];
        voice.Probabilities(text, probabilities);
        return Array.ConvertAll(probabilities, p => Math.Log(Math.Max(p, 1e-9)));
    }

    /// <summary>The log-probabilities of texts together; of more than could be tested, of as many as that on average.</summary>
    private static double[] Sum(StudentVoice voice, int classes, IReadOnlyList<string> texts, int size)
    {
        var sum = new double[classes];
        foreach (var text in texts)
        {
            StyleGroups.Add(Log(voice, text, classes), sum);
        }

        return Array.ConvertAll(sum, s => s * size / texts.Count);
    }
}
