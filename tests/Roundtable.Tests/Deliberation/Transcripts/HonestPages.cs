namespace Roundtable.Tests.Deliberation.Transcripts;

/// <summary>Pages in the four forms that pages come in, whose every claim agrees with their ballots.</summary>
internal static class HonestPages
{
    /// <summary>The pages by name.</summary>
    public static IReadOnlyDictionary<string, PageDraft> All { get; } = new Dictionary<string, PageDraft>(StringComparer.Ordinal)
    {
        ["poll"] = new PageDraft("AI Roundtable Poll · 3 models", "Should the library open on Sundays?")
        {
            Result = "Result: Majority — {a} (2/3 votes)",
            Options = ["- {a} (2 votes)", "- {b} (1 votes)"],
            Ballots =
            [
                (1, "{a}", "People who work all week read on Sundays."),
                (2, "{a}", "One open day costs less than a new shelf."),
                (3, "{b}", "The staff have families too."),
            ],
            Summary = ["Two models voted for {a}. {3} noted that “the staff have families too”.", "2 of 3 models agreed on {a} without a formal debate."],
            Arguments = ["{a}: “One open day costs less than a new shelf.” — {2}", "{b}: “The staff have families too.” — {3}"],
        },
        ["poll, unanimous, options by letters in the votes"] = new PageDraft("AI Roundtable Poll · 3 models", "Is the path along the river worth its upkeep?")
        {
            Result = "Result: Unanimous — {a} (3/3 votes)",
            Options = ["A. {a} (3 votes)", "B. {b} (0 votes)"],
            Ballots = [(1, "A", "It is the only dry way to the mill."), (2, "Option A", "Walkers and carts both use it."), (3, "**A**", "Upkeep is a day's work a year.")],
            Summary = ["All models agreed on A.", "{2} pointed out that \"Walkers and carts both use it\"."],
        },
        ["poll without a list of options"] = new PageDraft("AI Roundtable Poll · 4 models", "Name the day on which the market is best held.")
        {
            Spaced = true,
            Result = "Result: Plurality — {c} (2/4 votes)",
            Options = [],
            Ballots = [(1, "{c}", "It suits the carriers."), (2, "{c}", "Nobody else holds one then."), (3, "{a}", "Habit."), (4, "{b}", "The square is empty.")],
            Summary = ["No agreement. Final vote: {a}: 1, {b}: 1, {c}: 2"],
        },
        ["poll, tie"] = new PageDraft("AI Roundtable Poll · 4 models", "Should bells ring at night?")
        {
            Result = "Result: Tie (2/4 votes)",
            Options = ["- {a}: 2 votes", "- {b}: 2 votes"],
            Ballots = [(1, "{a}", "They tell the hour."), (2, "{a}", "The town is used to them."), (3, "{b}", "Children sleep badly."), (4, "{b}", "A clock face is enough.")],
            Summary = ["The models were split. Final vote: {a} 2, {b} 2"],
        },
        ["debate"] = new PageDraft("AI Roundtable Debate · 5 models", "Should the old orchard become a park?")
        {
            Result = "Result: Supermajority — {a} (4/5 votes)",
            Options = ["- {a} (4 votes, 80%)", "- {b} (1 vote, 20%)"],
            Ballots =
            [
                (1, "{a}", "The trees are past bearing."),
                (2, "{a}", "I am changing my vote to {a}: the trees will not bear again."),
                (3, "{a}", "A park serves more people than thirty old trees do."),
                (4, "{b}", "Graft new stock on the old roots before giving up."),
                (5, "{a}", "Paths can run between the rows."),
            ],
            Changed = [2],
            Summary = ["4 of 5 models agreed on {a} after 2 rounds of discussion.", "{2} changed its mind. {4} argued: 'Graft new stock on the old roots before giving up'."],
            Arguments = ["For {a}:", "“Paths can run between the rows.” — {5}", "For {b}:", "“Graft new stock on the old roots” — {4}"],
        },
        ["debate, unanimous"] = new PageDraft("AI Roundtable Debate · 3 models", "Should the ferry carry bicycles for nothing?")
        {
            Result = "Result: Unanimous — {b} (3/3 votes)",
            Options = ["- {a} (0 votes)", "- {b} (3 votes)"],
            Ballots = [(1, "{b}", "Deck space is what the ferry sells."), (2, "No.".Replace("No", "{b}", StringComparison.Ordinal), "A small fare keeps the queue short."), (3, "B: {b}", "Free carriage fills the deck by eight.")],
            Summary = ["All 3 models agreed on B after 2 rounds of discussion.", "The panel voted for {b}."],
        },
        ["debate without a list of options"] = new PageDraft("AI Roundtable Debate · 3 models", "Will the frost come early?")
        {
            Spaced = true,
            Result = "Result: Majority — {a} (2/3 votes)",
            Options = [],
            Ballots = [(1, "{a}", "The swallows left in August."), (2, "{a}", "The almanac says so."), (3, "{b}", "I maintain my vote: almanacs are sold, not kept.")],
            Summary = ["After 2 rounds, no consensus: 67% agreement."],
        },
        ["open poll"] = new PageDraft("AI Roundtable Open Poll · 4 models", "What is one word for bread baked twice?")
        {
            Headed = true,
            Result = "Answer: The panel says rusk. (3 of 4 models agreed)",
            Ballots =
            [
                (1, "Rusk.", "It is the plain word."),
                (2, "The word is rusk.", "Bakers use it."),
                (3, "Rusk, in most kitchens", "Some say zwieback."),
                (4, "Zwieback.", "It says how it is made."),
            ],
        },
        ["open poll, all agree"] = new PageDraft("AI Roundtable Open Poll · 3 models", "How many legs has a spider?")
        {
            Result = "Answer: A spider has eight legs. (All 3 models agreed)",
            Ballots = [(1, "Eight.", "Four pairs."), (2, "8 legs", "Insects have six."), (3, "It has eight legs.", "Count them.")],
            Summary = ["All 3 models agreed."],
        },
        ["open poll, nothing claimed"] = new PageDraft("AI Roundtable Open Poll · 3 models", "What should the boat be called?")
        {
            Headed = false,
            Ballots = [(1, "Heron", "It stands still in shallow water."), (2, "Heron", "Short."), (3, "Patience", "It will be needed.")],
            Summary = ["Two models settled on Heron."],
        },
        ["open debate"] = new PageDraft("AI Roundtable Open Debate · 4 models", "Which tree should stand before the school?")
        {
            Result = "Answer: The AI Roundtable chose a linden. (3 of 4 models agreed)",
            Ballots =
            [
                (1, "A linden.", "Bees come to it in June."),
                (2, "I change my answer to linden.", "I first said oak; {1}'s point about bees decides it."),
                (3, "Linden", "It bears pruning."),
                (4, "An oak.", "It outlives the school."),
            ],
            Changed = [2],
            Summary = ["3 of 4 agree after 2 rounds", "{4} held that an oak “outlives the school”."],
        },
        ["open debate, long positions"] = new PageDraft("AI Roundtable Open Debate · 2 models", "How should the town spend its surplus?")
        {
            Result = "Answer: On what cannot be put off. (All 2 models agreed)",
            Ballots =
            [
                (1, "Mend the roofs of the schools and the hospital first, since water ruins whatever else is bought.", "Everything else can wait a year."),
                (2, "The wisest use is upkeep of public buildings before any new thing is begun.", "New things need upkeep as well."),
            ],
        },
        ["open debate, counterpoint"] = new PageDraft("AI Roundtable Open Debate · 3 models", "What is the best hour for a walk?")
        {
            Result = "Answer: The panel favours dawn. (2 of 3 models agreed)\nCounterpoint: {3} held that dusk is kinder to the eyes.",
            Ballots = [(1, "Dawn", "The road is empty."), (2, "Dawn.", "The air is clean."), (3, "Dusk", "It is kinder to the eyes.")],
            Summary = ["The models did not agree after 2 rounds of discussion."],
        },
    };
}
