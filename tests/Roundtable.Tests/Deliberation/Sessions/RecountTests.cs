using FsCheck;
using FsCheck.Fluent;
using Roundtable.Deliberation.Ballots;
using Roundtable.Deliberation.Costs;
using Roundtable.Deliberation.Questions;
using Roundtable.Deliberation.Rounds;
using Roundtable.Deliberation.Sessions;
using Roundtable.Deliberation.Verdicts;
using Roundtable.Deliberation.Verdicts.Rules;
using Roundtable.Tests.Deliberation.Verdicts;

namespace Roundtable.Tests.Deliberation.Sessions;

public sealed class RecountTests
{
    /// <summary>Schulze 2011, section 3.1: 45 voters, E wins and the whole order is E, A, C, B, D.</summary>
    [Fact]
    public void Schulze_elects_E_in_the_papers_example()
    {
        (int Voters, string Ranking)[] example =
            [(5, "ACBED"), (5, "ADECB"), (8, "BEDAC"), (3, "CABED"), (7, "CAEBD"), (2, "CBADE"), (7, "DCEBA"), (8, "EBADC")];
        var result = Under(RecountRule.Schulze, 5, [.. example.SelectMany(e => Enumerable.Repeat(e.Ranking, e.Voters))]);
        Assert.Equal([4], result.Winners);
        Assert.Equal(["3", "1", "2", "0", "4"], result.Scores.Select(s => s.ToString()));
        Assert.Equal((45, 45), (result.Seats, result.Counted));
        Assert.Null(result.Label);
    }

    /// <summary>The same example's tables of pairwise preferences and of the strongest paths.</summary>
    [Fact]
    public void Strengths_are_those_of_the_papers_example()
    {
        string[] pairwise = ["0 20 26 30 22", "25 0 16 33 18", "19 29 0 17 24", "15 12 28 0 14", "23 27 21 31 0"];
        string[] expected = ["0 28 28 30 24", "25 0 28 33 24", "25 29 0 29 24", "25 28 28 0 24", "25 28 28 31 0"];
        var table = pairwise.Select(r => r.Split(' ').Select(n => new Fraction(int.Parse(n, System.Globalization.CultureInfo.InvariantCulture), 1)).ToArray()).ToArray();
        Assert.Equal(expected, SchulzeRule.Strengths(table).Select(r => string.Join(' ', r.Select(f => f.ToString()))));
    }

