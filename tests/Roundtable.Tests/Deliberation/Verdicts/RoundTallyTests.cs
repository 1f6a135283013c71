using FsCheck;
using FsCheck.Fluent;
using Roundtable.Deliberation.Ballots;
using Roundtable.Deliberation.Rounds;
using Roundtable.Deliberation.Verdicts;

namespace Roundtable.Tests.Deliberation.Verdicts;

public sealed class RoundTallyTests
{
    [Fact]
    public void The_count_does_not_depend_on_the_order_of_seats_or_of_ballots()
    {
        var seat = Gen.Elements("A", "B", "AB", "BA", "AAB", "BBa", "ABA", "a", "o", "r", "u", "uA", "oo").ArrayOf(6);
        var cases = from words in seat
                    from flips in Gen.Choose(0, 1).ArrayOf(18)
                    from order in Gen.Shuffle(Enumerable.Range(0, 6).ToArray())
                    from mixed in Gen.Choose(0, int.MaxValue)
                    select (Words: words, Flips: flips, Order: order, Mixed: mixed);
        Prop.ForAll(cases.ToArbitrary(), c =>
        {
            Round Make(int[] order, int mixed)
            {
                var round = Table.Round(1, string.Join(' ', order.Select(i => c.Words[i])));
                var random = new Random(mixed);
                var ballots = round.Ballots.Select(b => b.Choice is Choice.Vote
                    ? Table.Ballot(1, b.Seat, b.Choice, b.Sample, shown: c.Flips[(order[b.Seat - 1] * 3) + b.Sample - 1] == 0 ? [0, 1] : [1, 0])
                    : b);
                return round with { Ballots = [.. mixed == 0 ? ballots : ballots.OrderBy(_ => random.Next())] };
            }

            string Count(Round round)
            {
                var tally = RoundTally.Of(Table.Closed(2), Table.Panel(6), Table.Settings with { Samples = 3 }, round, null);
                return $"{Table.Text(tally.Votes)} {tally.Abstentions} {tally.Objections} {tally.Refusals} {tally.Unparsed} {tally.Absent} {tally.Label}";
            }

            return Count(Make([0, 1, 2, 3, 4, 5], 0)) == Count(Make(c.Order, c.Mixed | 1));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1000));
    }

    [Theory]
    [InlineData("A A A", TallyLabel.Unanimous)]
    [InlineData("A A B", TallyLabel.Supermajority)] // two thirds exactly
    [InlineData("A A A A B B", TallyLabel.Supermajority)]
    [InlineData("A A A B B", TallyLabel.Majority)]
    [InlineData("A A B C", TallyLabel.Plurality)] // half exactly
    [InlineData("A A A B B C", TallyLabel.Plurality)]
    [InlineData("A A B B", TallyLabel.Tie)]
    [InlineData("A A B B C", TallyLabel.Tie)]
    [InlineData("A a o -", TallyLabel.Unanimous)]
    [InlineData("A o", TallyLabel.Unanimous)] // objections equal to votes do not outnumber them
    [InlineData("A o o", TallyLabel.NoVerdict)]
    [InlineData("a a -", TallyLabel.NoVerdict)]
    public void Label_at_every_edge(string ballots, TallyLabel expected)
    {
        Assert.Equal(expected, Count(ballots).Label);
    }

    [Theory]
    [InlineData("A A -", 2, TallyLabel.Unanimous)]
    [InlineData("A - -", 2, TallyLabel.NoVerdict)]
    [InlineData("A a o", 2, TallyLabel.NoVerdict)]
    public void Quorum_counts_votes_alone(string ballots, int quorum, TallyLabel expected)
    {
        Assert.Equal(expected, Count(ballots, quorum).Label);
    }

    [Fact]
    public void Everything_that_is_no_vote_stands_beside_the_votes()
    {
        var tally = Count("A a o r u - B");
        Assert.Equal("1,1,0", Table.Text(tally.Votes));
        Assert.Equal((1, 1, 1, 1, 1, 7), (tally.Abstentions, tally.Objections, tally.Refusals, tally.Unparsed, tally.Absent, tally.Invited));
    }

