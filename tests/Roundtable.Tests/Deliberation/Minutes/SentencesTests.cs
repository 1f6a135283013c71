using Roundtable.Deliberation.Minutes;

namespace Roundtable.Tests.Deliberation.Minutes;

public sealed class SentencesTests
{
    [Theory]
    [InlineData("One. Two! Three? Four", "One.|Two!|Three?|Four")]
    [InlineData("It costs 3.5 dollars. Cheap.", "It costs 3.5 dollars.|Cheap.")]
    [InlineData("Use e.g. this. Then that.", "Use e.g. this.|Then that.")]
    [InlineData("Dr. Who said so. Mr. X did not.", "Dr. Who said so.|Mr. X did not.")]
    [InlineData("A line\nand another\n\n", "A line|and another")]
    [InlineData("はい。いいえ！なぜ？", "はい。|いいえ！|なぜ？")]
    [InlineData("  \n ", "")]
    [InlineData("", "")]
    [InlineData(" End.", "End.")]
    [InlineData("etc.", "etc.")]
    public void Sentences_end_at_their_marks_and_not_at_abbreviations(string text, string expected) =>
        Assert.Equal(expected, string.Join('|', Sentences.Of(text)));

    [Theory]
    [InlineData(200, 799 / 2)] // cut before the word that does not fit into 400 characters
    [InlineData(100, 399)]
    public void A_long_sentence_is_cut_between_words(int words, int length)
    {
        var text = string.Join(' ', Enumerable.Repeat("abc", words));
        Assert.Equal(text[..length], Assert.Single(Sentences.Of(text)));
    }

    [Theory]
    [InlineData(400, 400)]
    [InlineData(401, 400)]
    public void Where_there_is_no_space_the_sentence_is_cut_at_four_hundred_characters(int length, int kept) =>
        Assert.Equal(new string('x', kept), Assert.Single(Sentences.Of(new string('x', length))));
}
