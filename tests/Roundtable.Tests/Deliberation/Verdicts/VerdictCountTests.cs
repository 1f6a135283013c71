using Roundtable.Deliberation.Rounds;
using Roundtable.Deliberation.Verdicts;

namespace Roundtable.Tests.Deliberation.Verdicts;

public sealed class VerdictCountTests
{
    [Fact]
    public void Moves_are_read_from_ballots_and_judged_by_the_round_before()
    {
        var verdict = Table.Verdict("A A B C a", "A B@r1.s3 A@r1.s1 C@r1.s1 A");
        Assert.Equal(
            [
                new Move(2, 2, 0, 1, Direction.AwayFromMajority, "r1.s3"),
                new Move(3, 2, 1, 0, Direction.TowardsMajority, "r1.s1"),
                new Move(5, 2, null, 0, Direction.TowardsMajority, null),
            ],
            verdict.Moves);
        Assert.Equal([new Persuasion(3, 2, 2, "r1.s3"), new Persuasion(1, 3, 2, "r1.s1")], verdict.Persuasions);
    }

    [Theory]
    [InlineData("r1.s1")] // its own
    [InlineData("r2.s2")] // of the same round
    [InlineData("r1.s9")] // nobody's
    [InlineData("Seat-2")]
    public void An_argument_counts_only_where_another_seat_made_it_in_an_earlier_round(string claimed)
    {
        var verdict = Table.Verdict("A B B", $"B@{claimed} B B");
        Assert.Null(Assert.Single(verdict.Moves).PersuadedBy);
        Assert.Empty(verdict.Persuasions);
    }

    [Theory]
    [InlineData("A A B", "B@r1.s2 A B", null)] // seat 2 argued for A, which seat 1 left
    [InlineData("A A B", "B@r1.s3 A B", "r1.s3")]
    [InlineData("A C B", "B@r1.s2 C B", "r1.s2")] // a third side's argument can drive one away
    [InlineData("A o B", "o@r1.s2 o B", "r1.s2")]
    public void An_argument_for_the_side_that_was_left_persuades_nobody(string before, string after, string? persuadedBy)
    {
        var verdict = Table.Verdict(before, after);
        Assert.Equal(persuadedBy, Assert.Single(verdict.Moves).PersuadedBy);
        Assert.Equal(persuadedBy is null ? 0 : 1, verdict.Persuasions.Count);
    }

    [Fact]
    public void Naming_an_argument_for_the_side_that_was_left_does_not_lift_the_herding_flag() =>
        Assert.True(Table.Verdict("B B B B A A A", "B B B B B@r1.s6 B@r1.s5 A").Herding);

    [Fact]
    public void Where_nobody_was_ahead_a_move_is_sideways()
    {
        Assert.Equal(Direction.Sideways, Assert.Single(Table.Verdict("A A B B", "A A A B").Moves).Direction);
        Assert.Equal(Direction.Sideways, Assert.Single(Table.Verdict("A A A B", "A A A C").Moves).Direction);
        Assert.Equal(Direction.Sideways, Assert.Single(Table.Verdict("A A B B", "A A B a").Moves).Direction);
    }

    [Fact]
    public void Silence_is_no_change_of_mind()
    {
        Assert.Empty(Table.Verdict("A B B", "- u B", "A B B").Moves);
        var late = Assert.Single(Table.Verdict("A B B", "- B B", "B B B").Moves);
        Assert.Equal(new Move(1, 3, 0, 1, Direction.TowardsMajority, null), late);
    }

    [Theory]
    [InlineData("B B B A A", "B B B B B", true)]
    [InlineData("B B B B A", "B B B B B", false)] // one move is no herd
    [InlineData("B B B A A", "B B B B@r1.s1 B", false)]
    [InlineData("B B B A A A@r1.s1", "B B B B B B@r1.s1", false)] // a tie: nobody was ahead
    [InlineData("B B B B A A A", "B B B B B B B@r1.s1", true)]
    [InlineData("B B B B B A A A A", "B B B B B B B B@r1.s1 B@r1.s2", false)] // two of four are not more than half
    public void Herding(string before, string after, bool expected)
    {
        Assert.Equal(expected, Table.Verdict(before, after).Herding);
    }

