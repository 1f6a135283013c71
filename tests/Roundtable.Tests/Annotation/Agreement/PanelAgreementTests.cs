using Roundtable.Annotation.Agreement;
using Roundtable.Annotation.Votes;
using Roundtable.Deliberation.Rounds;
using Roundtable.Deliberation.Verdicts;

namespace Roundtable.Tests.Annotation.Agreement;

public sealed class PanelAgreementTests
{
    private const short No = VoteTable.None;

    private static VoteTable Table(IReadOnlyList<VoteSource> sources, int classes, params short[] votes) => new(
        [.. Enumerable.Range(0, votes.Length / sources.Count).Select(i => $"i{i}")], sources, [.. Enumerable.Range(0, classes).Select(c => $"c{c}")], votes);

    [Fact]
    public void A_seat_is_its_plurality_and_flips_with_the_order()
    {
        var table = Table(
            [new("a@1") { Seat = "a" }, new("a@2") { Seat = "a", Order = 1 }, new("b")],
            2,
            0, 0, 1,
            0, 1, 1,
            1, No, 1,
            1, 1, No);
        var merged = SeatVotes.Merge(table);
        Assert.Equal(["a", "b"], merged.Sources.Select(s => s.Name));
        Assert.Equal([0, 1, No, 1, 1, 1, 1, No], Enumerable.Range(0, 4).SelectMany(i => merged.Of(i).ToArray()));

        var agreement = PanelAgreement.Of(table, new GoldLabels([0, 0, 1, 1]), 1);
        var (a, b) = (agreement.Seats[0], agreement.Seats[1]);
        Assert.Equal((1.0 / 3, 3, 3, 4, 3), (a.OrderFlips, a.OrderPairs, a.Votes, a.Gold, a.Right));
        Assert.Equal((null, 0, 3, 1), (b.OrderFlips, b.OrderPairs, b.Votes, b.Right));
        Assert.Equal([1, 0, 1], a.Confusion[0]);
        Assert.Equal([0, 1, 1], b.Confusion[1]);
    }

    [Fact]
    public void Independence_is_that_of_verdicts()
    {
        var random = new SeededRandom(1, "votes");
        var votes = Enumerable.Range(0, 40 * 3).Select(_ => (short)(random.Next(5) - 1)).ToArray();
        var table = Table([new("a"), new("b"), new("c")], 4, votes);
        var items = Enumerable.Range(0, 40).Select(i =>
            new SharedItem(4, table.Of(i).ToArray().Index().Where(v => v.Item >= 0).ToDictionary(v => $"m{v.Index}", v => (int)v.Item)));
        var expected = IndependenceMeasure.Of([1, 1, 1], new IndependenceMeasure(items).Agreement());
        Assert.Equal(expected, PanelAgreement.Of(table, GoldLabels.Nothing(40), 1).Independence);
    }

    [Fact]
    public void Equal_seats_are_one_vote_and_few_items_tell_nothing()
    {
        short[] said = [.. Enumerable.Range(0, 12).SelectMany(i => Enumerable.Repeat((short)(i % 3), 4))];
        var four = PanelAgreement.Of(Table([new("a"), new("b"), new("c"), new("d")], 3, said), GoldLabels.Nothing(12), 1);
        Assert.Equal(1, four.Independence!.EffectiveVotes, 1e-9);
        Assert.Equal(1, four.Alpha!.Alpha, 1e-9);
        Assert.Null(four.Errors);
        Assert.Null(PanelAgreement.Of(Table([new("a"), new("b")], 3, 0, 0, 1, 1), GoldLabels.Nothing(2), 1).Independence);
    }

    [Fact]
    public void Shared_errors_stand_beside_what_independent_ones_would_be()
    {
        // Four items of class 0. The first seat says 0 0 1 2, the second 0 1 1 2: both are wrong on two, and say the same.
        var errors = SharedErrors.Of(Table([new("a"), new("b")], 3, 0, 0, 0, 1, 1, 1, 2, 2), new GoldLabels([0, 0, 0, 0]))!;
        Assert.Equal((4, 0.5, 0.5), (errors.Pairs, errors.BothWrong, errors.SameWrong));
        Assert.Equal(0.5 * 0.75, errors.BothWrongIfIndependent, 1e-12);
        Assert.Equal((0.25 * 0.5) + (0.25 * 0.25), errors.SameWrongIfIndependent, 1e-12);
    }

    [Fact]
    public void Independent_seats_err_together_as_often_as_expected()
    {
        var random = new SeededRandom(2, "votes");
        var gold = Enumerable.Range(0, 4_000).Select(_ => (short)random.Next(3)).ToArray();
        short Say(short truth) => random.NextUnit() < 0.6 ? truth : (short)random.Next(3);
        var table = Table([new("a"), new("b"), new("c")], 3, [.. gold.SelectMany(g => new[] { Say(g), Say(g), Say(g) })]);
        var errors = SharedErrors.Of(table, new GoldLabels(gold))!;
        Assert.Equal(errors.BothWrongIfIndependent, errors.BothWrong, 0.01);
        Assert.Equal(errors.SameWrongIfIndependent, errors.SameWrong, 0.01);
    }
}
