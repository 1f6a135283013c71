using System.Text.RegularExpressions;

namespace Roundtable.Deliberation.Transcripts.Checks;

/// <summary>Checks what sentences say that a model by its name voted for.</summary>
internal static partial class VoteMentions
{
    /// <summary>Checks each mention in a sentence and returns how many there were; what is said of earlier rounds is not on the page.</summary>
    public static int Check(PageFacts facts, int line, string sentence, Speakers speakers, ClaimLedger ledger)
    {
        if (facts.Positions is not null || Earlier().IsMatch(sentence))
        {
            return 0;
        }

        var hidden = facts.Mask.Hide(sentence);
        var count = 0;
        foreach (var (_, end, ballot) in speakers.In(hidden))
        {
            if (Voted().Match(hidden[end..]) is not { Success: true } match || facts.Find(match.Groups["option"].Value).Option is not { } said)
            {
                continue;
            }

            count++;
            var claim = $"{ballot.Model}: {facts.Verdict.Options[said]}";
            if (facts.Find(ballot.Choice).Option is { } voted)
            {
                ledger.Checked(
                    line,
                    claim,
                    voted == said ? null
                        : new Discrepancy.WrongStatement(line, sentence, $"the ballot of {ballot.Model} says \"{facts.Verdict.Options[voted]}\""));
            }
            else
            {
                ledger.NotChecked(line, claim, $"{ballot.Model}'s ballot names no option");
            }
        }

        return count;
    }

    [GeneratedRegex(
        """^\s+(?:\([^)]*\)\s*)?(?:also\s+|alone\s+)?(?:voted|chose|picked|sided\s+with|backed|supported|favou?red"""
            + """|opted\s+for)\s+(?:for\s+)?["“]?(?<option>[^.;:!?,"”()]{1,120}?)["”]?\s*(?:[.;:!?,()]|\s(?:and|while|whereas|but"""
            + """|because|since|after|with|on)\s|$)""",
        RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Voted();

    [GeneratedRegex(
        """\b(?:initially|originally|at\s+first|first|earlier|before|previously|had|round\s+(?:one|1)|switch\w*|chang\w+|moved)\b""",
        RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Earlier();
}
