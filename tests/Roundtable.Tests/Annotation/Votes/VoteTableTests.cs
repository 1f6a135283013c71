using Roundtable.Annotation.Votes;

namespace Roundtable.Tests.Annotation.Votes;

public sealed class VoteTableTests
{
    [Fact]
    public void Votes_are_read_by_row_and_source()
    {
        var table = new VoteTable(["i1", "i2"], [new("a"), new("b"), new("c")], ["yes", "no"], [0, 1, VoteTable.None, 1, 1, 0]);
        Assert.Equal(1, table[0, 1]);
        Assert.Equal(VoteTable.None, table[0, 2]);
        Assert.Equal([1, 1, 0], table.Of(1).ToArray());
    }

    [Theory]
    [InlineData(new short[] { 0 }, "2 votes, not 1")]
    [InlineData(new short[] { 0, 2 }, "none of the 2 classes")]
    [InlineData(new short[] { 0, -2 }, "none of the 2 classes")]
    public void What_is_no_vote_is_refused(short[] votes, string expected) =>
        Assert.Contains(expected, Assert.Throws<ArgumentException>(() => new VoteTable(["i1"], [new("a"), new("b")], ["yes", "no"], votes)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_name_stands_once() =>
        Assert.Contains("same name", Assert.Throws<ArgumentException>(() => new VoteTable(["i1"], [new("a"), new("a")], ["yes", "no"], [0, 1])).Message, StringComparison.Ordinal);

    [Fact]
    public void Gold_names_the_items_that_have_it() =>
        Assert.Equal([1, 2], new GoldLabels([VoteTable.None, 0, 3]).Items);
}
