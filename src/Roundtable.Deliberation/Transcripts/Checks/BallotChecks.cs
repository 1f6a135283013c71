using System.Text.RegularExpressions;
using Roundtable.Deliberation.Questions;
using Roundtable.Deliberation.Transcripts.Pages;

namespace Roundtable.Deliberation.Transcripts.Checks;

/// <summary>Checks what a page notes beside its ballots, and that each can be read.</summary>
internal static partial class BallotChecks
{
    /// <summary>Checks notes of changed minds, second ballots, votes for what is no option, and votes that cannot be read.</summary>
    public static void Check(PageFacts facts, ClaimLedger ledger)
    {
        HashSet<string> seen = [];
        foreach (var ballot in facts.Page.Ballots)
        {
            if (!seen.Add(Name.Key(ballot.Model)))
            {
                ledger.Wrong(ballot.Model, new Discrepancy.SecondBallot(ballot.Line, ballot.Model));
            }

            if (ballot.ChangedMind)
            {
                Change(facts, ballot, ledger);
            }

            Vote(facts, ballot, ledger);
        }

        if (facts.Page.Earlier is { Count: > 0 } earlier)
        {
            ledger.NotChecked(
                earlier[0].Line,
                $"{earlier.Count} {(earlier.Count == 1 ? "ballot" : "ballots")} of earlier rounds",
                "only the last round that the page shows is counted");
        }

        foreach (var stray in facts.Page.Strays)
        {
            ledger.NotChecked(stray.Line.Number, stray.Line.Text, "a vote under no model's name, which is not counted");
        }
    }

    /// <summary>The words by which a ballot says that it keeps its vote, unless it also says that it changes it; null for others.</summary>
    public static string? Kept(PublishedBallot ballot)
    {
        var text = $"{ballot.Choice}\n{ballot.Reasoning}";
        return Unmoved().Match(text) is { Success: true } words && !Moved().IsMatch(text) ? words.Value.Trim() : null;
    }

    /// <summary>Whether a ballot says that it changes its vote.</summary>
    public static bool SaysMoved(PublishedBallot ballot) => Moved().IsMatch($"{ballot.Choice}\n{ballot.Reasoning}");

    private static void Change(PageFacts facts, PublishedBallot ballot, ClaimLedger ledger)
    {
        var claim = $"{ballot.Model}: changed mind";
        Discrepancy? wrong = Kept(ballot) is { } words ? new Discrepancy.UnchangedMind(ballot.Line, ballot.Model, words)
            : !facts.Page.IsDebate ? new Discrepancy.WrongStatement(ballot.Line, claim, "its title calls it a poll, which has one round")
            : null;
        if (wrong is null && !SaysMoved(ballot))
        {
            ledger.NotChecked(ballot.Line, claim, "the ballot itself says neither that it changed nor that it did not");
        }
        else
        {
            ledger.Checked(ballot.Line, claim, wrong);
        }
    }

    private static void Vote(PageFacts facts, PublishedBallot ballot, ClaimLedger ledger)
    {
        if (PageOptions.IsAbstention(ballot.Choice))
        {
            return;
        }

        if (PageOptions.Bare(ballot.Choice).Length == 0)
        {
            ledger.NotChecked(ballot.Line, $"{ballot.Model}: no vote", "no words stand where its vote should");
        }
        else if (facts.Options.Texts.Count > 0 && facts.Options.Find(ballot.Choice) is { IsAmbiguous: true })
        {
            ledger.NotChecked(ballot.Line, $"{ballot.Model}: {ballot.Choice}", "the key of one option and the text of another");
        }
        else if (facts.Options.Listed > 0 && !(facts.Options.Find(ballot.Choice).Option < facts.Options.Listed))
        {
            ledger.Wrong(ballot.Choice, new Discrepancy.UnlistedVote(ballot.Line, ballot.Model, ballot.Choice));
        }
    }

    [GeneratedRegex(
        """\bI(?:\s+am|['’]m)?\s+(?:still\s+|firmly\s+|continue\s+to\s+)?(?:maintain(?:ing)?|keep(?:ing)?\s+(?:my|the)\s+(?:vote|position"""
            + """|answer|choice|view)"""
            + """|st(?:and|anding)\s+by|stick(?:ing)?\s+(?:with|to)|stay(?:ing)?\s+with|hold(?:ing)?\s+to|remain(?:ing)?\s+with)\b[^.!?\n]{0,80}"""
        + """|\bmy\s+(?:vote|position|answer)\s+(?:is|remains|stays)\s+(?:unchanged|the\s+same)\b""",
        RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Unmoved();

    [GeneratedRegex(
        """\bI(?:\s+am|\s+have|\s+will|\s+must|['’]m|['’]ve|['’]ll)*\s+(?:now\s+|therefore\s+|gladly\s+)?(?:chang(?:e|ed|ing)|switch(?:ed|ing)?"""
            + """|mov(?:e|ed|ing)|shift(?:ed|ing)?|revis(?:e|ed|ing)|updat(?:e|ed|ing))"""
            + """\s+(?:my\s+(?:mind|vote|position|answer|view|choice|stance)|to\b|from\b"""
            + """|sides?\b)"""
        + """|\b(?:chang(?:ed|ing)|switch(?:ed|ing))\s+my\s+(?:mind|vote|position|answer|view|choice)\b|\bI\s+(?:first|initially|originally|at\s+first"""
        + """|previously)\s+(?:said|voted|chose|answered|argued|thought)\b"""
        + """|\bI(?:\s+am|\s+was|\s+have\s+been|['’]m|['’]ve\s+been)\s+(?:now\s+)?(?:persuaded|convinced|swayed)\s+by\b|\bI\s+(?:now\s+|gladly\s+"""
        + """|must\s+)?concede\b""",
        RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Moved();
}
