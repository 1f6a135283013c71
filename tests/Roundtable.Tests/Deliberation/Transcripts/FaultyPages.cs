namespace Roundtable.Tests.Deliberation.Transcripts;

/// <summary>Honest pages with one fault planted in each: a fault of every kind that is checked, and what must be said of it.</summary>
internal static class FaultyPages
{
    private static readonly PageDraft _poll = HonestPages.All["poll"];
    private static readonly PageDraft _debate = HonestPages.All["debate"];
    private static readonly PageDraft _unanimous = HonestPages.All["debate, unanimous"];
    private static readonly PageDraft _openPoll = HonestPages.All["open poll"];
    private static readonly PageDraft _openDebate = HonestPages.All["open debate"];

    /// <summary>By name: the page, and a part of the one sentence that must be found.</summary>
    public static IReadOnlyDictionary<string, (PageDraft Page, string Says)> All { get; } = new Dictionary<string, (PageDraft, string)>(StringComparer.Ordinal)
    {
        ["label"] = (_poll with { Result = "Result: Unanimous — {a} (2/3 votes)" }, "calls the result \"Unanimous\"; its ballots, 2–1, make it a supermajority"),
        ["a tie called a majority"] = (
            HonestPages.All["poll, tie"] with { Result = "Result: Majority — {a} (2/4 votes)" }, "calls the result \"Majority\"; its ballots, 2–2, make it a tie"),
        ["winner"] = (_debate with { Result = "Result: Supermajority — {b}" }, "names \"{b}\" as the result; its ballots put \"{a}\" ahead"),
        ["votes of the winner"] = (_poll with { Result = "Result: Majority — {a} (3/3 votes)" }, "counts 3 for \"{a}\"; its ballots give 2"),
        ["all votes"] = (_debate with { Result = "Result: Supermajority — {a} (4/6 votes)" }, "counts 6 for all votes; its ballots give 5"),
        ["votes of an option"] = (_debate with { Options = ["- {a} (4 votes)", "- {b} (2 votes)"] }, "counts 2 for \"{b}\"; its ballots give 1"),
        ["number of models"] = (_poll with { Title = "AI Roundtable Poll · 5 models" }, "speaks of 5 models and shows 3 ballots"),
        ["agreed on the other option"] = (_unanimous with { Summary = ["All models agreed on A"] }, "that is \"{a}\", and every ballot says \"{b}\""),
        ["all agreed where one did not"] = (_debate with { Summary = ["All 5 models agreed on {a} after discussion."] }, "its ballots do not all agree, 4–1"),
        ["no agreement where all agreed"] = (_unanimous with { Summary = ["No agreement after 2 rounds of discussion."] }, "its ballots all agree, 3"),
        ["final vote"] = (
            _poll with { Summary = ["Final vote: {a}: 1, {b}: 2"] }, "its ballots give 2 for \"{a}\" and 1 for \"{b}\""),
        ["final vote of a page without options"] = (
            HonestPages.All["poll without a list of options"] with { Summary = ["No agreement. Final vote: {a}: 2, {b}: 1, {c}: 2"] }, "its ballots give 1 for \"{a}\""),
        ["some of so many"] = (_debate with { Summary = ["3 of 5 models agreed on {a} after 2 rounds of discussion."] }, "its ballots give 4 for \"{a}\""),
        ["some by their number"] = (_poll with { Summary = ["Two models voted for {b}."] }, "its ballots give 1 for \"{b}\""),
        ["the panel's choice"] = (_unanimous with { Summary = ["The panel voted for {a}."] }, "its ballots put \"{b}\" ahead"),
        ["percentage"] = (
            HonestPages.All["debate without a list of options"] with { Summary = ["After 2 rounds, no consensus: 90% agreement."] }, "by its ballots 2 of 3 agree, which is 66.7%"),
        ["rounds of a poll"] = (_poll with { Summary = ["Nothing more was said after 2 rounds."] }, "its title calls it a poll, which has one round"),
        ["no debate in a debate"] = (_debate with { Summary = ["4 of 5 models agreed on {a} without a formal debate."] }, "its title calls it a debate"),
        ["a debate after discussion without debate"] = (
            _unanimous with { Title = "AI Roundtable Debate · 3 models after discussion", Summary = ["All models agreed on B without a formal debate."] }, "its title calls it a debate"),
        ["discussion in a poll"] = (_poll with { Summary = ["2 of 3 models agreed on {a} after discussion."] }, "its title calls it a poll"),
        ["changed mind"] = (
            HonestPages.All["debate without a list of options"] with { Changed = [3] }, "says that {3} changed its mind; its ballot says \"I maintain my vote"),
        ["changed mind in a poll"] = (_poll with { Changed = [1] }, "its title calls it a poll, which has one round"),
        ["another's words"] = (
            _poll with { Summary = ["{1} said 'the staff have families too' and won the others over."] }, "as {1}'s; the words are {3}'s"),
        ["another's words after the quotation"] = (
            _debate with { Summary = ["“Paths can run between the rows”, as {4} put it."] }, "as {4}'s; the words are {5}'s"),
        ["nobody's words"] = (
            _debate with { Summary = ["{4} wrote that “grafting new stock on old roots always pays before giving up”."] },
            "which stands in no ballot; {4} comes nearest, with \"Graft new stock on the old roots before giving up.\""),
        ["argument of nobody"] = (_poll with { Arguments = ["{b}: “The staff have families too.” — Gemma Nova"] }, "attributed to \"Gemma Nova\", who has no ballot"),
        ["argument from the other side"] = (
            _poll with { Arguments = ["{a}: “The staff have families too.” — {3}"] }, "An argument for \"{a}\" is attributed to {3}, whose ballot says \"{b}\""),
        ["argument in another's words"] = (
            _debate with { Arguments = ["{a}: “The trees are past bearing.” — {5}"] }, "as {5}'s; the words are {1}'s"),
        ["vote for no option"] = (
            _poll with { Result = null, Summary = [], Arguments = [], Options = ["- {a} (1 vote)", "- {b} (1 vote)"], Ballots = [(1, "{a}", "Yes."), (2, "{b}", "No."), (3, "Perhaps", "It depends.")] },
            "{3} votes for \"Perhaps\", which is not among the page's options"),
        ["second ballot"] = (
            _poll with { Title = "AI Roundtable Poll · 4 models", Result = null, Options = null, Summary = [], Arguments = [], Ballots = [.. _poll.Ballots, (3, "{b}", "Again.")] },
            "{3} has a second ballot on the page"),
        ["open: all agreed where one did not"] = (
            _openPoll with { Result = "Answer: The panel says rusk. (All 4 models agreed)" }, "by their positions 3 of 4 say the same"),
        ["open: fewer agreed"] = (_openPoll with { Result = "Answer: The panel says rusk. (2 of 4 models agreed)" }, "by their positions 3 of 4 say the same"),
        ["open: positions by number"] = (
            HonestPages.All["open poll, nothing claimed"] with { Summary = ["Two models settled on Patience."] }, "by their positions 1 of 3 hold \"Patience\""),
        ["open: changed mind"] = (
            _openDebate with { Changed = [3], Ballots = [.. _openDebate.Ballots.Select(b => b.Model == 3 ? (3, "I maintain that linden is right.", "It bears pruning.") : b)] },
            "says that {3} changed its mind; its ballot says \"I maintain that linden is right"),
        ["open: nobody's words"] = (
            _openDebate with { Summary = ["{4} held that an oak “will outlive every school in town”."] }, "which stands in no ballot"),
        ["open: another's words"] = (_openDebate with { Summary = ["{3} noted that “bees come to it in June”."] }, "as {3}'s; the words are {1}'s"),
        ["open: rounds of a poll"] = (
            HonestPages.All["open poll, all agree"] with { Summary = ["All 3 models agreed after 3 rounds."] }, "its title calls it a poll, which has one round"),
    };
}
