using Roundtable.Deliberation.Panels;
using Roundtable.Deliberation.Sessions;
using Roundtable.Deliberation.Transcripts;
using Roundtable.Deliberation.Transcripts.Pages;
using Roundtable.Record.Entries;

namespace Roundtable.Tests.Deliberation.Transcripts.Checks;

/// <summary>Quotations of a summary and of arguments, against the speaker named beside them.</summary>
public sealed class QuotationChecksTests
{
    private static readonly (string Model, string Vote, string Reasoning)[] _ballots =
    [
        ("Claude Opus 4.6", "No", "The committee should wait, because the budget is not yet known. A year costs nothing."),
        ("Gemini 3.1 Pro", "Yes", "Waiting has a price: **every month** of delay adds to the rent[1]. Act now."),
        ("GPT-5.4", "Yes", "I agree that the 'rent argument' is strong, but the budget is not the only concern; staff will leave."),
        ("Grok 4.20", "Yes", "Cosmic patience aside, rents rise faster than budgets do. So move."),
        ("Kimi K2.5", "Yes", "Move, and keep the old lease as insurance."),
    ];

    [Theory]
    [InlineData("Gemini 3.1 Pro warned that “every month of delay adds to the rent”.")]
    [InlineData("Gemini warned that 'Every month of delay adds to the rent' and won.")]
    [InlineData("“Rents rise faster than budgets do,” said Grok 4.20.")]
    [InlineData("Grok's line \"rents rise faster than budgets do\" convinced others; Kimi added 'keep the old lease as insurance.'")]
    [InlineData("Claude held out: \"[t]he committee should wait … A year costs nothing.\"")]
    [InlineData("According to Kimi K2.5, one should \"keep the old lease as insurance\".")]
    [InlineData("The models weighed \"rents rise faster than budgets do\" against “the budget is not yet known”.")]
    [InlineData("Against Claude's \"the budget is not yet known\", Grok argued that \"rents rise faster than budgets do\".")]
    [InlineData("Gemini 3.1 Pro dismissed “A year costs nothing” as naive.")]
    [InlineData("The so-called \"sunk cost\" never came up.")]
    public void Words_that_were_said_are_no_finding(string sentence) => Assert.Empty(Make(sentence).Discrepancies!);

    [Theory]
    [InlineData("Claude Opus 4.6 warned that “every month of delay adds to the rent”.", "as Claude Opus 4.6's; the words are Gemini 3.1 Pro's.")]
    [InlineData("Claude warned that 'every month of delay adds to the rent'.", "as Claude Opus 4.6's; the words are Gemini 3.1 Pro's.")]
    [InlineData("“Rents rise faster than budgets do,” said Kimi K2.5.", "as Kimi K2.5's; the words are Grok 4.20's.")]
    [InlineData("\"keep the old lease as insurance\" (GPT-5.4)", "as GPT-5.4's; the words are Kimi K2.5's.")]
    [InlineData("Kimi K2.5's point that “staff will leave” settled it.", "as Kimi K2.5's; the words are GPT-5.4's.")]
    [InlineData("Gemini 3.1 Pro said “Act now”, while Grok 4.20 said “the budget is not yet known”.", "as Grok 4.20's; the words are Claude Opus 4.6's.")]
    [InlineData("GPT-5.4 said “staff will surely leave for good”.", "which stands in no ballot; GPT-5.4 comes nearest, with")]
    [InlineData("One model claimed that “the landlord promised a lower rent next year”.", "which stands in no ballot")]
    public void Words_that_were_not_said_or_are_anothers_are_one_finding(string sentence, string says) =>
        Assert.Contains(says, Assert.Single(Make(sentence).Discrepancies!), StringComparison.Ordinal);

    [Theory]
    [InlineData("For Yes\n“Rents rise faster than budgets do” — Grok 4.20\nFor No\n“the budget is not yet known” — Claude Opus 4.6", null)]
    [InlineData("Grok 4.20 (Yes): “Rents rise faster than budgets do”\nClaude Opus 4.6 (No): the budget is not yet known.", null)]
    [InlineData("- **Yes**: “Rents rise faster than budgets do” (Grok)", null)]
    [InlineData("Grok 4.20 (No): “Rents rise faster than budgets do”", "An argument for \"No\" is attributed to Grok 4.20, whose ballot says \"Yes\".")]
    [InlineData("For No\n“Rents rise faster than budgets do” — Grok 4.20", "An argument for \"No\" is attributed to Grok 4.20, whose ballot says \"Yes\".")]
    [InlineData("Yes — Kimi K2.5: “Rents rise faster than budgets do”", "as Kimi K2.5's; the words are Grok 4.20's.")]
    [InlineData("Yes: “Rents rise faster than budgets do” (Llama 4)", "attributed to \"Llama 4\", who has no ballot on the page.")]
    public void Arguments_are_read_in_the_shapes_in_use(string arguments, string? says)
    {
        var found = Make("Done.", arguments).Discrepancies!;
        Assert.Equal(says is null ? 0 : 1, found.Count);
        Assert.True(says is null || found[0].EndsWith(says, StringComparison.Ordinal), found.FirstOrDefault());
    }

    private static Session Make(string sentence, string? arguments = null) => TranscriptSession.Make(
        TranscriptParser.Parse(
            "AI Roundtable Debate · 5 models\nShould the office move this year?\nResult: Supermajority — Yes (4/5 votes)\nModel Responses\n"
                + string.Concat(_ballots.Select(b => $"{b.Model}\nVote: {b.Vote}\n{b.Reasoning}\n")) + $"Final Summary\n{sentence}"
                + (arguments is null ? "" : $"\nStrongest Arguments\n{arguments}")).Single(),
        new Receipt(0, default, default), "1abc", DateTimeOffset.UnixEpoch, "test", n => new ModelCard(n));
}
