using Roundtable.Deliberation.Verdicts;

namespace Roundtable.Tests.Deliberation.Verdicts;

public sealed class ClusteringTests
{
    private static readonly Clustering Two = new(1, [new Cluster("Reds", [1, 3]), new Cluster("Blues", [2])], "moderator");

    [Theory]
    [InlineData(3, " blues ", "Reds:1 Blues:2,3")]
    [InlineData(2, "Reds", "Reds:1,2,3")] // the empty cluster goes
    [InlineData(3, "Violets", "Reds:1 Blues:2 Violets:3")]
    [InlineData(2, "Blues", "Reds:1,3 Blues:2")]
    [InlineData(2, "Greens", "Reds:1,3 Greens:2")]
    public void A_person_moves_a_seat(int seat, string name, string expected)
    {
        var moved = Two.Reassign(seat, name);
        Assert.Equal(expected, string.Join(' ', moved.Clusters.Select(c => $"{c.Name}:{Table.Text(c.Seats)}")));
        Assert.Equal("person", moved.By);
    }

    [Fact]
    public void What_cannot_be_moved_is_refused()
    {
        Assert.Contains("Seat 4", Assert.Throws<ArgumentException>(() => Two.Reassign(4, "Reds")).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Two.Reassign(1, "  "));
    }

    [Fact]
    public void Equal_texts_are_one_cluster_named_by_the_first()
    {
        var clustering = Clustering.ByText(Table.Positions(2, "Use  Rust|Go||use rust "));
        Assert.Equal((2, "text"), (clustering.Round, clustering.By));
        Assert.Equal(["Use  Rust:1,4", "Go:2"], clustering.Clusters.Select(c => $"{c.Name}:{Table.Text(c.Seats)}"));
    }
}
