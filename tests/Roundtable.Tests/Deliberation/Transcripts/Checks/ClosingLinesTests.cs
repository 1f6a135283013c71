using Roundtable.Deliberation.Panels;
using Roundtable.Deliberation.Sessions;
using Roundtable.Deliberation.Transcripts;
using Roundtable.Deliberation.Transcripts.Pages;
using Roundtable.Record.Entries;

namespace Roundtable.Tests.Deliberation.Transcripts.Checks;

/// <summary>The many ways in which pages close, each right or wrong about the same ballots.</summary>
public sealed class ClosingLinesTests
{
    private static readonly string[] _models = ["Alpha 1", "Beta 2", "Gamma 3", "Delta 4", "Epsilon 5", "Zeta 6"];

    [Theory]
    [InlineData("4 of 6 models agreed on Yes after discussion.")]
    [InlineData("A majority of models voted for Yes (4 of 6).")]
    [InlineData("Final vote — Yes 4, No 2.")]
    [InlineData("Final vote: 4 Yes, 2 No")]
    [InlineData("Final votes: Yes (4) · No (2)")]
    [InlineData("Final vote: A: 4, B: 2")]
    [InlineData("Yes: 4, No: 2")]
    [InlineData("Majority agreed on Yes after discussion. Final vote: Yes: 4, No: 2")]
    [InlineData("No agreement after 2 rounds of discussion. Final vote: Yes: 4, No: 2")]
    [InlineData("Alpha 1, Beta 2, Gamma 3 and Delta 4 voted Yes; Epsilon 5 voted No.")]
    [InlineData("Yes won by 4 votes to 2.")]
    [InlineData("Most models chose Yes.")]
    [InlineData("The panel was split 4-2.")]
    [InlineData("67% agreement after 2 rounds.")]
    [InlineData("Zeta 6 initially voted Yes, then moved to No.")]
    [InlineData("The models nearly reached a unanimous decision.")]
    [InlineData("All models agreed that bridges are built to be used.")]
    [InlineData("The AI Roundtable weighed two of the six arguments of the harbour office.")]
    public void What_is_right_of_four_to_two_is_no_finding(string line) => Assert.Empty(Findings(["Yes", "Yes", "Yes", "Yes", "No", "No"], line));

    [Theory]
    [InlineData("4 of 6 models agreed on No after discussion.")]
    [InlineData("5 out of 6 models chose Yes")]
    [InlineData("A majority of models voted for No (4 of 6).")]
    [InlineData("Final vote — Yes 5, No 1.")]
    [InlineData("Final vote: 3 Yes, 3 No")]
    [InlineData("Final votes: Yes (3) · No (3)")]
    [InlineData("Final vote: A: 2, B: 4")]
    [InlineData("Yes: 2, No: 4")]
    [InlineData("Majority agreed on No after discussion.")]
    [InlineData("Most models chose No.")]
    [InlineData("All 6 models agreed on Yes after discussion.")]
    [InlineData("All models agreed on A (Yes) after 2 rounds of discussion")]
    [InlineData("All six models voted Yes.")]
    [InlineData("All models agreed.")]
    [InlineData("All models agreed on the answer after discussion.")]
    [InlineData("All models agreed that the answer is Yes.")]
    [InlineData("Everyone agreed on Yes.")]
    [InlineData("The models reached a unanimous decision.")]
    [InlineData("The vote was unanimous for Yes.")]
    [InlineData("The AI Roundtable unanimously agreed on Yes.")]
    [InlineData("None of the models voted for No.")]
    [InlineData("Alpha 1 voted No.")]
    [InlineData("The panel was split 5-1.")]
    [InlineData("Yes won by 5 votes to 1.")]
    [InlineData("80% agreement after 2 rounds.")]
    [InlineData("4 of 6 models agreed on Yes without a formal debate.")]
    public void What_is_wrong_of_four_to_two_is_one_finding(string line) => Assert.Single(Findings(["Yes", "Yes", "Yes", "Yes", "No", "No"], line));

    [Theory]
    [InlineData("All models agreed on option B", 0)]
    [InlineData("All models agreed on B: No", 0)]
    [InlineData("All models agreed on “No” after discussion.", 0)]
    [InlineData("The decision was unanimous: No.", 0)]
    [InlineData("All models agreed that the answer is No.", 0)]
    [InlineData("Consensus reached after 2 rounds: No", 0)]
    [InlineData("All models agreed on option A", 1)]
    [InlineData("All models agreed on A: Yes", 1)]
    [InlineData("All models agreed on “Yes” after discussion.", 1)]
    [InlineData("All 4 models agreed on No.", 1)]
    [InlineData("No consensus was reached.", 1)]
    [InlineData("Unanimously, the models chose Yes.", 1)]
    public void What_is_said_of_three_who_agree(string line, int findings) => Assert.Equal(findings, Findings(["No", "No", "No"], line).Count);

    [Theory]
    [InlineData("AI Roundtable Debate after discussion · 3 models", 1)]
    [InlineData("AI Roundtable Debate · 3 models · after discussion", 1)]
    [InlineData("AI Roundtable Debate · 3 models", 1)]
    [InlineData("AI Roundtable Poll · 3 models", 0)]
    public void A_debate_is_not_held_without_a_debate(string title, int findings) =>
        Assert.Equal(findings, Make(Page(title, ["No", "No", "No"], "All models agreed on B without a formal debate.")).Discrepancies!.Count);

    [Fact]
    public void A_closing_line_without_a_heading_is_the_pages_and_no_ballots()
    {
        var page = Page("AI Roundtable Debate · 3 models", ["Yes", "Yes", "No"], "No agreement after 2 rounds of discussion. Final vote: Yes: 1, No: 2");
        var session = Make(page.Replace("Final Summary\n", "", StringComparison.Ordinal));
        Assert.Contains("its ballots give 2 for \"Yes\" and 1 for \"No\"", Assert.Single(session.Discrepancies!), StringComparison.Ordinal);
        Assert.DoesNotContain("Final vote", session.Rounds[0].Ballots[^1].Reasoning, StringComparison.Ordinal);
    }

    [Fact]
    public void A_page_of_any_size_is_checked_in_bounded_time()
    {
        var many = string.Join('\n', Enumerable.Repeat("All models agreed on “No such thing as a free lunch” after discussion, 4 of 6.", 20_000));
        var session = Make(Page("AI Roundtable Debate · 3 models", ["Yes", "No", "No"], many + "\n" + new string('“', 100_000)));
        Assert.Contains(session.Claims!.NotChecked, c => c.EndsWith("(too long to be checked)", StringComparison.Ordinal));
    }

    private static IReadOnlyList<string> Findings(string[] votes, string line) => Make(Page($"AI Roundtable Debate · {votes.Length} models", votes, line)).Discrepancies!;

    private static string Page(string title, string[] votes, string line) =>
        $"{title}\nShould the mill run at night?\nOptions\n- Yes ({votes.Count(v => v == "Yes")} votes)\n- No ({votes.Count(v => v == "No")} votes)\nModel Responses\n"
            + string.Concat(votes.Select((v, i) => $"{_models[i]}\nVote: {v}\nReason number {i + 1} stands here in words.\n")) + $"Final Summary\n{line}";

    private static Session Make(string page) =>
        TranscriptSession.Make(TranscriptParser.Parse(page).Single(), new Receipt(0, default, default), "1abc", DateTimeOffset.UnixEpoch, "test", n => new ModelCard(n));
}
