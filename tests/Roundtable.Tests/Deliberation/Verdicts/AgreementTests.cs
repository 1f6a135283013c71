using FsCheck;
using FsCheck.Fluent;
using Roundtable.Deliberation.Ballots;
using Roundtable.Deliberation.Rounds;
using Roundtable.Deliberation.Verdicts;

namespace Roundtable.Tests.Deliberation.Verdicts;

public sealed class AgreementTests
{
    /// <summary>Krippendorff 2011, section C (nominal data, four observers, twelve units, missing values): 0.743.</summary>
    [Fact]
    public void Alpha_of_Krippendorffs_published_example()
    {
        string[] observers = ["123321412...", "1233224125.3", ".3332342251.", "1233244125" + "1."];
        var units = Enumerable.Range(0, 12).Select(u => (IReadOnlyList<int>)[.. observers.Select(o => o[u]).Where(c => c != '.').Select(c => c - '0')]);
        Assert.Equal(0.743, AgreementCount.Alpha(units)!.Value, 3);
    }

    /// <summary>One question is one item, of which alpha says nothing: it stood at 0 beside "Unanimous". Sessions of format 1 keep what they state.</summary>
    [Fact]
    public void Alpha_is_no_measure_of_one_question()
    {
        Assert.Null(Table.Verdict("AB AB").FinalAgreement.Alpha);
        var first = VerdictCount.Of(
            Table.Closed(), Table.Panel(2), Table.Settings with { Samples = 2 }, [Table.Round(1, "AA BB")], [], StopReason.SingleRound, null, CountingRules.First);
        Assert.Equal(-0.5, first.FinalAgreement.Alpha!.Value, 12); // Dₒ = 1, Dₑ = 8/12
    }

    [Fact]
    public void Entropy_and_margin()
    {
        Assert.Equal((0.0, 3), EntropyAndMargin("A A A"));
        Assert.Equal((1.0, 0), EntropyAndMargin("A A B B"));
        Assert.Equal((1.5, 1), EntropyAndMargin("A A B C"));
        Assert.Equal((0.0, 0), EntropyAndMargin("a -"));
        Assert.Equal(Math.Log2(3), EntropyAndMargin("A B C").Bits, 12);

        static (double Bits, int Margin) EntropyAndMargin(string ballots)
        {
            var agreement = Table.Verdict(ballots).FinalAgreement;
            return (agreement.EntropyBits, agreement.Margin);
        }
    }

    [Fact]
    public void Disagreement_within_and_between_seats()
    {
        var same = Table.Verdict("AAB AAB");
        Assert.Equal(2.0 / 3, same.WithinSeats!.Value, 12);
        Assert.Equal(4.0 / 9, same.BetweenSeats!.Value, 12);

        Assert.Equal(1.0 / 3, Table.Verdict("AAB AAA").WithinSeats!.Value, 12); // the mean of two thirds and none
        Assert.Equal(2.0 / 3, Table.Verdict("AABB").WithinSeats!.Value, 12); // two of six pairs agree

        var apart = Table.Verdict("AAA BBB");
        Assert.Equal((0.0, 1.0), (apart.WithinSeats, apart.BetweenSeats));

        var single = Table.Verdict("A B A");
        Assert.Null(single.WithinSeats);
        Assert.Empty(single.Consistency);
        Assert.Equal(2.0 / 3, single.BetweenSeats!.Value, 12);
        Assert.Null(Table.Verdict("A a").BetweenSeats);
        Assert.Equal(2.0 / 3, Table.Verdict(Table.Open, Table.Panel(3), Table.Settings, Table.Positions(1, "Red|Blue|red")).BetweenSeats!.Value, 12);
    }

    [Fact]
    public void Between_seats_agrees_with_pairs_counted_one_by_one()
    {
        var seat = Gen.Elements('A', 'B', 'C', 'a').ArrayOf(3).Select(s => new string(s));
        Prop.ForAll(seat.ListOf(4).ToArbitrary(), seats =>
        {
            var words = seats.ToList();
            int pairs = 0, different = 0;
            for (var i = 0; i < words.Count; i++)
            {
                for (var j = 0; j < i; j++)
                {
                    foreach (var (x, y) in from x in words[i] from y in words[j] where x != 'a' && y != 'a' select (x, y))
                    {
                        pairs++;
                        different += x == y ? 0 : 1;
                    }
                }
            }

            var between = Table.Verdict([.. new[] { string.Join(' ', words) }]).BetweenSeats;
            return pairs == 0 ? between is null : Math.Abs(between!.Value - ((double)different / pairs)) < 1e-12;
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Order_flips_are_pairs_of_different_orders()
    {
        int[] forward = [0, 1, 2], backward = [2, 1, 0];
        var round = new Round(
            1,
            [
                Table.Ballot(1, 1, new Choice.Vote(0), 1, shown: forward),
                Table.Ballot(1, 1, new Choice.Vote(0), 2, shown: forward),
                Table.Ballot(1, 1, new Choice.Vote(2), 3, shown: backward),
                Table.Ballot(1, 2, new Choice.Vote(0), 1, shown: forward),
                Table.Ballot(1, 2, new Choice.Vote(1), 2, shown: forward),
                Table.Ballot(1, 3, new Choice.Vote(1), 1, shown: forward),
                Table.Ballot(1, 3, new Choice.Vote(1), 2, shown: backward),
                Table.Ballot(1, 3, new Choice.Vote(0), 3, shown: forward),
            ],
            []);
        var consistency = Table.Verdict(Table.Closed(), Table.Panel(3), Table.Settings with { Samples = 3 }, round).Consistency;
        Assert.Equal([1, null, 0.5], consistency.Select(c => c.OrderFlipRate));
        Assert.Equal("2,0,1", Table.Text(consistency[0].Votes));
    }
}
