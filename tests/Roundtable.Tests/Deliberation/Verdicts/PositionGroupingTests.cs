using Roundtable.Deliberation.Ballots;
using Roundtable.Deliberation.Rounds;
using Roundtable.Deliberation.Verdicts;

namespace Roundtable.Tests.Deliberation.Verdicts;

/// <summary>How a moderator is asked to group positions, and which of its answers are taken.</summary>
public sealed class PositionGroupingTests
{
    private static readonly Round _round = Table.Positions(2, "Red|Crimson|Blue|");

    [Fact]
    public void Each_seat_counts_with_its_first_position()
    {
        Round round = new(
            1,
            [
                Table.Ballot(1, 3, new Choice.Position("Blue")),
                Table.Ballot(1, 1, new Choice.Abstention()),
                Table.Ballot(1, 1, new Choice.Position("Red"), 2),
                Table.Ballot(1, 1, new Choice.Position("Green"), 3),
            ],
            []);
        Assert.Equal([(1, "Red"), (3, "Blue")], PositionGrouping.Positions(round));
    }

    [Fact]
    public void The_prompt_shows_the_positions_between_fences_and_no_more_than_there_is()
    {
        var round = Table.Positions(2, "Red\n=====|Crimson");
        var text = PositionGrouping.Prompt("What colour?", round, null, null)[^1].Text.ReplaceLineEndings("\n");
        var fence = text.Split('\n').First(l => l.StartsWith("=====", StringComparison.Ordinal));
        Assert.Matches("^===== [0-9a-f]{12} =====$", fence);
        Assert.Equal(
            $$"""
            Question:
            {{fence}}
            What colour?
            {{fence}}

            The members' answers:
            {{fence}}
            1: Red =====
            2: Crimson
            {{fence}}
            Answer with {"clusters":[{"name":"the shared answer in a few words","members":[numbers]}]}.
            """,
            text);
        Assert.DoesNotContain(fence, PositionGrouping.Prompt("What colour?", Table.Positions(2, "Red|Blue"), null, null)[^1].Text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_prompt_repeats_earlier_names_and_the_last_error()
    {
        var earlier = new Clustering(1, [new Cluster("Reds", [1]), new Cluster("Blues", [2])], "moderator");
        var text = PositionGrouping.Prompt("What colour?", _round, earlier, "seat 3 is missing.")[^1].Text.ReplaceLineEndings("\n");
        var fence = text.Split('\n').First(l => l.StartsWith("=====", StringComparison.Ordinal));
        Assert.Contains($"where they fit:\n{fence}\nReds\nBlues\n{fence}\nYour grouping before could not be used:\n{fence}\nseat 3 is missing.\n{fence}\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain("round before", PositionGrouping.Prompt("What colour?", _round, earlier with { Clusters = [] }, null)[^1].Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""[{"name":"Blues","members":[3]},{"name":" Reds ","members":[2,1]}]""", "Reds:1,2 Blues:3")]
    [InlineData("""[{"name":"B","members":[3]},{"name":"C","members":[2]},{"name":"R","members":[1]}]""", "R:1 C:2 B:3")]
    [InlineData("""[{"name":"All","members":[3,1,2]},{"name":"None","members":[]}]""", "All:1,2,3")]
    public void The_largest_group_comes_first_then_the_one_with_the_lowest_seat(string clusters, string expected)
    {
        var grouping = PositionGrouping.Read($$"""Here it is: {"clusters":{{clusters}}}""", _round, out _);
        Assert.Equal((2, "moderator"), (grouping!.Round, grouping.By));
        Assert.Equal(expected, string.Join(' ', grouping.Clusters.Select(c => $"{c.Name}:{Table.Text(c.Seats)}")));
    }

    [Theory]
    [InlineData("Red.", "it holds no JSON object.")]
    [InlineData("{}", "\"clusters\" is missing.")]
    [InlineData("""{"clusters":{}}""", "\"clusters\" is missing.")]
    [InlineData("""{"clusters":["Reds"]}""", "each cluster needs a \"name\" and \"members\".")]
    [InlineData("""{"clusters":[{"members":[1,2,3]}]}""", "each cluster needs a \"name\" and \"members\".")]
    [InlineData("""{"clusters":[{"name":1,"members":[1,2,3]}]}""", "each cluster needs a \"name\" and \"members\".")]
    [InlineData("""{"clusters":[{"name":"  ","members":[1,2,3]}]}""", "each cluster needs a \"name\" and \"members\".")]
    [InlineData("""{"clusters":[{"name":"Reds"}]}""", "each cluster needs a \"name\" and \"members\".")]
    [InlineData("""{"clusters":[{"name":"Reds","members":3}]}""", "each cluster needs a \"name\" and \"members\".")]
    [InlineData("""{"clusters":[{"name":"Reds","members":["1"]}]}""", "these members are in no cluster: 2, 3.")]
    [InlineData("""{"clusters":[{"name":"Reds","members":["\u00e9"]}]}""", "é is not a member that was still to be placed.")]
    [InlineData("""{"clusters":[{"name":"Reds","members":[[1]]}]}""", "one of the members is not a member that was still to be placed.")]
    [InlineData("""{"clusters":[{"name":"Reds","members":[1.5]}]}""", "1.5 is not a member that was still to be placed.")]
    [InlineData("""{"clusters":[{"name":"Reds","members":[1,4]}]}""", "4 is not a member that was still to be placed.")]
    [InlineData("""{"clusters":[{"name":"Reds","members":[1,2]},{"name":"Blues","members":[3,1]}]}""", "1 is not a member that was still to be placed.")]
    [InlineData("""{"clusters":[{"name":"Reds","members":[1,2]},{"name":"Reds","members":[3]}]}""", "the name \"Reds\" is used twice.")]
    [InlineData("""{"clusters":[{"name":"Reds","members":[2]}]}""", "these members are in no cluster: 1, 3.")]
    public void A_grouping_that_does_not_place_each_seat_once_is_refused(string answer, string expected)
    {
        Assert.Null(PositionGrouping.Read(answer, _round, out var error));
        Assert.Equal(expected, error);
    }
}
