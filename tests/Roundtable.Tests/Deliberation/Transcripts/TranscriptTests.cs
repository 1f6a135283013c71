using FsCheck;
using FsCheck.Fluent;
using Roundtable.Deliberation.Panels;
using Roundtable.Deliberation.Sessions;
using Roundtable.Deliberation.Transcripts;
using Roundtable.Deliberation.Transcripts.Pages;
using Roundtable.Deliberation.Verdicts;
using Roundtable.Record.Entries;
using Roundtable.Tests.Samples;

namespace Roundtable.Tests.Deliberation.Transcripts;

public sealed class TranscriptTests
{
    private static readonly Receipt _receipt = new(0, default, default);

    [Fact]
    public void A_page_is_read_with_all_its_parts()
    {
        var transcript = TranscriptParser.Parse(Sample("unanimous-poll.txt")).Single();
        Assert.Equal((TranscriptKind.Poll, 3), (transcript.Kind, transcript.Models));
        Assert.Equal("Should a changelog name the people who reported a bug?", transcript.Question);
        Assert.Equal(("Unanimous", "Yes", 3, 3), (transcript.Result!.Label, transcript.Result.Option, transcript.Result.Votes, transcript.Result.Of));
        Assert.Equal([("Yes", 3), ("No", 0)], transcript.Options.Select(o => (o.Text, o.Votes!.Value)));
        Assert.Equal(["Aldebaran 3", "Borealis Large", "Cygnus Mini"], transcript.Ballots.Select(b => b.Model));
        Assert.Equal("A name in a changelog is the cheapest thank-you there is.", transcript.Ballots[2].Reasoning);
        Assert.Equal([PageSection.Summary, PageSection.Summary, PageSection.Arguments, PageSection.Arguments], transcript.Statements.Select(s => s.Section));
    }

    [Fact]
    public void Every_kind_of_disagreement_is_found_in_the_page_that_has_them_all()
    {
        var session = Make(Sample("tie-called-majority.txt"));
        Assert.Equal(TallyLabel.Tie, session.Verdict.Final.Label);
        string[] expected =
        [
            "Line 3: The page calls the result \"Majority\"; its ballots, 3–3, make it a tie.",
            "Line 3: The page counts 4 for \"Yes\"; its ballots give 3.",
            "Line 5: The page counts 4 for \"Yes\"; its ballots give 3.",
            "Line 6: The page counts 2 for \"No\"; its ballots give 3.",
            "Line 11: The page says that Borealis Large changed its mind; its ballot says \"I maintain my vote for No: nothing in the other arguments shows that the converter keeps c\".",
            "Line 26: The summary quotes \"every parser we keep is a parser we must fuzz\" as Draco's, which stands in no ballot; Draco comes nearest, with \"Every reader that we keep is a reader that somebody must fuzz.\".",
            "Line 27: The page says \"After 2 rounds, consensus was reached with 67% agreement.\"; its ballots do not all agree, 3–3.",
            "Line 27: The page says \"After 2 rounds, consensus was reached with 67% agreement.\"; by its ballots 3 of 6 agree, which is 50%.",
            "Line 30: An argument is attributed to \"Gemma Nova\", who has no ballot on the page.",
            "Line 31: An argument for \"Yes\" is attributed to Fornax, whose ballot says \"No\".",
        ];
        Assert.Equal(expected, session.Discrepancies);
    }

    [Theory]
    [InlineData("unanimous-poll.txt", TallyLabel.Unanimous, 3)]
    [InlineData("open-debate.txt", TallyLabel.Supermajority, 4)]
    [InlineData("empty-options.txt", TallyLabel.Unanimous, 2)]
    public void An_honest_page_agrees_with_its_ballots(string file, TallyLabel label, int ballots)
    {
        var session = Make(Sample(file));
        Assert.Empty(session.Discrepancies!);
        Assert.Equal(label, session.Verdict.Final.Label);
        Assert.Equal(ballots, session.Rounds.Single().Ballots.Count);
        Assert.Equal(SessionJson.Write(session), SessionJson.Write(SessionJson.Read(SessionJson.Write(session))));
    }