    [Fact]
    public void Schulze_agrees_with_the_widest_of_all_simple_paths()
    {
        Prop.ForAll(Profiles(4), rankings =>
        {
            var pairwise = PairwiseByHand(rankings, 4);
            var widest = new int[4, 4];
            for (var i = 0; i < 4; i++)
            {
                Walk(i, i, int.MaxValue, 1 << i);
            }

            var winners = Enumerable.Range(0, 4).Where(i => Enumerable.Range(0, 4).All(j => i == j || widest[i, j] >= widest[j, i]));
            return Under(RecountRule.Schulze, 4, rankings).Winners.SequenceEqual(winners);

            void Walk(int start, int at, int width, int seen)
            {
                for (var to = 0; to < 4; to++)
                {
                    if ((seen & (1 << to)) == 0 && pairwise[at, to] > pairwise[to, at])
                    {
                        var narrower = Math.Min(width, pairwise[at, to]);
                        widest[start, to] = Math.Max(widest[start, to], narrower);
                        Walk(start, to, narrower, seen | (1 << to));
                    }
                }
            }
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Borda_is_the_sum_of_pairwise_preferences()
    {
        Prop.ForAll(Profiles(4), rankings =>
        {
            var pairwise = PairwiseByHand(rankings, 4);
            var result = Under(RecountRule.Borda, 4, rankings);
            var byHand = Enumerable.Range(0, 4).Select(i => Enumerable.Range(0, 4).Sum(j => pairwise[i, j])).ToArray();
            return result.Scores.SequenceEqual(byHand.Select(p => new Fraction(p, 1)))
                && result.Winners.SequenceEqual(Enumerable.Range(0, 4).Where(i => byHand[i] == byHand.Max()));
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Plurality_of_single_samples_is_the_tally()
    {
        var word = Gen.Elements("A", "B", "C", "a", "o", "u", "-");
        Prop.ForAll(word.NonEmptyListOf().ToArbitrary(), words =>
        {
            var session = Session(Table.Closed(), words.Count, Table.Round(1, string.Join(' ', words)));
            var result = Recount.Under(RecountRule.Plurality, session);
            var tally = session.Verdict.Final;
            return result.Label == tally.Label && result.Scores.SequenceEqual(tally.Votes.Select(v => new Fraction(v, 1)));
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Samples_share_one_seats_weight()
    {
        var result = Recount.Under(RecountRule.Plurality, Session(Table.Closed(), 3, Table.Round(1, "AAB B Caa")));
        Assert.Equal(["2/3", "4/3", "1/3"], result.Scores.Select(s => s.ToString()));
        Assert.Equal([1], result.Winners);
        Assert.Equal(TallyLabel.Majority, result.Label);
        Assert.Equal([new UncountedBallot("r1.s3.k2", "It abstains."), new UncountedBallot("r1.s3.k3", "It abstains.")], result.Uncounted);
    }

    [Fact]
    public void Confidence_adds_decimals_exactly()
    {
        Round round = new(
            1,
            [
                Table.Ballot(1, 1, new Choice.Vote(0), confidence: 0.1),
                Table.Ballot(1, 2, new Choice.Vote(0), confidence: 0.2),
                Table.Ballot(1, 3, new Choice.Vote(1), confidence: 0.3),
                Table.Ballot(1, 4, new Choice.Vote(1)),
                Table.Ballot(1, 5, new Choice.Vote(1), confidence: double.NaN),
            ],
            []);
        var result = Recount.Under(RecountRule.Confidence, Session(Table.Closed(2), 5, round));
        Assert.Equal(["3/10", "3/10"], result.Scores.Select(s => s.ToString()));
        Assert.Equal(TallyLabel.Tie, result.Label);
        Assert.Equal(["r1.s4", "r1.s5"], result.Uncounted.Select(u => u.Ballot));
    }

    [Fact]
    public void Approval_counts_every_acceptable_option()
    {
        Round round = new(
            1,
            [
                Table.Ballot(1, 1, new Choice.Vote(0, Approved: [0, 2])),
                Table.Ballot(1, 2, new Choice.Vote(1, Approved: [1, 2])),
                Table.Ballot(1, 3, new Choice.Vote(1, Approved: [1, 1])),
            ],
            []);
        var result = Recount.Under(RecountRule.Approval, Session(Table.Closed(), 3, round));
        Assert.Equal(["1", "1", "2"], result.Scores.Select(s => s.ToString()));
        Assert.Equal([2], result.Winners);
        Assert.Equal("r1.s3", Assert.Single(result.Uncounted).Ballot);
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, true)]
    [InlineData(-0.1, false)]
    [InlineData(1.1, false)]
    public void Confidence_is_between_zero_and_one(double confidence, bool counted)
    {
        Round round = new(1, [Table.Ballot(1, 1, new Choice.Vote(0), confidence: confidence), Table.Ballot(1, 2, new Choice.Vote(1), confidence: 0.5)], []);
        var result = Recount.Under(RecountRule.Confidence, Session(Table.Closed(2), 2, round));
        Assert.Equal(counted ? [] : ["Its confidence is not between 0 and 1."], result.Uncounted.Select(u => u.Why));
    }

    [Theory]
    [InlineData(0, 2, true)]
    [InlineData(0, 3, false)]
    [InlineData(-1, 0, false)]
    public void Acceptable_options_are_options_of_the_question(int one, int other, bool counted)
    {
        Round round = new(1, [Table.Ballot(1, 1, new Choice.Vote(0, Approved: [one, other])), Table.Ballot(1, 2, new Choice.Vote(1, Approved: [1]))], []);
        Assert.Equal(counted ? 0 : 1, Recount.Under(RecountRule.Approval, Session(Table.Closed(), 2, round)).Uncounted.Count);
    }

    [Theory]
    [InlineData(2, 0)]
    [InlineData(1, 1)]
    public void A_recount_has_a_winner_only_with_a_quorum(int quorum, int winners)
    {
        var session = Session(Table.Closed(), 2, Table.Round(1, "A a"));
        Assert.Equal(winners, Recount.Under(RecountRule.Plurality, session with { Settings = session.Settings with { Quorum = quorum } }).Winners.Count);
    }

    [Fact]
    public void Without_a_round_there_is_nothing_to_recount() => Assert.Equal(
        "session",
        Assert.Throws<ArgumentException>(() => Recount.Under(RecountRule.Plurality, Session(Table.Closed(), 1, Table.Round(1, "A")) with { Rounds = [] })).ParamName);

    [Fact]
    public void Rules_refuse_ballots_that_lack_what_they_need()
    {
        var session = Session(Table.Closed(), 2, Table.Round(1, "A B"));
        foreach (var rule in new[] { RecountRule.Borda, RecountRule.Schulze })
        {
            var refusal = Assert.Throws<RecountUnavailableException>(() => Recount.Under(rule, session));
            Assert.Equal("These ballots carry no rankings: ask again with --ranked.", refusal.Message);
            Assert.Equal(rule, refusal.Rule);
        }

        Assert.Throws<RecountUnavailableException>(() => Recount.Under(RecountRule.Approval, session));
        Assert.Throws<RecountUnavailableException>(() => Recount.Under(RecountRule.Confidence, session));
        Assert.Throws<RecountUnavailableException>(() =>
            Recount.Under(RecountRule.Schulze, Session(Table.Open, 1, Table.Positions(1, "Aurora"))));
    }

    [Fact]
    public void Rankings_that_do_not_name_every_option_once_are_listed()
    {
        Round round = new(
            1,
            [
                Table.Ballot(1, 1, new Choice.Vote(0, [0, 1, 2])),
                Table.Ballot(1, 2, new Choice.Vote(1, [1, 1, 2])),
                Table.Ballot(1, 3, new Choice.Vote(1, [1])),
                Table.Ballot(1, 4, new Choice.Vote(1, [1, 2, 3])),
                Table.Ballot(1, 5, new Choice.Vote(1)),
            ],
            []);
        var result = Recount.Under(RecountRule.Borda, Session(Table.Closed(), 5, round));
        Assert.Equal(["r1.s2", "r1.s3", "r1.s4", "r1.s5"], result.Uncounted.Select(u => u.Ballot));
        Assert.Equal(["2", "1", "0"], result.Scores.Select(s => s.ToString()));
    }

    [Fact]
    public void An_open_question_is_recounted_by_clusters()
    {
        var result = Recount.Under(RecountRule.Plurality, Session(Table.Open, 3, Table.Positions(1, "Aurora|Borealis|aurora")));
        Assert.Equal(["Aurora", "Borealis"], result.Options);
        Assert.Equal([0], result.Winners);
        Assert.Equal(TallyLabel.Supermajority, result.Label);

        // As somebody grouped that round, not an earlier one.
        var session = Session(Table.Open, 3, Table.Positions(2, "Red|Crimson|Blue")) with
        {
            Clusterings = [new Clustering(1, [new Cluster("All", [1, 2, 3])], "person"), new Clustering(2, [new Cluster("Reds", [1, 2]), new Cluster("Blues", [3])], "person")],
        };
        Assert.Equal(["Reds", "Blues"], Recount.Under(RecountRule.Plurality, session).Options);
    }

    [Fact]
    public void Names()
    {
        Assert.Equal(["plurality", "borda", "schulze", "approval", "confidence"], RecountRuleName.All);
        foreach (var rule in Enum.GetValues<RecountRule>())
        {
            Assert.True(RecountRuleName.TryParse(RecountRuleName.Of(rule), out var parsed));
            Assert.Equal(rule, parsed);
        }

        Assert.False(RecountRuleName.TryParse("2", out _));
        Assert.False(RecountRuleName.TryParse(null, out _));
    }

    private static RecountResult Under(RecountRule rule, int options, string[] rankings) => Recount.Under(rule, Session(
        Table.Closed(options), rankings.Length,
        new Round(1, [.. rankings.Select((r, i) => Table.Ballot(1, i + 1, new Choice.Vote(r[0] - 'A', [.. r.Select(c => c - 'A')])))], [])));

    private static Session Session(Question question, int seats, Round round) => new()
    {
        Id = "s1",
        Opened = DateTimeOffset.UnixEpoch,
        Simulated = true,
        Question = question,
        Panel = Table.Panel(seats),
        Settings = Table.Settings,
        Rounds = [round],
        Stop = StopReason.SingleRound,
        Verdict = Table.Verdict(question, Table.Panel(seats), Table.Settings, round),
        Minutes = null!,
        Spend = new Spend(0, 0, 0, 0, 0),
    };

    private static Arbitrary<string[]> Profiles(int options)
    {
        var all = Enumerable.Range(0, options).Select(i => (char)('A' + i)).ToArray();
        return Gen.Shuffle(all).Select(r => new string(r)).NonEmptyListOf().Select(l => l.ToArray()).ToArbitrary();
    }

    private static int[,] PairwiseByHand(string[] rankings, int options)
    {
        var pairwise = new int[options, options];
        for (var i = 0; i < options; i++)
        {
            for (var j = 0; j < options; j++)
            {
                char x = (char)('A' + i), y = (char)('A' + j);
                pairwise[i, j] = rankings.Count(r => r.IndexOf(x, StringComparison.Ordinal) < r.IndexOf(y, StringComparison.Ordinal));
            }
        }

        return pairwise;
    }
}
