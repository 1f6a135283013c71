using Roundtable.Deliberation.Questions;

namespace Roundtable.Tests.Deliberation.Questions;

public sealed class QuestionCheckTests
{
    [Fact]
    public void Good_questions_have_no_problems()
    {
        Assert.Empty(QuestionCheck.Validate("Should we?", ["Yes", "No"], false));
        Assert.Empty(QuestionCheck.Validate("What should we call it? 😀", [], true));
        Assert.Empty(QuestionCheck.Validate(new string('q', 20_000), [.. Enumerable.Range(1, 26).Select(i => $"Option {i}")], false));
        Assert.Empty(QuestionCheck.Validate(string.Concat(Enumerable.Repeat("😀", 20_000)), [new string('o', 500), "No"], false));
    }

    [Theory]
    [InlineData("", "Yes|No", false, "The question is empty")]
    [InlineData(" \n", "Yes|No", false, "The question is empty")]
    [InlineData("Should we?", "Yes", false, "only one option")]
    [InlineData("Should we?", null, false, "no options: give at least two")]
    [InlineData("Should we?", "Yes|No", true, "An open question has no options")]
    [InlineData("Should we?", "Yes| ", false, "Option 2 is empty")]
    [InlineData("Should we?", "Yes|No| yes ", false, "Options 1 and 3 are the same (\"Yes\")")]
    [InlineData("Should we?", "No way|Maybe|no  way|NO WAY", false, "Options 1, 3 and 4 are the same")]
    [InlineData("Should we?", "Ünder|ünder", false, "Options 1 and 2 are the same")]
    [InlineData("Should~ we?", "Yes|No", false, "not valid Unicode")]
    [InlineData("Should we?", "Yes|No~", false, "Option 2 is not valid Unicode")]
    public void Each_problem_is_one_sentence(string text, string? options, bool open, string expected)
    {
        // An attribute cannot hold a lone surrogate; ~ stands for one.
        string[] list = options?.Replace('~', '\uDC00').Split('|') ?? [];
        var problem = Assert.Single(QuestionCheck.Validate(text.Replace('~', '\uD800'), list, open));
        Assert.Contains(expected, problem, StringComparison.Ordinal);
        Assert.EndsWith(".", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Limits_are_named_with_the_numbers()
    {
        Assert.Contains("20001 characters", Assert.Single(QuestionCheck.Validate(new string('q', 20_001), ["Yes", "No"], false)), StringComparison.Ordinal);
        Assert.Contains("Option 2 has 501", Assert.Single(QuestionCheck.Validate("Q?", ["Yes", new string('o', 501)], false)), StringComparison.Ordinal);
        var many = Enumerable.Range(1, 27).Select(i => $"Option {i}").ToList();
        Assert.Contains("27 options; the maximum is 26", Assert.Single(QuestionCheck.Validate("Q?", many, false)), StringComparison.Ordinal);
    }

    [Fact]
    public void All_problems_are_reported_at_once()
    {
        Assert.Equal(3, QuestionCheck.Validate("", ["", "A", "a"], false).Count);
    }
}
