using Roundtable.Tests.Samples;
using Roundtable.Watching.Memorising;
using Roundtable.Watching.Windows;

namespace Roundtable.Tests.Watching.Memorising;

/// <summary>Own outputs that a suspect repeats, and controls that it cannot know.</summary>
public sealed class MemorisedTestTests
{
    private static readonly string[] _vocabulary = [.. Enumerable.Range(0, 300).Select(i => $"w{i}")];

    [Fact]
    public void A_model_that_repeats_one_answer_in_three_is_told_from_one_that_does_not()
    {
        var results = MemorisedTest.Run([.. Items("learned", 60, 0.33, 1), .. Items("innocent", 60, 0, 2)], 5);
        Assert.Equal(["innocent", "learned"], results.Select(r => r.Suspect));
        Assert.True(results[1].Holm < 0.01);
        Assert.True(results[1].ExactRecorded > 5);
        Assert.Equal(0, results[1].ExactControls);
        Assert.True(results[0].Holm > 0.05);
    }

    [Fact]
    public void Among_innocent_models_p_values_are_no_smaller_than_they_say()
    {
        var few = TestDepth.Of(60, 1000);
        var results = MemorisedTest.Run(Enumerable.Range(0, few).SelectMany(i => Items($"m{i}", 25, 0, 100 + (ulong)i)), 5);
        Assert.True(results.Count(r => r.P <= 0.1) <= (0.1 * few) + (3 * Math.Sqrt(0.09 * few)));
    }

    [Fact]
    public void Too_few_controls_tell_nothing()
    {
        var error = Assert.Throws<FormatException>(() => MemorisedTest.Run(Items("m", 10, 1, 1), 5));
        Assert.Contains("20 of each are needed", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Ten_answers_about_one_output_are_no_more_than_one()
    {
        MemorisedItem[] items = [.. Items("m", 25, 0.1, 7)];
        var (once, often) = (MemorisedTest.Run(items, 5)[0], MemorisedTest.Run(items.SelectMany(i => Enumerable.Repeat(i, 10)), 5)[0]);
        Assert.Equal((once.P, once.Recorded, once.Controls), (often.P, often.Recorded, often.Controls));
        Assert.Equal(once.ExactRecorded, often.ExactRecorded);
        var error = Assert.Throws<FormatException>(() => MemorisedTest.Run([.. items, items[0] with { IsControl = !items[0].IsControl }], 5));
        Assert.Contains("cannot be both", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_output_in_the_middle_of_a_long_answer_is_found()
    {
        var items = Items("m", 25, 0, 8).Select(i => i.IsControl ? i : i with { Answer = $"{Filler(900)} {i.Expected.Replace("w1 ", "w1, ", StringComparison.Ordinal)} {Filler(900)}" });
        var result = MemorisedTest.Run(items, 5)[0];
        Assert.Equal(1, result.MeanRecorded, 6);
        Assert.True(result.Holm < 0.001);
    }

    // The example of Benjamini and Hochberg's method with four values, by hand.
    [Fact]
    public void Adjusted_values_are_those_of_Holm_and_of_Benjamini_and_Hochberg()
    {
        var (holm, hochberg) = MemorisedTest.Adjusted([0.01, 0.04, 0.03, 0.005]);
        Assert.Equal([0.03, 0.06, 0.06, 0.02], holm.Select(v => Math.Round(v, 6)));
        Assert.Equal([0.02, 0.04, 0.04, 0.02], hochberg.Select(v => Math.Round(v, 6)));
    }

    private static IEnumerable<MemorisedItem> Items(string suspect, int each, double learned, ulong seed)
    {
        var random = new SplitMix(seed);
        for (var i = 0; i < 2 * each; i++)
        {
            var expected = Text(random, 20);
            var isControl = i % 2 == 0;
            yield return new MemorisedItem(suspect, isControl, expected, !isControl && random.NextDouble() < learned ? $"Sure: {expected}" : Text(random, 20));
        }
    }

    private static string Filler(int words) => string.Join(' ', Enumerable.Range(0, words).Select(i => $"filler{i}"));

    private static string Text(SplitMix random, int words) => string.Join(' ', Enumerable.Range(0, words).Select(_ => _vocabulary[random.Next(20)]));
}
