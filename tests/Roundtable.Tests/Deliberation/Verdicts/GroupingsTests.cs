using FsCheck;
using FsCheck.Fluent;
using Roundtable.Deliberation.Rounds;
using Roundtable.Deliberation.Verdicts;

namespace Roundtable.Tests.Deliberation.Verdicts;

public sealed class GroupingsTests
{
    private static readonly string[] _texts = ["Blue", "blue.", "Teal", "Red", "Red, because"];

    [Fact]
    public void A_seat_that_says_the_same_has_not_moved_however_the_moderator_groups_it()
    {
        Round[] rounds = [Table.Positions(1, "Teal|Blue|Red"), Table.Positions(2, "teal.|Blue|Red")];
        var verdict = Verdict(rounds, Grouped(1, "Blue:1,2 Green:3"), Grouped(2, "Blue:2 Green:1,3"));
        Assert.Empty(verdict.Moves);
        Assert.Equal(["Blue", "Green"], verdict.Options);
        Assert.Equal("2,1", Table.Text(verdict.Final.Votes));
    }

    [Fact]
    public void A_cluster_that_is_renamed_is_the_same_and_takes_what_is_put_with_it()
    {
        Round[] rounds = [Table.Positions(1, "Teal|Blue|Red"), Table.Positions(2, "Teal|Blue|Azure")];
        var verdict = Verdict(rounds, Grouped(1, "Blues:1,2 Reds:3"), Grouped(2, "Cold:1,2,3"));
        Assert.Equal(3, Assert.Single(verdict.Moves).Seat);
        Assert.Equal(["Blues", "Reds"], verdict.Options);
        Assert.Equal("3,0", Table.Text(verdict.Final.Votes));
    }

    [Fact]
    public void A_new_text_goes_where_its_name_says_even_beside_one_that_stays()
    {
        Round[] rounds = [Table.Positions(1, "Teal|Red"), Table.Positions(2, "Teal|Scarlet")];
        var verdict = Verdict(rounds, Grouped(1, "Blues:1 Reds:2"), Grouped(2, "Reds:1,2"));
        Assert.Empty(verdict.Moves);
        Assert.Equal("1,1", Table.Text(verdict.Final.Votes));
    }

    [Fact]
    public void A_person_regroups_every_round_and_everybody_who_said_the_same()
    {
        Round[] rounds = [Table.Positions(1, "Teal|Teal|Red"), Table.Positions(2, "teal|Red|Red")];
        var clusterings = Groupings.Reassign(rounds, [Grouped(1, "Blues:1,2 Reds:3"), Grouped(2, "Blues:1 Reds:2,3")], 1, " greens ");
        Assert.Equal(["Reds:3 greens:1,2", "Reds:2,3 greens:1"], clusterings.Select(Text));
        Assert.All(clusterings, c => Assert.Equal("person", c.By));
        Assert.Equal(2, Assert.Single(Verdict(rounds, [.. clusterings]).Moves).Seat);
        Assert.Throws<ArgumentException>(() => Groupings.Reassign(rounds, clusterings, 4, "Reds"));
    }

    [Fact]
    public void Format_1_is_counted_by_names_alone()
    {
        Round[] rounds = [Table.Positions(1, "Teal|Blue"), Table.Positions(2, "Teal|Blue")];
        Clustering[] clusterings = [Grouped(1, "Blue:1,2"), Grouped(2, "Blue:2 Green:1")];
        Assert.Single(VerdictCount.Of(Table.Open, Table.Panel(2), Table.Settings, rounds, clusterings, StopReason.RoundLimit, null, CountingRules.First).Moves);
    }