    [Theory]
    [InlineData("AI Roundtable Poll · 5 models\nQ?\nA1\nVote: Yes\nB1\nVote: No", "The page speaks of 5 models and shows 2 ballots.")]
    [InlineData("AI Roundtable Poll\nQ?\nOptions\n- Yes\n- No\nA1\nVote: Perhaps\nB1\nVote: No", "A1 votes for \"Perhaps\", which is not among the page's options.")]
    [InlineData("AI Roundtable Poll\nQ?\nA1\nVote: Yes\nA1\nVote: No", "A1 has a second ballot on the page; it is counted as a seat of its own.")]
    [InlineData("AI Roundtable Poll\nQ?\nA1\nVote: Yes\nB1\nVote: No\nFinal Summary\nDone.\n3 rounds", "its title calls it a poll, which has one round.")]
    [InlineData("AI Roundtable Debate\nQ?\nResult: Supermajority — Yes (5/5)\nA1\nVote: Yes\nB1\nVote: Yes\nC1\nVote: No", "The page counts 5 for all votes; its ballots give 3.")]
    [InlineData("AI Roundtable Debate\nQ?\nA1\nVote: Yes\nB1\nVote: No\nStrongest Arguments\nYes: “it was never said at all” — A1", "An argument quotes \"it was never said at all\" as A1's, which stands in no ballot.")]
    public void A_disagreement_is_told_in_a_sentence(string page, string sentence) =>
        Assert.Contains(Make(page).Discrepancies!, d => d.EndsWith(sentence, StringComparison.Ordinal));

    [Theory]
    [InlineData("\u2022 Yes \u2014 2 votes", "Yes", 2)]
    [InlineData("B) Not yet (1 vote)", "Not yet", 1)]
    [InlineData("- Yes: 2 votes (67%)", "Yes", 2)]
    [InlineData("1. Ship it 4 votes", "Ship it", 4)]
    public void Options_are_read_in_the_shapes_in_use(string line, string option, int votes)
    {
        var transcript = TranscriptParser.Parse($"AI Roundtable Poll · 1 model\r\nQ?\r\nOptions\r\n{line}\r\nA1\r\nVote:\u00a0Yes\r\n").Single();
        Assert.Equal((option, votes), transcript.Options.Select(o => (o.Text, o.Votes!.Value)).Single());
        Assert.Equal("Yes", transcript.Ballots.Single().Choice);
    }

    [Fact]
    public void A_missing_ballot_is_not_invented()
    {
        var transcript = TranscriptParser.Parse("AI Roundtable Poll · 3 models\nQ?\nResult: Unanimous — Yes (3/3 votes)\nVote: Yes\nNobody's words.\nA1\nVote: Yes\nMine.").Single();
        Assert.Equal(["A1"], transcript.Ballots.Select(b => b.Model));
        Assert.Equal("Vote: Yes", Assert.Single(transcript.Strays).Line.Text);
        Assert.Empty(TranscriptParser.Parse("Just some text.\nVote: Yes"));
    }

    [Fact]
    public void Any_text_can_be_read()
    {
        string[] pieces =
        [
            "AI Roundtable Poll · 3 models", "AI Roundtable Open Debate", "Result: Majority — Yes (2/3 votes)", "Result:", "Options", "- Yes: 2 votes", "A.",
            "Vote: Yes", "Vote:", "Answer: B", "Model A",
            "(changed mind)", "Final Summary", "Strongest Arguments", "2 rounds, no consensus, 50%", "“quoted” — Model A", "\"open", "", " ", "\u00a0", "\ud800", "999999999999 rounds", "Yes (", "— — —",
        ];
        Prop.ForAll(Gen.Elements(pieces).ListOf().Select(p => string.Join('\n', p)).ToArbitrary(), Readable).Check(Config.QuickThrowOnFailure.WithMaxTest(TestDepth.Of(3000, 60_000)).WithEndSize(60));
        Prop.ForAll(ArbMap.Default.ArbFor<string>(), text => Readable(text ?? "")).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void A_sample_cut_and_shuffled_anywhere_can_be_read()
    {
        var lines = Sample("tie-called-majority.txt").Split('\n');
        var mutated = from keep in Gen.Choose(0, 1).ArrayOf(lines.Length)
                      from swap in Gen.Choose(0, lines.Length - 1)
                      select string.Join('\n', lines.Where((_, i) => keep[i] == 1 || i == 0).Append(lines[swap]));
        Prop.ForAll(mutated.ToArbitrary(), Readable).Check(Config.QuickThrowOnFailure.WithMaxTest(TestDepth.Of(500, 10_000)));
    }

    private static void Readable(string text)
    {
        foreach (var transcript in TranscriptParser.Parse(text).Where(t => t.Ballots.Count > 0))
        {
            var session = TranscriptSession.Make(transcript, _receipt, "1abc", DateTimeOffset.UnixEpoch, "test", n => new ModelCard(n));
            Assert.Equal(transcript.Ballots.Count, session.Rounds[0].Ballots.Count);
            Assert.Equal(session.Claims!.Made, session.Claims.Checked + session.Claims.NotChecked.Count);
        }
    }

    private static string Sample(string file) => File.ReadAllText(Path.Combine(Repository.Root, "samples", "transcripts", file));

    private static Session Make(string page) =>
        TranscriptSession.Make(TranscriptParser.Parse(page).Single(), _receipt, "1abc", DateTimeOffset.UnixEpoch, "test", n => new ModelCard(n));
}
