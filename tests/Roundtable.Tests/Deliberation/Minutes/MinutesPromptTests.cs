using System.Text;
using Roundtable.Deliberation.Ballots;
using Roundtable.Deliberation.Minutes;
using Roundtable.Deliberation.Rounds;
using Roundtable.Record.Entries;
using Roundtable.Tests.Deliberation.Verdicts;

namespace Roundtable.Tests.Deliberation.Minutes;

/// <summary>What a moderator is shown.</summary>
public sealed partial class MinutesPromptTests
{
    [Fact]
    public void The_case_shows_options_moves_and_every_ballot_between_fences()
    {
        var proceedings = Of(
            [Ballot(1, 1, new Choice.Vote(0), "A is cheap."), Ballot(1, 2, new Choice.Vote(1), "B is safe."), Ballot(1, 3, new Choice.Abstention(), "Neither.")],
            [
                Ballot(2, 1, new Choice.Vote(1), "B after all.", persuadedBy: "r1.s2"), Ballot(2, 2, new Choice.Objection("No\nreason"), "Not so."),
                Ballot(2, 3, new Choice.Refusal(), "I will not."), Ballot(2, 4, new Choice.Unparsed("No JSON."), "Hm."),
            ]);
        var text = Text(MinutesPrompt.Whole(proceedings, null));
        var fence = text.Split('\n')[1];
        Assert.Matches("^===== [0-9a-f]{12} =====$", fence);
        Assert.Equal(
            $$"""
            Question:
            {{fence}}
            Which?
            {{fence}}

            Options, with votes in round one and in the last round:
            {{fence}}
            Option 1: Option A (1, 0)
            Option 2: Option B (1, 1)
            Option 3: Option C (0, 0)
            {{fence}}

            Seat 1 changed in round 2 from option 1 to option 2, moved by r1.s2.
            Seat 2 changed in round 2 from option 2 to no option.

            Ballots:

            r1.s1, seat 1 in round 1, for option 1:
            {{fence}}
            A is cheap.
            {{fence}}

            r1.s2, seat 2 in round 1, for option 2:
            {{fence}}
            B is safe.
            {{fence}}

            r1.s3, seat 3 in round 1, abstaining:
            {{fence}}
            Neither.
            {{fence}}

            r2.s1, seat 1 in round 2, for option 2:
            {{fence}}
            B after all.
            {{fence}}

            r2.s2, seat 2 in round 2, objecting to the question:
            {{fence}}
            Objection: No
            reason

            Not so.
            {{fence}}

            r2.s3, seat 3 in round 2, declining to take part:
            {{fence}}
            I will not.
            {{fence}}

            r2.s4, seat 4 in round 2, in an answer that could not be read:
            {{fence}}
            Hm.
            {{fence}}

            Write a summary of 2 to 5 sentences, then for each of the options 1, 2 its strongest argument in 1 to 3 sentences, also for an option that lost.
            Answer with {"summary":[{"text":"…","ballots":["r1.s1"]}],"arguments":[{"option":"1", "sentences":[{"text":"…","ballots":["r1.s1"]}]}]}.
            """,
            text);
        Assert.Contains("\nYour answer before could not be read: it holds no sentence.\nAnswer with", Text(MinutesPrompt.Whole(proceedings, "it holds no sentence.")), StringComparison.Ordinal);
    }

    [Fact]
    public void Faults_are_shown_with_their_sentence_and_what_they_are_about()
    {
        var proceedings = Of([Ballot(1, 1, new Choice.Vote(0), "A is cheap.")]);
        var text = Text(MinutesPrompt.Corrections(proceedings, [new MinutesFault("s1", null, "It \"ended\".", "It cites no ballot."), new MinutesFault("option1", 0, null, "There is none.")]));
        Assert.EndsWith(
            """
            These sentences of your minutes did not check out against the ballots; each stands between the lines as you wrote it:
            s1 (summary): It cites no ballot.
            ===== 2f0b6ff1b2f9 =====
            It "ended".
            ===== 2f0b6ff1b2f9 =====
            option1 (argument for option 1): There is none.
            Write each of them again so that it holds. What fails again is left out.
            Answer with {"sentences":[{"id":"s1","text":"…","ballots":["r1.s1"]}]}.
            """,
            FenceOfFaults().Replace(text, "===== 2f0b6ff1b2f9 ====="),
            StringComparison.Ordinal);
    }

    /// <summary>120,000 characters are shared by all ballots, and each has at least 400.</summary>
    [Theory]
    [InlineData(1, 120_000)]
    [InlineData(3, 40_000)]
    [InlineData(400, 400)]
    public void A_long_ballot_is_cut_at_its_share(int ballots, int share)
    {
        string Prompt(int length) => Text(MinutesPrompt.Whole(Of([Ballot(1, 1, new Choice.Vote(0), new string('x', length)), .. Enumerable.Range(2, ballots - 1).Select(s => Ballot(1, s, new Choice.Vote(0), "y"))]), null));
        Assert.Contains($"\n{new string('x', share)}\n", Prompt(share), StringComparison.Ordinal);
        Assert.Contains($"\n{new string('x', share)} [cut here]\n", Prompt(share + 1), StringComparison.Ordinal);
    }

    [Fact]
    public void Positions_are_shown_in_their_own_words()
    {
        Round round = new(1, [Ballot(1, 1, new Choice.Position("Deep\nred"), "It is warm.")], []);
        var panel = Table.Panel(1);
        var text = Text(MinutesPrompt.Whole(new Proceedings(Table.Open, panel, [round], [], Table.Verdict(Table.Open, panel, Table.Settings, round)), null));
        var fence = text.Split('\n')[1];
        Assert.Contains($"\n{fence}\nOption A: Deep red (1, 1)\n{fence}\n", text, StringComparison.Ordinal);
        Assert.Contains($"r1.s1, seat 1 in round 1, for option A:\n{fence}\nPosition: Deep\nred\n\nIt is warm.\n{fence}\n", text, StringComparison.Ordinal);
    }

    [System.Text.RegularExpressions.GeneratedRegex("===== [0-9a-f]{12} =====", System.Text.RegularExpressions.RegexOptions.NonBacktracking)]
    private static partial System.Text.RegularExpressions.Regex FenceOfFaults();

    private static string Text(MinutesRequest request) => request.Messages[^1].Text.ReplaceLineEndings("\n");

    private static Ballot Ballot(int round, int seat, Choice choice, string reasoning, string? persuadedBy = null)
    {
        var digest = Digest.Of(Encoding.UTF8.GetBytes($"{round}.{seat}"));
        return new Ballot(round, seat, 1, choice, reasoning, reasoning, new Receipt(0, digest, digest)) { PersuadedBy = persuadedBy };
    }

    private static Proceedings Of(params Ballot[][] ballots)
    {
        Round[] rounds = [.. ballots.Select((b, i) => new Round(i + 1, b, []))];
        var panel = Table.Panel(ballots.Max(b => b.Max(x => x.Seat)));
        return new Proceedings(Table.Closed(), panel, rounds, [], Table.Verdict(Table.Closed(), panel, Table.Settings, rounds));
    }
}
