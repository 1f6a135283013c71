using System.Text;
using Roundtable.Deliberation.Ballots;
using Roundtable.Deliberation.Minutes;
using Roundtable.Deliberation.Rounds;
using Roundtable.Deliberation.Verdicts;
using Roundtable.Record.Entries;
using Roundtable.Tests.Deliberation.Verdicts;

namespace Roundtable.Tests.Deliberation.Minutes;

/// <summary>Minutes without a model.</summary>
public sealed class ExtractiveMinutesTests
{
    [Fact]
    public void An_argument_is_two_sentences_of_the_most_confident_ballot_of_the_last_round_that_has_one()
    {
        var proceedings = Of(
            [Ballot(1, 1, Vote(0), "Old words.", 0.9), Ballot(1, 2, Vote(1), "B is safe. B is cheap. B is old.", 0.2), Ballot(1, 3, Vote(2), "")],
            [Ballot(2, 1, Vote(0), "Weak words.", 0.5), Ballot(2, 2, Vote(0), "Sure words.", 0.8), Ballot(2, 3, Vote(0), "", 1)]);
        var arguments = ExtractiveMinutes.Arguments(proceedings);
        Assert.Equal([0, 1], arguments.Select(a => a.Option));
        Assert.Equal([("“Sure words.”", "r2.s2")], Texts(arguments[0].Sentences));
        Assert.Equal([("“B is safe.”", "r1.s2"), ("“B is cheap.”", "r1.s2")], Texts(arguments[1].Sentences));
    }

    [Fact]
    public void Of_equally_confident_ballots_the_lowest_seat_and_the_first_sample_count()
    {
        var proceedings = Of([Ballot(1, 2, Vote(0), "Second seat."), Ballot(1, 1, Vote(0), "Second sample.", sample: 2), Ballot(1, 1, Vote(0), "First sample.")]);
        Assert.Equal([("“First sample.”", "r1.s1")], Texts(ExtractiveMinutes.Argument(proceedings, 0)));
    }

    [Theory]
    [InlineData("I choose A. It is cheap.", "“It is cheap.”")]
    [InlineData("I would still vote for A. I'm staying with A. It is cheap.", "“It is cheap.”")]
    [InlineData("[r1.s2] I now switch to A! It is cheap.", "“It is cheap.”")]
    [InlineData("I choose A.", "“I choose A.”")]
    [InlineData("I think A is cheap. I choose A.", "“I think A is cheap.”|“I choose A.”")]
    public void What_only_announces_the_choice_is_left_out_unless_there_is_nothing_else(string reasoning, string expected) =>
        Assert.Equal(expected, string.Join('|', ExtractiveMinutes.Argument(Of([Ballot(1, 1, Vote(0), reasoning)]), 0).Select(s => s.Text)));

    [Fact]
    public void The_summary_says_why_two_seats_moved_and_quotes_an_objection()
    {
        var proceedings = Of(
            [.. Enumerable.Range(1, 4).Select(s => Ballot(1, s, Vote(0), "Before.")), Ballot(1, 5, new Choice.Objection("Why."), "An old objection.")],
            [
                .. Enumerable.Range(1, 3).Select(s => Ballot(2, s, Vote(1), $"Seat {s} was told. And more.")),
                Ballot(2, 4, new Choice.Objection("Why."), "It is no question."),
                Ballot(2, 5, new Choice.Objection("Why."), "It is none at all."),
            ]);
        Assert.Equal(
            [
                ("A seat that changed its choice wrote: “Seat 1 was told.”", "r2.s1"),
                ("A seat that changed its choice wrote: “Seat 2 was told.”", "r2.s2"),
                ("A seat that objected to the question wrote: “It is no question.”", "r2.s4"),
            ],
            Texts(ExtractiveMinutes.Summary(proceedings)));
        Assert.Empty(ExtractiveMinutes.Unmentioned(proceedings, [new Sentence("Somebody objects.", ["r2.s1", "r2.s5"])]));
        Assert.Single(ExtractiveMinutes.Unmentioned(proceedings, [new Sentence("Somebody objected before.", ["r1.s5"])]));
    }

    [Fact]
    public void A_seat_that_gave_no_reasons_is_not_quoted()
    {
        var proceedings = Of([Ballot(1, 1, Vote(0), "Before."), Ballot(1, 2, Vote(0), "")], [Ballot(2, 1, Vote(1), ""), Ballot(2, 2, new Choice.Objection("Why."), "")]);
        Assert.Empty(ExtractiveMinutes.Summary(proceedings));
        Assert.Equal([0], ExtractiveMinutes.Arguments(proceedings).Select(a => a.Option));
    }

