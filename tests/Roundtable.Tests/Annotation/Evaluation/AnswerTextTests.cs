using Roundtable.Annotation.Evaluation;

namespace Roundtable.Tests.Annotation.Evaluation;

public sealed class AnswerTextTests
{
    private static readonly string[] _options = ["Paris", "London", "A river"];

    [Theory]
    [InlineData("B", "B")]
    [InlineData("(b)", "B")]
    [InlineData("C.", "C")]
    [InlineData("c)", "C")]
    [InlineData("london", "B")]
    [InlineData("A river.", "C")]
    [InlineData("D", null)]
    [InlineData("1", null)]
    [InlineData("Rome", null)]
    [InlineData("", null)]
    public void An_option_is_named_by_its_letter_or_its_text(string said, string? expected) =>
        Assert.Equal(expected, AnswerText.Key(said, AnswerMatch.Option, _options, out _));

    [Fact]
    public void A_text_that_two_options_have_names_none() => Assert.Null(AnswerText.Key("same", AnswerMatch.Option, ["same", "Same"], out _));

    [Theory]
    [InlineData("Valid.", "valid")]
    [InlineData("  not   valid ", "not valid")]
    [InlineData("\"True\"", "true")]
    [InlineData("e\u0301", "\u00e9")]
    [InlineData("wait...", "wait...")]
    [InlineData("\"so it is.\"", "so it is")]
    public void Exact_comparison_leaves_out_what_is_no_part_of_the_answer(string said, string expected) =>
        Assert.Equal(expected, AnswerText.Key(said, AnswerMatch.Exact, [], out _));

    [Fact]
    public void Nothing_is_no_answer() => Assert.Null(AnswerText.Key(" . ", AnswerMatch.Exact, [], out _));
}
