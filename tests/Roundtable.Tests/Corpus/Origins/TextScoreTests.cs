using Roundtable.Corpus.Origins;

namespace Roundtable.Tests.Corpus.Origins;

/// <summary>The score by words alone.</summary>
public sealed class TextScoreTests
{
    // The hashes of words in the first and in the last bucket.
    private const ulong First = 0, Last = ulong.MaxValue;

    [Fact]
    public void It_is_the_logistic_function_of_the_mean_weight()
    {
        var score = Score(1);
        Assert.Equal(1 / (1 + Math.Exp(-((0.5 * (100 - 20 - 20) / 3) + 0.25))), score.Of([First, Last, Last]), 1e-12);
        Assert.Equal(1 / (1 + Math.Exp(-0.25)), score.Of([]), 1e-12);
        Assert.Equal((sbyte)-20, (sbyte)score.Weights[^1]);
        Assert.Equal(((1 << TextScore.Bits) - 1, 0), (TextScore.Bucket(Last), TextScore.Bucket(Last >> TextScore.Bits)));
    }

    [Fact]
    public void It_is_weak_evidence_from_forty_words_and_its_threshold_on()
    {
        ulong[] words = [.. Enumerable.Repeat(First, TextScore.MinWords)];
        var reached = Score(1).Of(words);
        var evidence = Score(reached).Evidence(words);
        Assert.Equal((EvidenceKind.Statistical, Origin.Synthetic, Strength.Weak, false), (evidence!.Kind, evidence.Indicates, evidence.Strength, evidence.Decides));
        Assert.Contains("5.8", evidence.Summary, StringComparison.Ordinal);
        Assert.Null(Score(reached).Evidence(words.AsSpan(1)));
        Assert.Null(Score(Math.BitIncrement(reached)).Evidence(words));
    }

    [Fact]
    public void The_one_that_is_built_in_can_be_read()
    {
        Assert.Equal(1 << TextScore.Bits, TextScore.Current.Weights.Length);
        Assert.InRange(TextScore.Current.Of([First]), 0, 1);
    }

    private static TextScore Score(double threshold)
    {
        var weights = new byte[1 << TextScore.Bits];
        weights[0] = 100;
        weights[^1] = unchecked((byte)-20);
        return new TextScore
        {
            Version = "test",
            Weights = weights,
            Slope = 0.5,
            Intercept = 0.25,
            Threshold = threshold,
            TestSet = "two texts",
            FalsePositives = 0.058,
            TruePositives = 0.5,
        };
    }
}