    [Theory]
    [InlineData("AAB", SeatStanding.Voted, 0)]
    [InlineData("AB", SeatStanding.Divided, null)]
    [InlineData("ABC", SeatStanding.Divided, null)]
    [InlineData("AABBC", SeatStanding.Divided, null)]
    [InlineData("Caaaa", SeatStanding.Voted, 2)]
    [InlineData("ao", SeatStanding.Objected, null)]
    [InlineData("ra", SeatStanding.Abstained, null)]
    [InlineData("ur", SeatStanding.Refused, null)]
    [InlineData("aau", SeatStanding.Abstained, null)]
    [InlineData("uuo", SeatStanding.Unparsed, null)]
    [InlineData("-", SeatStanding.Absent, null)]
    public void A_seat_over_its_samples(string samples, SeatStanding standing, int? option)
    {
        Assert.Equal(new SeatChoice(standing, option), SeatChoice.Of(Table.Round(1, samples).Ballots));
    }

    [Fact]
    public void Agrees_with_counting_by_hand_and_covers_the_whole_panel()
    {
        var word = Gen.Frequency(
            (6, Gen.Elements("A", "B", "C")), (2, Gen.Elements("a", "o", "r", "u", "-")), (3, Gen.Elements("AB", "AAB", "BCC", "aaA", "ABC")));
        Prop.ForAll(word.NonEmptyListOf().ToArbitrary(), words =>
        {
            var list = words.ToList();
            var tally = Count(string.Join(' ', list));
            string[] forA = ["A", "AAB", "aaA"], forC = ["C", "BCC"], abstained = ["a", "AB", "ABC"];
            int[] byHand = [list.Count(forA.Contains), list.Count(w => w == "B"), list.Count(forC.Contains)];
            return tally.Votes.SequenceEqual(byHand)
                && tally.Abstentions == list.Count(abstained.Contains)
                && tally.Objections == list.Count(w => w == "o")
                && tally.Invited == list.Count
                && tally.Label == LabelByHand(byHand, tally.Objections);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Ballots_that_do_not_belong_are_named()
    {
        var stranger = Assert.Throws<ArgumentException>(() =>
            RoundTally.Of(Table.Closed(), Table.Panel(1), Table.Settings, Table.Round(1, "A B"), null));
        Assert.Contains("r1.s2", stranger.Message, StringComparison.Ordinal);
        var option = Assert.Throws<ArgumentException>(() => Count("D"));
        Assert.Contains("option index 3", option.Message, StringComparison.Ordinal);
        var position = Assert.Throws<ArgumentException>(() =>
            RoundTally.Of(Table.Closed(), Table.Panel(1), Table.Settings, Table.Positions(1, "Aurora"), null));
        Assert.Contains("position", position.Message, StringComparison.Ordinal);
    }

    private static Tally Count(string ballots, int quorum = 1) => RoundTally.Of(
        Table.Closed(), Table.Panel(ballots.Split(' ').Length), Table.Settings with { Quorum = quorum }, Table.Round(1, ballots), null);

    // Each label by its sentence in the design, tried from the strongest to the weakest, with shares as exact decimals of sixths.
    private static TallyLabel LabelByHand(int[] votes, int objections)
    {
        var cast = votes.Sum();
        if (cast == 0 || objections > cast)
        {
            return TallyLabel.NoVerdict;
        }

        var ordered = votes.OrderDescending().ToArray();
        return ordered[0] == ordered[1] ? TallyLabel.Tie
            : ordered[0] * 6 == cast * 6 ? TallyLabel.Unanimous
            : ordered[0] * 6 >= cast * 4 ? TallyLabel.Supermajority
            : ordered[0] * 6 > cast * 3 ? TallyLabel.Majority
            : TallyLabel.Plurality;
    }
}
