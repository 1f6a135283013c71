using FsCheck;
using FsCheck.Fluent;
using Roundtable.Deliberation.Questions;

namespace Roundtable.Tests.Deliberation.Questions;

public sealed class QuestionFileTests
{
    [Fact]
    public void Heading_text_options_and_background()
    {
        var file = Parse("""
            # Should model outputs be fair game for training? #

            Assume that the terms allow it.
            And that nobody objects.

            ## Options
            Choose one:

            - Yes
            * No,
              never
            1. [ ] It depends
            B) Ask again

            ## Background
            Three providers changed their terms.

            ```
            # not a heading
            ```
            """);
        Assert.Equal("Should model outputs be fair game for training?\n\nAssume that the terms allow it.\nAnd that nobody objects.", file.Text);
        Assert.Equal(["Yes", "No, never", "It depends", "Ask again"], file.Options);
        Assert.Equal("question.md", file.Context!.Name);
        Assert.Equal("## Background\nThree providers changed their terms.\n\n```\n# not a heading\n```\n\nChoose one:", file.Context.Text);
    }

    [Theory]
    [InlineData("Should we?", "Should we?", "")]
    [InlineData("\uFEFFShould we?\r\n\r\nReally?\r\n", "Should we?\n\nReally?", "")]
    [InlineData("Should we?\n\nOptions:\n- Yes\n- No", "Should we?", "Yes|No")]
    [InlineData("Should we?\n=====\n\nOPTIONS\n---\nYes\nNo\n", "Should we?", "Yes|No")]
    [InlineData("# Should we?\n# Options:\n- Yes\n\n- No\n-\n", "Should we?", "Yes|No|")]
    [InlineData("## Options\n- Yes\n- No\n## Question\nShould we?", "Should we?", "Yes|No")]
    [InlineData("# Options\n- Yes", "", "Yes")]
    [InlineData("# C# or F#?\n\nOptions:\n- C#\n- F#", "C# or F#?", "C#|F#")]
    [InlineData("", "", "")]
    public void Shapes(string content, string text, string options)
    {
        var file = Parse(content);
        Assert.Equal(text, file.Text);
        Assert.Equal(options, string.Join('|', file.Options));
        Assert.Null(file.Context);
    }

    [Fact]
    public void Sections_before_the_question_are_context_where_it_is_marked()
    {
        var file = Parse("# Background\nOld.\n# Question\nShould we?\n# More\nNew.");
        Assert.Equal(("Should we?", "# Background\nOld.\n\n# More\nNew."), (file.Text, file.Context!.Text));
    }

    [Fact]
    public void No_word_of_any_file_is_lost()
    {
        string[] pieces = ["# ", "## Options", "Options:", "- ", "1. ", "\n", "\n", "\n\n", "alpha", "beta gamma", "```", "~~~~", "===", "  "];
        Prop.ForAll(Gen.Elements(pieces).ListOf().Select(p => string.Concat(p)).ToArbitrary(), content =>
        {
            var file = Parse(content);
            var kept = string.Join('\n', file.Options.Append(file.Text).Append(file.Context?.Text));
            return Count(content, "alpha") == Count(kept, "alpha") && Count(content, "gamma") == Count(kept, "gamma");
        }).QuickCheckThrowOnFailure();

        static int Count(string text, string word) => text.Split(word).Length;
    }

    private static QuestionFile Parse(string content) => QuestionFile.Parse("question.md", content);
}
