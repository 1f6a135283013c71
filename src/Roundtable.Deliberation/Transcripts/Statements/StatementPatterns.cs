using System.Text.RegularExpressions;

namespace Roundtable.Deliberation.Transcripts.Statements;

/// <summary>The forms in which pages state counts and agreement.</summary>
internal static partial class StatementPatterns
{
    private const string Number = "(?:[0-9]{1,4}|no|none|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)";
    private const string Models = @"(?:AI\s+)?(?:language\s+)?(?:models?|seats?|participants?|panell?ists?|members?|AIs|LLMs|voters?)";
    private const string Chose =
        "(?:agree[ds]?|voted?|votes|settled|converged|chose|chosen|picked|sided|favou?r(?:ed|s)?|selected|supported|bac"
        + "ked|said|answered|preferred)";
    private const string Toward = @"(?:on|upon|for|with|in\s+favou?r\s+of|to|at)";

    /// <summary>"All 5 models agreed on Yes"; what it is agreed on runs to the end of the clause.</summary>
    [GeneratedRegex(
        $@"\b(?:all|each|every|every\s+one|everyone|everybody|both)\s+(?:of\s+)?(?:the\s+)?(?:(?<of>{Number})\s+)?(?:of\s+the\s+)?(?:{Models}"
            + $@"|(?:have\s+)?agree[ds]?)(?:\s+(?:have|had|who\s+voted|here))?(?:\s+(?:fully|unanimously|ultimately"
            + $@"|finally))?(?:\s+{Chose})?(?:\s+{Toward})?(?<object>\s+[^.;!?()]+)?",
        RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    public static partial Regex All();

    [GeneratedRegex($@"\b(?:{Chose})\b", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    public static partial Regex Verb();

    [GeneratedRegex(
        $@"\bunanim(?:ous|ously|ity)\b(?:\s+(?:vote|verdict|result|decision|agreement|consensus|answer|support"
            + $@"|outcome))?(?:\s+{Chose})?(?:\s+{Toward})?(?<object>\s+[^.;!?()]+)?",
        RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    public static partial Regex Unanimous();

    [GeneratedRegex(
        @"\b(?:(?:full|complete|unanimous)\s+(?:agreement|consensus)|consensus\s+(?:was\s+|has\s+been\s+)?reached|reached\s+(?:a\s+)?(?:full\s+"
            + @"|unanimous\s+)?consensus|all\s+agree[ds]?|in\s+full\s+agreement)\b",
        RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    public static partial Regex FullAgreement();

    /// <summary>The word alone, which means agreement only in a line of figures.</summary>
    [GeneratedRegex(@"\bconsensus\b", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    public static partial Regex Consensus();

    [GeneratedRegex(
        @"\b(?:(?:no|without(?:\s+reaching)?(?:\s+an?)?)\s+(?:full\s+|unanimous\s+|clear\s+|final\s+|overall\s+)?(?:agreement|consensus|unanimity)|(?:did"
            + @"|could|do|was|were)\s+not\s+(?:fully\s+|all\s+)?(?:agree|unanimous|reach\s+(?:an?\s+|full\s+)?(?:agreement|consensus))|never\s+(?:agreed"
            + @"|reached\s+(?:an?\s+)?(?:agreement|consensus))|not\s+(?:unanimous|all\s+(?:models\s+)?agreed?)|models\s+(?:disagreed?|were\s+(?:split"
            + @"|divided|tied)|split|remained\s+(?:split|divided)))\b(?:\s+(?:was\s+)?(?:reached|found))?",
        RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    public static partial Regex NoAgreement();

    /// <summary>"A majority of models voted for Yes", "most models chose Yes".</summary>
    [GeneratedRegex(
        $@"\b(?:(?:a|the)\s+)?(?<label>supermajority|majority|plurality|most)\s+(?:of\s+)?(?:the\s+)?(?:{Models}\s+)?(?:have\s+"
            + $@"|had\s+)?{Chose}\b(?:\s+{Toward})?(?<object>\s+[^.;!?()]+)?",
        RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    public static partial Regex MostAgree();

    /// <summary>"3 of 4 models agreed on Yes", "3 of 4 agree".</summary>
    [GeneratedRegex(
        $@"\b(?<votes>{Number})\s*(?:/|of|out\s+of)\s*(?:the\s+)?(?<of>{Number})\b(?:\s+{Models})?(?:\s+(?:have"
            + $@"|had))?\s+{Chose}\b(?:\s+{Toward})?(?<object>\s+[^.;!?()]+)?",
        RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    public static partial Regex ShareAgrees();

    /// <summary>"Two models voted for No".</summary>
    [GeneratedRegex(
        $@"\b(?<votes>{Number})\s+(?:of\s+the\s+)?{Models}\s+(?:have\s+|had\s+)?(?:voted?|votes|chose|picked|sided|favou?red|selected|backed|settled"
            + $@"|converged|agree[ds]?)\b(?:\s+{Toward})?(?<object>\s+[^.;!?()]+)?",
        RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    public static partial Regex CountAgrees();

    /// <summary>"with 4 of 6 votes".</summary>
    [GeneratedRegex(
        $@"\b(?<votes>{Number})\s*(?:/|of|out\s+of)\s*(?:the\s+)?(?<of>{Number})\s+votes\b",
        RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    public static partial Regex ShareOfVotes();

    [GeneratedRegex(
        @"(?<percent>[0-9]{1,3})(?:\.[0-9]+)?\s*%\s*(?:agreement|consensus|agree[ds]?|of\s+(?:the\s+|all\s+)?(?:models|votes|panel))|\b(?:agreement"
            + @"|consensus)\s*(?:of|:|at|was|level)?\s*(?<percent>[0-9]{1,3})(?:\.[0-9]+)?\s*%",
        RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    public static partial Regex PercentAgrees();

    /// <summary>The share alone, which is one of agreement only in a line of figures.</summary>
    [GeneratedRegex(@"(?<percent>[0-9]{1,3})(?:\.[0-9]+)?\s*%", RegexOptions.NonBacktracking)]
    public static partial Regex Percent();

    [GeneratedRegex(
        $@"\b(?:(?<rounds>{Number})\s+rounds?\b|rounds?\s*(?:held\s*)?:\s*(?<rounds>[0-9]{{1,3}})\b)(?:\s+of\s+(?:voting"
            + $@"|votes))?",
        RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    public static partial Regex Rounds();

    [GeneratedRegex(
        $@"\b(?:after|following|through|over|in)\s+(?:(?:some|a|an|the|further|much|long|brief|lengthy|extensive|full|formal"
            + $@"|{Number})\s+)*(?:rounds?\s+of\s+)?(?:formal\s+)?(?:discussion|debate|deliberation|debating|deliberating|discussing)s?\b",
        RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    public static partial Regex Discussed();

    [GeneratedRegex(
        @"\b(?:without(?:\s+(?:any|a|an|the|need|needing|for|holding|having|to))*(?:\s+(?:formal|further|real|open))?\s+(?:debate|discussion|deliberation"
            + @"|debating|discussing)|no\s+(?:formal\s+)?(?:debate|discussion|deliberation)\s+(?:was|took|being|had)\s+(?:held|needed|necessary|required"
            + @"|place|to\s+be\s+held)|no\s+formal\s+(?:debate|discussion))\b",
        RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    public static partial Regex NotDiscussed();

    /// <summary>"Final vote: Yes: 1, No: 2"; the counts are parsed apart.</summary>
    [GeneratedRegex(
        @"\b(?:final\s+|the\s+)?(?:votes?|tally|count|vote\s+count|results?)(?:\s+(?:was|were|is|stood\s+at))?\s*[:—–-]\s*(?<counts>[^.;!?]*[0-9][^.;!?]*)",
        RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    public static partial Regex FinalVote();

    [GeneratedRegex(
        @"\b(?:models|panel|roundtable|votes?|voting)\s+(?:were\s+|was\s+)?(?:divided"
            + @"|split)\s*[:(—–-]\s*(?<counts>[^;!]*[0-9][^;!]*)",
        RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    public static partial Regex DividedInto();

    [GeneratedRegex(
        @"\b(?:vote[ds]?|split|majority|verdict|decision|result)\s+(?:(?:of|was|by|at|stood|is|ended|came|out|final)\s+)*(?<more>[0-9]{1,4})\s*(?:[–—-]|to"
            + @"|:)\s*(?<fewer>[0-9]{1,4})\b|\bby\s+(?<more>[0-9]{1,4})\s+(?:votes?\s+)?to\s+(?<fewer>[0-9]{1,4})\b"
            + @"|\b(?<more>[0-9]{1,4})\s*[–—-]\s*(?<fewer>[0-9]{1,4})\s+(?:vote|split|majority|verdict|decision|result)\b",
        RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    public static partial Regex Divided();

    [GeneratedRegex(
        @"\b(?:panel|roundtable|council|group|majority|models|table)\s+(?:as\s+a\s+whole\s+)?(?:has\s+|have\s+)?(?:favou?rs?|favou?red|chose|chooses"
            + @"|voted\s+for|sided\s+with|recommends?|recommended|backs|backed|prefers?|preferred|went\s+with|settles?\s+on|settled\s+on|picked|selected"
            + @"|voted|said|says)(?<object>\s+[^.;!?()]+)",
        RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    public static partial Regex Favoured();

    [GeneratedRegex(
        $@"\b(?<models>{Number})\s+(?:of\s+the\s+)?{Models}\s+(?:have\s+|had\s+)?(?:changed|changing|switched)\s+(?:its|their)\s+(?:minds?|votes?|positions?"
            + $@"|answers?)\b",
        RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    public static partial Regex Changed();
}