    [Fact]
    public void Settling_keeps_equal_texts_together_in_every_round_and_settles_once()
    {
        Prop.ForAll(Cases().ToArbitrary(), c =>
        {
            var settled = Groupings.Settle(c.Rounds, c.Clusterings);
            var again = Groupings.Settle(c.Rounds, settled);
            var places = from round in c.Rounds
                         from ballot in round.Ballots
                         let text = Groupings.Key(((Roundtable.Deliberation.Ballots.Choice.Position)ballot.Choice).Text)
                         let cluster = settled[round.Number - 1].Clusters.Single(k => k.Seats.Contains(ballot.Seat)).Name
                         group cluster.ToUpperInvariant() by text;
            return places.All(p => p.Distinct().Count() == 1) && settled.Select(Text).SequenceEqual(again.Select(Text));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1000));
    }

    [Fact]
    public void The_count_does_not_depend_on_the_order_of_seats_nor_on_equal_texts_grouped_apart()
    {
        var cases = from c in Cases() from order in Gen.Shuffle(Enumerable.Range(1, 5).ToArray()) select (c.Rounds, c.Clusterings, Order: order);
        Prop.ForAll(cases.ToArbitrary(), c =>
        {
            int To(int seat) => c.Order[seat - 1];
            Round[] rounds = [.. c.Rounds.Select(r => r with { Ballots = [.. r.Ballots.Select(b => Table.Ballot(b.Round, To(b.Seat), b.Choice)).OrderBy(b => b.Seat)] })];
            Clustering[] clusterings = [.. c.Clusterings.Select(g => g with { Clusters = [.. g.Clusters.Select(k => k with { Seats = [.. k.Seats.Select(To).Order()] })] })];
            var apart = clusterings.Select(g => g with
            {
                Clusters = [.. g.Clusters.SelectMany(k => k.Seats.Select((s, i) => i == 0 ? k with { Seats = [s] } : new Cluster($"{k.Name} {s}", [s])))],
            });
            var (one, other) = (Verdict(c.Rounds, c.Clusterings), Verdict(rounds, clusterings));
            var settled = Groupings.Settle(rounds, clusterings);
            return Counts(one) == Counts(other) && one.Moves.Count == other.Moves.Count
                && Verdict(rounds, [.. apart]).Final.Cast == other.Final.Cast
                && Counts(Verdict(rounds, [.. settled])) == Counts(other);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1000));

        static string Counts(Verdict verdict) => string.Join(
            ' ',
            verdict.Options.Select((o, i) => $"{o.ToUpperInvariant()}:{verdict.First.Votes[i]}>{verdict.Final.Votes[i]}").Order(StringComparer.Ordinal));
    }

    /// <summary>Two rounds of five seats, grouped by somebody who does not look at the texts.</summary>
    private static Gen<(Round[] Rounds, Clustering[] Clusterings)> Cases() =>
        from first in Gen.Elements(_texts).ArrayOf(5)
        from second in Gen.Elements(_texts).ArrayOf(5)
        from one in Gen.Elements("P", "Q", "R").ArrayOf(5)
        from two in Gen.Elements("P", "Q", "S").ArrayOf(5)
        select ((Round[])[Table.Positions(1, string.Join('|', first)), Table.Positions(2, string.Join('|', second))], (Clustering[])[By(1, one), By(2, two)]);

    private static Clustering By(int round, string[] names) => new(
        round, [.. names.Select((n, i) => (n, i)).GroupBy(p => p.n).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => new Cluster(g.Key, [.. g.Select(p => p.i + 1)]))], "moderator");

    private static Clustering Grouped(int round, string clusters) => new(
        round,
        [.. clusters.Split(' ').Select(c => c.Split(':')).Select(c => new Cluster(c[0], [.. c[1].Split(',').Select(s => int.Parse(s, null))]))],
        "moderator");

    private static string Text(Clustering clustering) => string.Join(' ', clustering.Clusters.Select(c => $"{c.Name}:{Table.Text(c.Seats)}"));

    private static Verdict Verdict(Round[] rounds, params Clustering[] clusterings) => VerdictCount.Of(
        Table.Open, Table.Panel(rounds[0].Ballots.Count + rounds[0].Absences.Count), Table.Settings, rounds, clusterings, StopReason.RoundLimit);
}
