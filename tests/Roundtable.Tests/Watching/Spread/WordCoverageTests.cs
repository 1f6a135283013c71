using Roundtable.Watching.Spread;

namespace Roundtable.Tests.Watching.Spread;

/// <summary>The effective vocabulary of prompts: that of a narrow scope is smaller than that of a wide one, however long prompts are.</summary>
public sealed class WordCoverageTests
{
    // Every prompt has the same ten words, and others drawn from its scope.
    private static WordCoverage Prompts(int count, int scope, int words, int seed)
    {
        var (random, coverage) = (new Random(seed), new WordCoverage());
        for (var i = 0; i < count; i++)
        {
            coverage.Add(Enumerable.Range(0, 10).Concat(Enumerable.Range(0, words).Select(_ => 10 + random.Next(scope))).Distinct());
        }

        return coverage;
    }

    [Theory]
    [InlineData(1000, 10, 0.85, 1.15)]
    [InlineData(1000, 40, 0.8, 1.2)]
    [InlineData(250, 10, 0.15, 0.35)]
    [InlineData(100, 20, 0.05, 0.18)]
    public void Width_is_that_of_the_scope_and_not_of_the_length(int scope, int words, double least, double most)
    {
        var reference = Prompts(3000, 1000, 10, 1);
        Assert.InRange(Prompts(400, scope, words, 2).Width(reference)!.Value, least, most);
        Assert.InRange(Prompts(60, scope, words, 3).Width(reference)!.Value, least * 0.8, most * 1.25);
    }

    [Fact]
    public void Coverages_add_up_and_few_prompts_tell_nothing()
    {
        var (one, two, both) = (Prompts(100, 300, 12, 4), Prompts(150, 700, 12, 5), new WordCoverage());
        both.Merge(one);
        both.Merge(two);
        var reference = Prompts(500, 1000, 12, 6);
        Assert.Equal(250, both.Prompts);
        Assert.InRange(both.Width(reference)!.Value, one.Width(reference)!.Value, two.Width(reference)!.Value * 1.3);
        Assert.Null(Prompts(19, 1000, 12, 7).Width(reference));
        Assert.Null(both.Width(Prompts(5, 1000, 12, 8)));
    }
}