    /// <summary>Its samples are divided: it moved away and none of its ballots says where to.</summary>
    [Fact]
    public void A_seat_that_is_divided_is_not_quoted_for_its_move()
    {
        var proceedings = Of([Ballot(1, 1, Vote(0), "Before.")], [Ballot(2, 1, Vote(0), "Still."), Ballot(2, 1, Vote(1), "Or not.", sample: 2)]);
        Assert.Single(proceedings.Verdict.Moves);
        Assert.Empty(ExtractiveMinutes.Summary(proceedings));
    }

    [Fact]
    public void Positions_count_for_the_cluster_of_their_round()
    {
        Round first = new(1, [Ballot(1, 1, new Choice.Position("Red"), "Red is warm."), Ballot(1, 2, new Choice.Position("Blue"), "Blue is cold.")], []);
        Round last = new(2, [Ballot(2, 1, new Choice.Position("Blue"), "Blue it is."), Ballot(2, 2, new Choice.Position("Blue"), "Still blue.")], []);
        var panel = Table.Panel(2);
        var proceedings = new Proceedings(Table.Open, panel, [first, last], [], Table.Verdict(Table.Open, panel, Table.Settings, first, last));
        Assert.Equal([0, 1], proceedings.Argued);
        Assert.Equal([(0, "“Blue it is.”"), (1, "“Red is warm.”")], ExtractiveMinutes.Arguments(proceedings).Select(a => (a.Option, a.Sentences[0].Text)));

        // A moderator's clusters take the place of equal texts, each in its own round.
        last = last with { Ballots = [Ballot(2, 1, new Choice.Position("Azure"), "Azure it is."), Ballot(2, 2, new Choice.Position("Green"), "Green now.")] };
        Clustering[] clusterings = [new(1, [new Cluster("Colours", [1, 2])], "moderator"), new(2, [new Cluster("Blues", [1]), new Cluster("Others", [2])], "moderator")];
        var verdict = VerdictCount.Of(Table.Open, panel, Table.Settings, [first, last], clusterings, StopReason.RoundLimit);
        proceedings = new Proceedings(Table.Open, panel, [first, last], clusterings, verdict);
        Assert.Equal(["Blues", "Others", "Colours"], verdict.Options);
        Assert.Equal([2, 2, 0, 1], proceedings.Ballots.Select(proceedings.OptionOf));
    }

    [Fact]
    public void The_minutes_say_why_no_model_made_them()
    {
        var proceedings = Of([Ballot(1, 1, Vote(0), "It is cheap.")]);
        const string Alone = "Made without a model: sentences of the ballots, word for word.";
        Assert.Equal(Alone, MinutesBuilder.Build(proceedings, null, [], null).Note);
        Assert.Equal($"{Alone} The moderator, lab/m, was not asked.", MinutesBuilder.Build(proceedings, "lab/m", [], null).Note);
        Assert.Equal($"{Alone} Minutes by lab/m are missing: It went away.", MinutesBuilder.Build(proceedings, "lab/m", [], "It went away.").Note);
        var minutes = MinutesBuilder.Build(proceedings, "lab/m", [new Draft("No.", new Receipt(0, default, default))], null);
        Assert.Equal($"{Alone} The moderator, lab/m, gave nothing that checks out against the ballots.", minutes.Note);
        Assert.Equal((true, 0), (minutes.Extractive, minutes.Dropped));
        Assert.Equal("“It is cheap.”", Assert.Single(Assert.Single(minutes.Arguments).Sentences).Text);

        // What nobody gave reasons for has no argument, whoever takes the minutes.
        proceedings = Of([Ballot(1, 1, Vote(0), "It is cheap."), Ballot(1, 2, Vote(1), "")]);
        var draft = new Draft("""{"summary":[{"text":"It ended.","ballots":["r1.s1"]}],"arguments":[]}""", new Receipt(0, default, default));
        Assert.Equal([0], MinutesBuilder.Build(proceedings, "lab/m", [draft], null).Arguments.Select(a => a.Option));
    }

    private static IEnumerable<(string, string)> Texts(IEnumerable<Sentence> sentences) => sentences.Select(s => (s.Text, Assert.Single(s.Ballots)));

    private static Choice.Vote Vote(int option) => new(option);

    private static Ballot Ballot(int round, int seat, Choice choice, string reasoning, double? confidence = null, int sample = 1)
    {
        var digest = Digest.Of(Encoding.UTF8.GetBytes($"{round}.{seat}.{sample}"));
        return new Ballot(round, seat, sample, choice, reasoning, reasoning, new Receipt(0, digest, digest)) { Confidence = confidence };
    }

    private static Proceedings Of(params Ballot[][] ballots)
    {
        Round[] rounds = [.. ballots.Select((b, i) => new Round(i + 1, b, []))];
        var panel = Table.Panel(ballots.Max(b => b.Max(x => x.Seat)));
        return new Proceedings(Table.Closed(), panel, rounds, [], Table.Verdict(Table.Closed(), panel, Table.Settings, rounds));
    }
}
