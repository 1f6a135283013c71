using Roundtable.Annotation.Agreement;
using Roundtable.Annotation.Votes;
using Roundtable.Deliberation.Rounds;
using Roundtable.Deliberation.Verdicts;

namespace Roundtable.Tests.Annotation.Agreement;

/// <summary>The examples of Krippendorff 2011, "Computing Krippendorff's Alpha-Reliability".</summary>
public sealed class KrippendorffAlphaTests
{
    /// <summary>A table from one text an observer, a character a unit; a point is no vote.</summary>
    private static VoteTable Table(string classes, params string[] observers) => new(
        [.. Enumerable.Range(0, observers[0].Length).Select(i => $"u{i}")],
        [.. observers.Select((_, i) => new VoteSource($"o{i}"))],
        [.. classes.Select(c => c.ToString())],
        [.. Enumerable.Range(0, observers[0].Length).SelectMany(u => observers.Select(o => (short)classes.IndexOf(o[u], StringComparison.Ordinal)))]);

    private static readonly VoteTable _four = Table("12345", "123321412...", "1233224125.3", ".3332342251.", "12332441251.");

    [Theory]
    [InlineData(AlphaMetric.Nominal, 0.743)]
    [InlineData(AlphaMetric.Ordinal, 0.815)]
    [InlineData(AlphaMetric.Interval, 0.849)]
    public void Four_observers_with_missing_data_agree_as_published(AlphaMetric metric, double expected) =>
        Assert.Equal(expected, KrippendorffAlpha.Of(_four, metric)!.Value, 5e-4);

    [Fact]
    public void Two_observers_agree_as_published()
    {
        Assert.Equal(0.095, KrippendorffAlpha.Of(Table("01", "0100000010", "1110010000"))!.Value, 5e-4);
        Assert.Equal(0.692, KrippendorffAlpha.Of(Table("abcde", "aabbdcccedda", "babbbccceddd"))!.Value, 5e-4);
    }

    [Fact]
    public void Scores_need_not_be_one_apart()
    {
        double Alpha(params double[] values) => KrippendorffAlpha.Of(_four, AlphaMetric.Interval, values)!.Value;
        Assert.Equal(Alpha(1, 2, 3, 4, 5), Alpha(10, 20, 30, 40, 50), 1e-12);
        Assert.NotEqual(Alpha(1, 2, 3, 4, 5), Alpha(1, 2, 3, 4, 100), 1e-3);
        Assert.Throws<ArgumentException>(() => KrippendorffAlpha.Of(_four, AlphaMetric.Interval, [1, 2]));
    }

    [Fact]
    public void It_is_the_alpha_of_sessions()
    {
        for (var seed = 1; seed <= 50; seed++)
        {
            var random = new SeededRandom(seed, "votes");
            var (items, sources, classes) = (2 + random.Next(8), 1 + random.Next(5), 2 + random.Next(3));
            var votes = Enumerable.Range(0, items * sources).Select(_ => (short)(random.Next(classes + 1) - 1)).ToArray();
            var table = new VoteTable(
                [.. Enumerable.Range(0, items).Select(i => $"{i}")],
                [.. Enumerable.Range(0, sources).Select(i => new VoteSource($"{i}"))],
                [.. Enumerable.Range(0, classes).Select(i => $"{i}")],
                votes);
            var units = Enumerable.Range(0, items).Select(i => (IReadOnlyList<int>)[.. table.Of(i).ToArray().Where(v => v >= 0).Select(v => (int)v)]);
            var expected = AgreementCount.Alpha(units);
            var alpha = KrippendorffAlpha.Of(table);
            Assert.Equal(expected is null, alpha is null);
            Assert.Equal(expected ?? 0, alpha ?? 0, 1e-9);
        }
    }

    [Fact]
    public void Where_nothing_varies_there_is_no_alpha()
    {
        Assert.Null(KrippendorffAlpha.Of(Table("ab", "aaa", "aaa")));
        Assert.Null(KrippendorffAlpha.Of(Table("ab", "ab.", "..a")));
        Assert.Null(KrippendorffAlpha.Estimate(Table("ab", "aaa", "aaa"), 1));
    }

    [Fact]
    public void The_interval_is_that_of_the_seed_and_holds_the_alpha()
    {
        var estimate = KrippendorffAlpha.Estimate(_four, 3)!;
        Assert.True(estimate.Interval!.Value.Contains(estimate.Alpha));
        Assert.InRange(estimate.Interval.Value.Width, 0.2, 0.9);
        Assert.Equal(estimate, KrippendorffAlpha.Estimate(_four, 3));
        Assert.NotEqual(estimate, KrippendorffAlpha.Estimate(_four, 4));
    }
}
