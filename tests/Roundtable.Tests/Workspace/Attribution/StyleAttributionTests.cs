using Roundtable.Tests.Samples;
using Roundtable.Watching.Windows;
using Roundtable.Workspace;
using Roundtable.Workspace.Attribution;

namespace Roundtable.Tests.Workspace.Attribution;

/// <summary>Texts are given the name of the family that they are written like, or none; strangers mostly none, and how often is told.</summary>
public sealed class StyleAttributionTests
{
    private static readonly string[][] _turns =
    [
        ["Certainly!", "In summary,", "Let us delve into", "it is worth noting that"],
        ["Sure thing:", "Bottom line:", "Here is the deal with", "keep in mind"],
        ["I would say", "All in all", "Consider", "on balance"],
        ["Well,", "So, finally,", "Look at", "you see"],
    ];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void Ten_texts_are_named_where_one_cannot_be_and_the_error_rates_come_with_it()
    {
        var recorded = Recorded(4, 90);
        var ten = StyleAttribution.Attribute(recorded, Texts(2, 10, 500), 0.05, 1, Cancellation);
        Assert.Equal("family-2", ten.Family);
        Assert.Equal(("family-2", 10), (ten.Odds[0].Family, ten.GroupSize));
        Assert.True(ten.Odds[0].Probability > 0.9 && Math.Abs(ten.Odds.Sum(o => o.Probability) - 1) < 1e-9);
        Assert.True(ten.Test.LikeliestIsRight > 0.9 && ten.Test.Groups > 0 && ten.Test.Strangers > 0);
        var one = StyleAttribution.Attribute(recorded, Texts(2, 1, 500), 0.05, 1, Cancellation);
        Assert.True(one.Test.LikeliestIsRight < ten.Test.LikeliestIsRight && one.Test.WrongOfTold < 0.2);
        Assert.Equal(ten.Json().ToJsonString(), StyleAttribution.Attribute(recorded, Texts(2, 10, 500), 0.05, 1, Cancellation).Json().ToJsonString());
    }

    [Fact]
    public void Families_that_write_alike_are_not_told_apart()
    {
        IReadOnlyList<StyleText> recorded = [.. Enumerable.Range(0, 240).Select(i => new StyleText($"family-{i % 3}", Text(0, i), $"prompt {i / 3}"))];
        var report = StyleAttribution.Attribute(recorded, Texts(0, 10, 900), 0.05, 1, Cancellation);
        Assert.Null(report.Family);
        Assert.True(report.Test.Told < 0.2);
        Assert.Equal("cannot-tell", (string?)report.Json()["answer"]);
    }

    [Fact]
    public void Too_little_to_tell_anything_is_refused_and_a_line_that_cannot_be_read_is_named()
    {
        Assert.Throws<FormatException>(() => StyleAttribution.Attribute(Recorded(2, 20), Texts(0, 3, 1), 0.05, 1, Cancellation));
        Assert.Throws<FormatException>(() => StyleAttribution.Attribute(Recorded(1, 100), Texts(0, 3, 1), 0.05, 1, Cancellation));
        Assert.Throws<FormatException>(() => StyleAttribution.Attribute(Recorded(2, 60), [], 0.05, 1, Cancellation));
        using var workspace = new SampleWorkspace();
        var bad = workspace.Write("bad.jsonl", """{"family":"a","text":"b"}""" + "\n" + """{"family":"a"}""");
        Assert.Contains("bad.jsonl:2: 'text' is missing", Assert.Throws<WorkspaceException>(() => StyleFiles.Attribute(bad, bad, 0.05, 1, Cancellation)).Message, StringComparison.Ordinal);
    }

    private static IReadOnlyList<StyleText> Recorded(int families, int each) => [.. Enumerable.Range(0, families * each)
        .Select(i => new StyleText($"family-{i % families}", Text(i % families, i), $"prompt {i / families}"))];

    private static IReadOnlyList<string> Texts(int family, int count, int from) => [.. Enumerable.Range(0, count).Select(i => Text(family, (from + i) * 10))];

    /// <summary>Words of a subject, and half of the time one of the family's turns of phrase; else one of anybody's.</summary>
    private static string Text(int family, int seed)
    {
        var random = new SplitMix((ulong)seed + 77);
        var words = Enumerable.Range(0, 30).Select(_ => $"word{random.Next(400)}").ToList();
        for (var i = 0; i < 2; i++)
        {
            var turn = _turns[random.Next(2) == 0 ? family : random.Next(_turns.Length)];
            words.Insert(random.Next(words.Count), turn[random.Next(turn.Length)]);
        }

        return string.Join(' ', words);
    }
}
