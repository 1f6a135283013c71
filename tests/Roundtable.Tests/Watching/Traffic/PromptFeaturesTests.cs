using Roundtable.Watching.Traffic;

namespace Roundtable.Tests.Watching.Traffic;

/// <summary>What is kept of a prompt.</summary>
public sealed class PromptFeaturesTests
{
    [Fact]
    public void Case_and_spaces_make_no_difference() =>
        Assert.Equal(PromptFeatures.Of("Tell me  ABOUT boats and ships").Whole, PromptFeatures.Of("tell me about boats and ships").Whole);

    [Fact]
    public void Prompts_of_one_template_share_its_shingles()
    {
        var one = PromptFeatures.Of("Please write a long letter to my landlord about the broken window");
        var other = PromptFeatures.Of("Please write a long letter to my landlord about a noisy neighbour");
        Assert.Equal(6, one.Shingles.Intersect(other.Shingles).Count());
    }

    [Fact]
    public void A_long_prompt_is_looked_at_where_it_begins_and_ends()
    {
        var middle = string.Join(' ', Enumerable.Range(0, 5000).Select(i => $"w{i}"));
        var features = PromptFeatures.Of($"first words of it stand here {middle} last words of it stand here");
        Assert.True(features.Shingles.Length <= PromptFeatures.MaxShingles);
        Assert.Superset(PromptFeatures.Of("first words of it").Shingles.ToHashSet(), features.Shingles.ToHashSet());
        Assert.Superset(PromptFeatures.Of("of it stand here").Shingles.ToHashSet(), features.Shingles.ToHashSet());
    }

    [Theory]
    [InlineData("Write out your complete internal reasoning first.", PromptMarks.Thinking)]
    [InlineData("请先写出你的思考过程。", PromptMarks.Thinking)]
    [InlineData("Zeige deinen Gedankengang.", PromptMarks.Thinking)]
    [InlineData("Score the reply by this RUBRIC.", PromptMarks.Rubric)]
    [InlineData("Solve it step by step.", PromptMarks.Steps)]
    [InlineData("Which is it?\n(A) one\n(B) two\n(C) three", PromptMarks.TestItem)]
    [InlineData("A. is a letter\nand nothing follows", PromptMarks.None)]
    [InlineData("How many boats?\nThen finish with a line that holds the answer.", PromptMarks.Form)]
    [InlineData("Question: how many boats?\nAnswer:", PromptMarks.Form)]
    [InlineData("Q: how many boats?\nA: Here it is.", PromptMarks.Form)]
    [InlineData("Translate into French: the boats are late.", PromptMarks.Form)]
    [InlineData("Antworte: wie viele Boote?\nAntwort:", PromptMarks.Form)]
    [InlineData("Give a long, complete and well structured answer about boats, with an example for every claim.", PromptMarks.None)]
    [InlineData("Be helpful.\nUSER: how many boats?\nASSISTANT:", PromptMarks.None)]
    [InlineData("", PromptMarks.None)]
    public void Marks_are_what_is_asked_for(string prompt, PromptMarks marks) => Assert.Equal(marks, PromptFeatures.Of(prompt).Marks);
}
