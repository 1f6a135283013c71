using Roundtable.Tests.Samples;
using Roundtable.Tests.Watching.Monitoring;
using Roundtable.Watching.Traffic;
using Roundtable.Watching.Windows;

namespace Roundtable.Tests.Watching.Windows;

/// <summary>Windows of traffic by sentence vectors: the rate that was promised, what only vectors see, and the words that they need.</summary>
public sealed class VectorWindowTests
{
    private const int Size = 200;
    private const int Dimensions = 16;

    [Fact]
    public void Benign_windows_are_flagged_no_more_often_than_promised()
    {
        var (tested, flagged) = (0, 0);
        for (var seed = 0; seed < TestDepth.Of(3, 40); seed++)
        {
            var windows = Watch(Traffic(seed, 4_000, 0), Traffic(seed + 1_000, 6_000, 0), 0.05);
            tested += windows.Count;
            flagged += windows.Count(w => w.IsFlagged);
        }

        Assert.True(tested >= 80);
        Assert.True(flagged <= (0.05 * tested) + (3 * Math.Sqrt(0.05 * 0.95 * tested)), $"{flagged} of {tested}");
    }

    [Fact]
    public void A_meaning_that_words_do_not_show_is_seen_by_vectors_alone()
    {
        // The words are the same; what they mean, as the model tells it, is another subject for three callers in ten.
        var (reference, traffic) = (Traffic(1, 4_000, 0), Traffic(2, 4_000, 0.3));
        var seen = Watch(reference, traffic, 0.005);
        Assert.True(seen.Count >= 15);
        Assert.True(seen.Count(w => w.IsFlagged) >= 0.9 * seen.Count, string.Join("; ", seen));
        Assert.True(Watch(reference, traffic, 0.005, isHashed: true).Count(w => w.IsFlagged) <= 1);
    }

    [Fact]
    public void Each_prompt_is_encoded_once_when_its_window_is_full_and_forgotten_then()
    {
        List<int> asked = [];
        var vectors = new PromptVectors(Dimensions, texts =>
        {
            asked.Add(texts.Count);
            return [.. texts.Select(Vector)];
        });
        var test = new WindowTest(new PromptEmbedding(Dimensions), 50, 0.05, 1, vectors);
        var traffic = Traffic(1, 120, 0).ToList();
        traffic[..70].ForEach(e => test.Add(e, isReference: true));
        Assert.Equal([50], asked);
        test.Forget();
        traffic[70..].ForEach(e => test.Add(e, isReference: true));
        Assert.Equal([50, 50], asked);
    }

    [Fact]
    public void A_prompt_without_words_is_refused_and_so_is_a_vector_of_another_length()
    {
        var entry = new TrafficEntry("a", TrafficSimulator.Start, PromptFeatures.Of("x"), 1);
        var test = new WindowTest(new PromptEmbedding(Dimensions), 50, 0.05, 1, new PromptVectors(Dimensions, t => [.. t.Select(Vector)]));
        Assert.Throws<ArgumentException>(() => test.Add(entry, isReference: true));
        var sum = new float[new PromptEmbedding(Dimensions).Length];
        Assert.Throws<ArgumentException>(() => new PromptEmbedding(Dimensions).AddTo(entry.Prompt, sum));
        Assert.Throws<ArgumentException>(() => new PromptEmbedding(Dimensions).AddTo(entry.Prompt, sum, new float[Dimensions - 1]));
        Assert.Throws<ArgumentException>(() => new PromptEmbedding().AddTo(entry.Prompt, sum, new float[Dimensions]));
    }

    private static List<TrafficWindow> Watch(IEnumerable<TrafficEntry> reference, IEnumerable<TrafficEntry> traffic, double rate, bool isHashed = false)
    {
        var vectors = isHashed ? null : new PromptVectors(Dimensions, t => [.. t.Select(Vector)]);
        var test = new WindowTest(new PromptEmbedding(vectors?.Dimensions ?? 0), Size, rate, 3, vectors);
        foreach (var entry in reference)
        {
            test.Add(entry, isReference: true);
        }

        test.Forget();
        return [.. traffic.Select(e => test.Add(e, isReference: false)).OfType<TrafficWindow>()];
    }

    /// <summary>
    /// Prompts of a hundred callers, of words that tell nothing, each prompt once; the number in the spaces behind them is what they are about.
    /// </summary>
    private static IEnumerable<TrafficEntry> Traffic(int seed, int prompts, double odd)
    {
        var random = new Random(seed);
        for (var i = 0; i < prompts; i++)
        {
            var caller = random.Next(100);
            var subject = caller < odd * 100 ? 7 : random.Next(5);
            var text = $"how do I do it {Letters(random)} {Letters(random)}{new string(' ', subject + 1)}";
            yield return new TrafficEntry($"caller{caller}", TrafficSimulator.Start.AddSeconds(i), PromptFeatures.Of(text), i) { Text = text };
        }
    }

    private static string Letters(Random random) => string.Concat(Enumerable.Range(0, 6).Select(_ => (char)('a' + random.Next(26))));

    private static float[] Vector(string text)
    {
        var vector = new float[Dimensions];
        vector[text.Length - text.TrimEnd().Length] = 1;
        return vector;
    }
}
