using Roundtable.Deliberation.Minutes;

namespace Roundtable.Tests.Deliberation.Minutes;

public sealed class TypedCountTests
{
    [Theory]
    [InlineData("Three seats argued for it.")]
    [InlineData("It won with 3 votes.")]
    [InlineData("Most of the panelists agreed.")]
    [InlineData("All but one member agreed.")]
    [InlineData("Every seat agreed.")]
    [InlineData("It ended 4–2.")]
    [InlineData("It ended four to two.")]
    [InlineData("Two of three held this.")]
    [InlineData("The panel was unanimous.")]
    [InlineData("A majority favoured it.")]
    [InlineData("About 60% of the votes went there.")]
    [InlineData("It cites 2024.")]
    [InlineData("٣ seats agreed.")]
    [InlineData("None of the other seats agreed.")]
    public void Counts_and_results_are_noticed(string words) => Assert.NotNull(TypedCount.In(words, ["The 2019 ruling, 60% of cases."]));

    [Theory]
    [InlineData("The 2019 ruling is what it rests on.")]
    [InlineData("It would cover 60% of cases.")]
    [InlineData("No one would be worse off.")]
    [InlineData("One must weigh both sides of all this.")]
    [InlineData("The argument is that every author deserves a say.")]
    public void Other_words_and_numbers_of_the_ballots_may_stand(string words) => Assert.Null(TypedCount.In(words, ["The 2019 ruling, 60% of cases."]));

    [Fact]
    public void A_number_may_stand_where_one_of_the_texts_has_it()
    {
        Assert.Null(TypedCount.In("It is from 2019.", ["Nothing.", "The 2019 ruling."]));
        Assert.Equal("2020", TypedCount.In("It is from 2019 and 2020.", ["Nothing.", "The 2019 ruling."]));
    }
}