    [Fact]
    public void With_samples_the_ballots_that_made_the_move_say_why()
    {
        var before = Table.Round(1, "AAA B B");
        var after = new Round(
            2,
            [
                Table.Ballot(2, 1, new Roundtable.Deliberation.Ballots.Choice.Vote(0), 1, "r1.s2"),
                Table.Ballot(2, 1, new Roundtable.Deliberation.Ballots.Choice.Vote(1), 2, "r1.s3"),
                Table.Ballot(2, 1, new Roundtable.Deliberation.Ballots.Choice.Vote(1), 3),
            ],
            []);
        var verdict = Table.Verdict(Table.Closed(), Table.Panel(3), Table.Settings with { Samples = 3 }, before, after);
        Assert.Equal("r1.s3", Assert.Single(verdict.Moves).PersuadedBy);
    }

    [Fact]
    public void Camps_and_effective_votes_tell_families_apart()
    {
        var panel = Table.Panel(6, "x", "x", "x", "y", null, null);
        var verdict = Table.Verdict(Table.Closed(), panel, Table.Settings, Table.Round(1, "A B A A A -"));
        Assert.Equal([0, 1], verdict.Camps.Select(c => c.Option));
        Assert.Equal("1,3,4,5", Table.Text(verdict.Camps[0].Seats));
        Assert.Equal(["unknown", "x", "y"], verdict.Camps[0].Families);
        Assert.Equal(25.0 / 11, verdict.Independence!.EffectiveVotes); // 3 of x, 1 of y, 1 unknown: 5² ÷ (9 + 1 + 1)
        Assert.Equal(0, Table.Verdict("a -").Independence!.EffectiveVotes);
        Assert.Equal(2, Table.Verdict("A B").Independence!.EffectiveVotes);
    }

    [Fact]
    public void An_open_question_counts_clusters_under_one_list_of_names()
    {
        var verdict = Table.Verdict(
            Table.Open, Table.Panel(4), Table.Settings,
            Table.Positions(1, "Borealis|aurora|Aurora |Comet"),
            Table.Positions(2, "Aurora|Aurora|Aurora|"));
        Assert.Equal(["Aurora", "Borealis", "Comet"], verdict.Options);
        Assert.Equal("2,1,1", Table.Text(verdict.First.Votes));
        Assert.Equal("3,0,0", Table.Text(verdict.Final.Votes));
        Assert.Equal(new Move(1, 2, 1, 0, Direction.TowardsMajority, null), Assert.Single(verdict.Moves));
        Assert.Equal((4, 1), (verdict.Final.Invited, verdict.Final.Absent));
    }

    [Fact]
    public void A_grouping_by_a_moderator_is_used_as_it_is()
    {
        var verdict = VerdictCount.Of(
            Table.Open, Table.Panel(3), Table.Settings, [Table.Positions(1, "Red|Crimson|Blue")],
            [new Clustering(1, [new Cluster("Reds", [1, 2]), new Cluster("Blues", [3])], "moderator")], StopReason.SingleRound);
        Assert.Equal("2,1", Table.Text(verdict.Final.Votes));
        Assert.Equal(["Reds", "Blues"], verdict.Options);
    }

    [Fact]
    public void A_grouping_that_leaves_out_or_repeats_a_seat_is_refused()
    {
        Assert.Contains("r1.s2", Refused([new Cluster("Reds", [1])]), StringComparison.Ordinal);
        Assert.Contains("Seat 1", Refused([new Cluster("Reds", [1, 2]), new Cluster("Blues", [1])]), StringComparison.Ordinal);

        static string Refused(IReadOnlyList<Cluster> clusters) => Assert.Throws<ArgumentException>(() => VerdictCount.Of(
            Table.Open, Table.Panel(2), Table.Settings, [Table.Positions(1, "Red|Crimson")],
            [new Clustering(1, clusters, "moderator")], StopReason.SingleRound)).Message;
    }

    [Fact]
    public void Nobody_leads_where_nobody_votes_any_more()
    {
        var verdict = Table.Verdict(Table.Open, Table.Panel(2), Table.Settings, Table.Positions(1, "Red|red"), Table.Positions(2, "|"));
        Assert.Equal(["Red"], verdict.Options);
        Assert.Equal("0", Table.Text(verdict.Final.Votes));
        Assert.Null(verdict.Final.Leader);
    }

    [Fact]
    public void Without_a_round_there_is_no_verdict() => Assert.Equal(
        "rounds", Assert.Throws<ArgumentException>(() => Table.Verdict(Table.Closed(), Table.Panel(1), Table.Settings)).ParamName);
}
