using Roundtable.Deliberation.Minutes;

namespace Roundtable.Tests.Deliberation.Minutes;

public sealed class QuotedPassagesTests
{
    [Fact]
    public void A_passage_is_whole_words_even_where_they_stand_inside_others_before()
    {
        const string Text = "Unfairly or fairly, it is fair.";
        Assert.Equal("fair.", Text[Assert.Single(QuotedPassages.In("Ada said “fair”.", Text)).Start..]);
    }

    [Theory]
    [InlineData("Ada said “it costs little”.", "I think it costs little, all told.", "it costs little")]
    [InlineData("Ada said \"it   costs\nlittle\".", "I think it costs\n   little, all told.", "it costs\n   little")]
    [InlineData("Ada said “the ‘real’ cost”.", "Well, the 'real' cost is time.", "the 'real' cost")]
    [InlineData("Ada said “the ﬁrst step”.", "Take the first step.", "the first step")]
    [InlineData("彼は「正しい」と言った。", "それは正しいからです。", "正しい")]
    [InlineData("Ada said “it costs little”.", "it costs little, all told", "it costs little")]
    [InlineData("Ada said “all told”.", "It costs little, all told", "all told")]
    [InlineData("Ada said “it costs”.", "\n  it costs little", "it costs")]
    [InlineData("Ada said “ ” and “”.", "I think it costs little.", null)]
    [InlineData("Ada said “nothing of this”.", "I think it costs little.", null)]
    [InlineData("No quotation.", "No quotation.", null)]
    public void A_quotation_is_found_where_it_stands(string sentence, string text, string? expected)
    {
        var found = QuotedPassages.In(sentence, text);
        Assert.Equal(expected is null ? [] : [expected], found.Select(r => text[r]));
    }
}
