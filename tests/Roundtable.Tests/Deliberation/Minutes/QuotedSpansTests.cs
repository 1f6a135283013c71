using FsCheck;
using FsCheck.Fluent;
using Roundtable.Deliberation.Minutes;

namespace Roundtable.Tests.Deliberation.Minutes;

public sealed class QuotedSpansTests
{
    [Theory]
    [InlineData("He said “so be it” and \"no more\".", "so be it|no more", true)]
    [InlineData("„So“ and «tel quel» and 「そう」", "So|tel quel|そう", true)]
    [InlineData("The seats' view isn't 'don't care' but 'care'.", "don't care|care", true)]
    [InlineData("A ‘fair’ use that isn’t", "fair", true)]
    [InlineData("It is “never closed", "", false)]
    [InlineData("It is never opened”", "", false)]
    [InlineData("Straight \"left open", "", false)]
    [InlineData("Rock 'n roll", "", true)]
    public void Quotations_are_found_by_their_marks(string sentence, string quotations, bool balanced)
    {
        var spans = QuotedSpans.In(sentence);
        Assert.Equal(quotations, string.Join('|', spans.Quotations));
        Assert.Equal(balanced, spans.Balanced);
    }

    [Fact]
    public void The_parts_are_the_whole_sentence() =>
        Prop.ForAll(
            Gen.Elements('a', '\'', '"', '“', '”', '‘', '’', ' ', '«', '»').ArrayOf().Select(c => new string(c)).ToArbitrary(),
            s => string.Concat(QuotedSpans.In(s).Spans.Select(p => p.Text)) == s).QuickCheckThrowOnFailure();
}
