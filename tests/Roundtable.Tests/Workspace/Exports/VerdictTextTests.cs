using Roundtable.Deliberation.Ballots;
using Roundtable.Deliberation.Panels;
using Roundtable.Deliberation.Rounds;
using Roundtable.Deliberation.Sessions;
using Roundtable.Deliberation.Verdicts;
using Roundtable.Deliberation.Verdicts.Rules;
using Roundtable.Tests.Deliberation.Verdicts;
using Roundtable.Tests.Samples;
using Roundtable.Workspace.Exports;

namespace Roundtable.Tests.Workspace.Exports;

public sealed class VerdictTextTests
{
    [Fact]
    public void Agreement_is_told_in_plain_words()
    {
        Assert.Equal(
            "One vote separates the leading option from the next. Of the 10 pairs of votes, 4 agree: take two seats at random, and they voted alike 40% of the time.",
            VerdictText.Agreement(Table.Verdict("A A A B B")));
        Assert.Equal("3 votes separate the leading option from the next. All 3 votes are the same.", VerdictText.Agreement(Table.Verdict("A A A -")));
        Assert.Equal("No option is ahead. No two of the 2 votes are the same.", VerdictText.Agreement(Table.Verdict("A B")));
        Assert.Equal("No option is ahead. There are no votes to compare.", VerdictText.Agreement(Table.Verdict("a -")));
        Assert.DoesNotContain("alpha", VerdictText.Agreement(Table.Verdict("AA AA")), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void With_one_sample_the_page_says_that_order_was_not_tested()
    {
        Assert.StartsWith("Order was not tested", VerdictText.Samples(SampleSessions.ClosedDebate()), StringComparison.Ordinal);
        Assert.Null(VerdictText.Samples(SampleSessions.ClosedDebate() with { ImportedFrom = "a page" }));
        Assert.Null(VerdictText.Samples(SampleSessions.Open()));
    }

    [Fact]
    public void A_seat_that_splits_evenly_abstains_and_the_page_says_how()
    {
        var session = Sampled((1, [0, 1], 0), (1, [1, 0], 1), (2, [0, 1], 0), (2, [1, 0], 0));
        Assert.Equal((1, 1, 2), (session.Verdict.Final.Cast, session.Verdict.Final.Abstentions, session.Verdict.Final.Invited));
        Assert.Equal("Unanimous: Yes, 1 of 2 seats; 1 abstained", VerdictText.Headline(session.Verdict.Final, session.Verdict.Options));
        var text = VerdictText.Samples(session)!;
        Assert.Contains(
            "Seat 1 counts as an abstention: in each of its 2 samples it chose the option that stood first, whichever that was.",
            text,
            StringComparison.Ordinal);
        Assert.Contains("Shown the options in another order, 2 seats voted differently in 50% of pairs.", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_seat_that_takes_whatever_stands_first_abstains_though_it_saw_one_order_more_often()
    {
        var first = Sampled((1, [0, 1], 0), (1, [1, 0], 1), (1, [0, 1], 0), (2, [1, 0], 1), (2, [0, 1], 1), (2, [1, 0], 1));
        Assert.Equal("Unanimous: No, 1 of 2 seats; 1 abstained", VerdictText.Headline(first.Verdict.Final, first.Verdict.Options));
        Assert.Equal([2.0 / 2, 0], first.Verdict.Consistency.Select(c => c.OrderFlipRate!.Value));
        var text = VerdictText.Samples(first with { Settings = first.Settings with { Samples = 3 } })!;
        Assert.Contains("Each seat saw one order in 2 of its 3 samples and the other in 1; both orders weigh the same.", text, StringComparison.Ordinal);
        Assert.Contains("Seat 1 counts as an abstention: in each of its 3 samples it chose the option that stood first, whichever that was.", text, StringComparison.Ordinal);

        var last = VerdictText.Samples(Sampled((1, [0, 1], 1), (1, [1, 0], 0)))!;
        Assert.Contains("it chose the option that stood last", last, StringComparison.Ordinal);
        var split = VerdictText.Samples(Sampled((1, [0, 1], 0), (1, [0, 1], 1), (1, [1, 0], 0), (1, [1, 0], 1)))!;
        Assert.Contains(
            "its samples split evenly between the two orders, which weigh the same (Yes shown first: 1 for Yes and 1 for No; No shown first: 1 for Yes and 1 for No).",
            split, StringComparison.Ordinal);
    }

    [Fact]
    public void Both_orders_weigh_the_same_however_many_samples_saw_each()
    {
        // Always what stands first, three times: two of the three saw Yes there.
        var positional = Sampled((1, [0, 1], 0), (1, [1, 0], 1), (1, [0, 1], 0));
        Assert.Equal(1, positional.Verdict.Final.Abstentions);
        Assert.Equal([1, 0], Sampled((1, [0, 1], 0), (1, [1, 0], 0), (1, [0, 1], 1)).Verdict.Final.Votes);

        // Of one order only, where the other one's call failed.
        Assert.Equal([0, 1], Sampled((1, [0, 1], 1), (1, [0, 1], 1), (1, [0, 1], 0)).Verdict.Final.Votes);
    }

    [Fact]
    public void Independence_is_told_with_its_basis()
    {
        var panel = Table.Panel(3, "x", "x", "y");
        Assert.Equal("3 votes from 3 models weigh as 1.8 independent votes, assumed by model and family.", Of(panel, null));
        Assert.Equal(
            "3 votes from 1 model weigh as 1 independent vote: a model counts once, however many seats it has.",
            Of([.. panel.Select(s => s with { Model = new ModelCard("test/same") })], null));
        Assert.Equal(
            "3 votes from 3 models weigh as 1.55 independent votes, measured on 40 shared questions.",
            Of(panel, new Independence(1.55, IndependenceBasis.Measured, 3, 0.55, 40)));

        static string Of(IReadOnlyList<Seat> panel, Independence? independence) => VerdictText.Independence(VerdictCount.Of(
            Table.Closed(), panel, Table.Settings, [Table.Round(1, "A A B")], [], StopReason.SingleRound, independence));
    }

    [Fact]
    public void An_argument_for_the_side_that_was_left_is_told_as_one()
    {
        var session = SampleSessions.ClosedDebate();
        var rounds = session.Rounds.Select(r => r with { Ballots = [.. r.Ballots.Select(b => b.Id == "r2.s2" ? b with { PersuadedBy = "r1.s2" } : b)] }).ToList();
        rounds[0] = rounds[0] with { Ballots = [.. rounds[0].Ballots.Select(b => b.Seat == 3 ? SampleSessions.Vote(1, 3, 1, "Consent.") : b)] };
        rounds[1] = rounds[1] with { Ballots = [.. rounds[1].Ballots.Select(b => b.Seat == 2 ? b with { PersuadedBy = "r1.s3" } : b)] };
        var verdict = VerdictCount.Of(session.Question, session.Panel, session.Settings, rounds, [], session.Stop);
        Assert.Equal(
            "Seat 2 moved from No to Yes in round 2, away from the majority, naming Seat 3 in round 1, an argument for the side that it left",
            VerdictText.Move(session with { Rounds = rounds, Verdict = verdict }, verdict.Moves[0]));
    }

    [Fact]
    public void A_ballot_is_called_by_its_seat_and_what_names_none_stays_as_it_is()
    {
        var panel = Table.Panel(4);
        Assert.Equal("Seat 4 in round 1", BallotText.Name(panel, "r1.s4"));
        Assert.Equal("Seat 4 in round 12, sample 3", BallotText.Name(panel, "r12.s4.k3"));
        Assert.Equal("Seat 1 in round 2", BallotText.Name(panel, "r2.s1.k1.a0"));
        Assert.Equal("Seat 1 (rounds 1, 2), Seat 2 (round 1), r1.s5", BallotText.Names(panel, ["r1.s1", "r1.s2", "r2.s1", "r1.s1.k2", "r1.s5"]));
        foreach (var other in (string[])["r1.s5", "r1.s0", "r1.s4 and more", "r1.group.a0", "r1.s99999999999", ""])
        {
            Assert.Equal(other, BallotText.Name(panel, other));
        }
    }

    [Fact]
    public void Options_that_are_letters_are_shown_under_numbers_so_that_no_sign_is_another_option()
    {
        Assert.Equal("AB", VerdictText.Sign(["Yes", "No"], 0) + VerdictText.Sign(["Yes", "No"], 1));
        string[] letters = ["C", "A", "B"];
        Assert.Equal(["1", "2", "3"], letters.Select((_, i) => VerdictText.Sign(letters, i)));
        Assert.Equal("27", VerdictText.Sign([.. Enumerable.Range(1, 30).Select(i => $"Position {i}")], 26));
    }

    [Fact]
    public void Schulze_tells_by_how_many_an_option_is_beaten()
    {
        // A beats C; B is tied with both: A and B are unbeaten, though A beats one and B none.
        Round round = new(1, [Ranked(1, 0, 1, 2), Ranked(2, 1, 0, 2), Ranked(3, 0, 2, 1), Ranked(4, 2, 1, 0)], []);
        var session = Session(["Ash", "Beech", "Cedar"], Table.Panel(4), Table.Settings with { Ranked = true }, round);
        var result = Recount.Under(RecountRule.Schulze, session);
        Assert.Equal([.. result.BeatenBy!.Select((b, i) => (b, i)).Where(p => p.b == 0).Select(p => p.i)], result.Winners);
        var headline = RecountText.Headline(result);
        Assert.EndsWith("(by schulze), 4 of 4 seats counted", headline, StringComparison.Ordinal);
        if (result.Winners.Count > 1)
        {
            Assert.Contains("which no option beats", headline, StringComparison.Ordinal);
        }

        Assert.All(RecountText.Scores(result), s => Assert.Matches("^beats [0-2], beaten by [0-2]$", s.Score));
        Assert.Equal("beats 1, beaten by 0", RecountText.Scores(result).First().Score);
    }

    private static Ballot Ranked(int seat, params int[] ranking) => Table.Ballot(1, seat, new Choice.Vote(ranking[0], ranking));

    private static Session Sampled(params (int Seat, int[] Shown, int Option)[] samples)
    {
        List<Ballot> ballots = [];
        foreach (var (seat, shown, option) in samples)
        {
            ballots.Add(Table.Ballot(1, seat, new Choice.Vote(option), ballots.Count(b => b.Seat == seat) + 1, shown: shown));
        }

        var seats = samples.Max(s => s.Seat);
        return Session(["Yes", "No"], Table.Panel(seats), Table.Settings with { Samples = samples.Length / seats }, new Round(1, ballots, []));
    }

    private static Session Session(IReadOnlyList<string> options, IReadOnlyList<Seat> panel, Roundtable.Deliberation.Plans.SessionSettings settings, Round round)
    {
        var question = new Roundtable.Deliberation.Questions.Question("Which?", options, []);
        return SampleSessions.ClosedDebate() with
        {
            Question = question,
            Panel = panel,
            Settings = settings,
            Rounds = [round],
            Verdict = VerdictCount.Of(question, panel, settings, [round], [], StopReason.SingleRound),
        };
    }
}
