using Roundtable.Annotation.Estimates;
using Roundtable.Annotation.Labelling;
using Roundtable.Annotation.Promises;
using Roundtable.Annotation.Votes;
using Roundtable.Tests.Samples;
using Roundtable.Workspace.Labels;

namespace Roundtable.Tests.Annotation.Labelling;

/// <summary>What is said of all items holds for them, and is not said where it would not.</summary>
public sealed class LabelAnalysisTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 1)]
    [InlineData(1, 0.9)]
    public void Shares_of_the_items_are_covered_where_the_panel_alone_is_off(int copies, double power)
    {
        // Two of the three seats err towards "a": the panel's own share of it is far off.
        var task = new LabelTask(1_200, 7, copies, power);
        var votes = task.Votes(1, 0.8, 0.5, -1);
        var draws = TestDepth.Of(30, 300);
        var (covered, asked, off) = (0, 0, 0.0);
        for (var d = 0; d < draws; d++)
        {
            var outcome = Analyse(task, votes, task.Gold(100, d));
            var shares = Assert.IsType<ShareReport.Estimated>(outcome.Shares);
            Assert.Equal((1_200, 100), (shares.Items, shares.Gold));
            for (var c = 0; c < 3; c++)
            {
                covered += shares.Shares[c].Interval.Contains(task.Share(c)) ? 1 : 0;
                asked++;
                off += Math.Abs(shares.Shares[c].Share - task.Share(c));
            }
        }

        // 95 % intervals: fewer than 85 % of 90 has a probability below 0.001.
        Assert.InRange((double)covered / asked, 0.85, 1);
        Assert.InRange(off / asked, 0, 0.06);
    }

    [Fact]
    public void A_text_of_many_items_weighs_as_many()
    {
        // All texts are gold, so that nothing is left to guess: shares are those of items, not of texts.
        var task = new LabelTask(120, 7, power: 0.8);
        Assert.InRange(task.Frame.Texts, 20, 60);
        var shares = Assert.IsType<ShareReport.Estimated>(Analyse(task, task.Votes(1, 0.8, 0.7), task.Gold(task.Frame.Texts, 1)).Shares);
        Assert.Equal(120, shares.Items);
        Assert.All(shares.Shares, (s, c) => Assert.Equal((task.Share(c), 0.0), (s.Share, s.Interval.Width), (a, b) =>
            Math.Abs(a.Item1 - b.Item1) < 1e-9 && Math.Abs(a.Item2 - b.Item2) < 1e-9));
    }

    [Fact]
    public void Without_a_random_draw_rules_are_learned_and_no_share_and_no_promise_is_told()
    {
        var task = new LabelTask(400, 3);
        var outcome = Analyse(task, task.Votes(1, 0.8, 0.7, 0.6), task.GivenGold(80), 0.9);
        Assert.Equal(80, outcome.Choice.Gold);
        Assert.Contains("not drawn at random", Assert.IsType<ShareReport.Refused>(outcome.Shares).Reason, StringComparison.Ordinal);
        Assert.Contains("not drawn at random", Assert.IsType<PromiseReport.NotPossible>(outcome.Promise).Reason, StringComparison.Ordinal);
        Assert.Equal(80, Enumerable.Range(0, 400).Count(i => outcome.IsAccepted(i) == true));
        Assert.All(outcome.Gold.Items, i => Assert.Equal((task.Truth(i), 1.0), (outcome.LabelOf(i), outcome.ProbabilityOf(i))));
    }

    [Fact]
    public void Without_gold_probabilities_are_said_to_be_uncalibrated_and_shares_refused()
    {
        var task = new LabelTask(300, 3);
        var votes = task.Votes(1, 0.9, 0.8, 0.7);
        var outcome = Analyse(task, votes, LabelGold.None, 0.9);
        Assert.False(outcome.IsCalibrated);
        Assert.Equal("There is no gold.", Assert.IsType<ShareReport.Refused>(outcome.Shares).Reason);
        Assert.Equal(0, Enumerable.Range(0, 300).Count(i => outcome.IsAccepted(i) == true));
        Assert.InRange(Enumerable.Range(0, 300).Count(i => outcome.LabelOf(i) == task.Truth(i)), 240, 300);
        var report = LabelReport.Of(task.Codebook, task.Frame, LabelGold.None, votes, outcome);
        Assert.Contains(LabelSentences.Rule(report), s => s.StartsWith("Probabilities are not calibrated", StringComparison.Ordinal));
        Assert.StartsWith("No shares are told: There is no gold.", LabelSentences.Shares(report), StringComparison.Ordinal);
    }

    [Fact]
    public void Seats_that_vote_at_random_give_no_silent_labels()
    {
        var task = new LabelTask(300, 3);
        var outcome = Analyse(task, task.Votes(1, 1.0 / 3, 1.0 / 3, 1.0 / 3), LabelGold.None);
        Assert.NotEmpty(outcome.Choice.Reason);
        Assert.False(outcome.IsCalibrated);
    }

    [Fact]
    public void A_promise_is_given_where_the_gold_carries_it_and_refused_where_it_is_too_little()
    {
        var task = new LabelTask(1_500, 5);
        var votes = task.Votes(1, 0.95, 0.93, 0.9);
        var given = Analyse(task, votes, task.Gold(150, 1), 0.8);
        Assert.IsType<PromiseReport.Given>(given.Promise);
        var taken = Enumerable.Range(0, 1_500).Where(i => given.IsAccepted(i) == true).ToList();
        Assert.InRange(taken.Count, 500, 1_500);
        Assert.InRange(taken.Count(i => given.LabelOf(i) == task.Truth(i)) / (double)taken.Count, 0.8, 1);
        Assert.IsType<PromiseReport.NotPossible>(Analyse(task, votes, task.Gold(5, 1), 0.9).Promise);
        Assert.Null(Analyse(task, votes, task.Gold(5, 1)).Promise);
    }

    [Fact]
    public void The_report_is_the_same_bytes_for_the_same_inputs_and_reads_back()
    {
        var task = new LabelTask(300, 3);
        LabelReport Report() => LabelReport.Of(
            task.Codebook, task.Frame, task.Gold(60, 2), task.Votes(1, 0.9, 0.8, 0.7), Analyse(task, task.Votes(1, 0.9, 0.8, 0.7), task.Gold(60, 2), 0.9));
        var bytes = LabelReportJson.Write(Report());
        Assert.Equal(bytes, LabelReportJson.Write(Report()));
        Assert.Equal(bytes, LabelReportJson.Write(LabelReportJson.Read(bytes)));
        var report = LabelReportJson.Read(bytes);
        Assert.Equal(300, report.Classes.Sum(c => c.Labels) + report.Unlabelled);
        Assert.Equal(60, report.Seats[0].Confusion.Sum(r => r.Sum()));
        Assert.Equal("served-1", Assert.Single(report.Seats[0].Served).Model);
        var markdown = LabelMarkdown.Of(report);
        Assert.Contains("| class | share | 95 % interval | the panel alone would have said |", markdown, StringComparison.Ordinal);
        Assert.Contains("| seat 1 | x/1 | 300 |", markdown, StringComparison.Ordinal);
    }

    [Fact]
    public void Gold_of_another_file_with_the_same_ids_labels_nothing_here()
    {
        var (task, other) = (new LabelTask(50, 3), new LabelFrame());
        other.Add(new("i0", Roundtable.Record.Entries.Digest.Of("elsewhere"u8)));
        Assert.Empty(LabelGold.Of(new([.. Sheets(task)]), other).Truths);

        static IEnumerable<Roundtable.Annotation.Gold.GoldSheet> Sheets(LabelTask task) =>
            [new("s", task.Codebook.Digest, Roundtable.Annotation.Gold.GoldOrigin.File, null, [new("i0", task.Frame.Items[0].Text)],
                [new("i0", "ann", Roundtable.Annotation.Gold.GoldLayer.First, new("a"), DateTimeOffset.UnixEpoch)])];
    }

    [Fact]
    public void Cannot_tell_is_a_class_where_somebody_says_so_and_none_where_nobody_does()
    {
        var task = new LabelTask(50, 3);
        Assert.Equal(["a", "b", "c"], task.Votes(1, 0.9).Table(withCannotTell: false).Classes);
        Assert.Equal(["a", "b", "c", "cannot tell"], task.Votes(1, 0.9).Table(withCannotTell: true).Classes);
        Assert.Equal(VoteTable.None, GoldLabels.Nothing(50)[0]);
    }

    private static LabelOutcome Analyse(LabelTask task, LabelVotes votes, LabelGold gold, double? promise = null) =>
        new LabelAnalysis(task.Codebook, task.Frame, 1).Analyse(votes, gold, promise, Cancellation);
}
