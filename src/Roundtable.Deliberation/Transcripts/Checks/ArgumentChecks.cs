using System.Text.RegularExpressions;
using Roundtable.Deliberation.Transcripts.Pages;
using Roundtable.Deliberation.Transcripts.Statements;

namespace Roundtable.Deliberation.Transcripts.Checks;

/// <summary>Checks a page's strongest arguments: who is said to argue, for which option, and in which words.</summary>
/// <param name="facts">What the ballots say.</param>
/// <param name="speakers">Who can be named.</param>
/// <param name="quotations">Checks the words.</param>
/// <param name="ledger">Where claims go.</param>
internal sealed partial class ArgumentChecks(PageFacts facts, Speakers speakers, QuotationChecks quotations, ClaimLedger ledger)
{
    private const string Prose = "an argument in the page's own words";

    private int? _heading;

    /// <summary>Checks a line.</summary>
    public void Check(TextLine line)
    {
        var text = line.Plain;
        if (Heading(text) is { } heading)
        {
            _heading = heading;
            return;
        }

        var named = speakers.In(Unquoted(text));
        var alone = named.DistinctBy(n => n.Ballot.Model, StringComparer.Ordinal).Count() == 1;
        var last = named.Count > 0 && (alone || IsAttribution(text, named[^1])) ? named[^1].Ballot : null;
        var first = last is null && named.Count > 0 && named[0].Start <= 3 ? named[0].Ballot : null;
        var speaker = last ?? first;
        var claims = 0;
        if (speaker is null && Attribution().Match(text) is { Success: true } match && !named.Any(n => n.Start >= match.Index))
        {
            claims++;
            ledger.Wrong(text, new Discrepancy.UnknownSpeaker(line.Number, match.Groups["name"].Value.Trim()));
        }

        if (speaker is not null && (OptionOf(text, speaker) ?? _heading) is { } option)
        {
            claims++;
            Side(line, text, speaker, option);
        }

        claims += quotations.Check(line.Number, text, "An argument", speaker);
        if (claims == 0 || (Leftover.Quotations(text).Sum(q => q.Text.Length) * 2 < text.Length && Leftover.Words(Without(text, named), []).Count > 6))
        {
            ledger.NotChecked(line.Number, text, Prose);
        }
    }

    private void Side(TextLine line, string text, PublishedBallot speaker, int option)
    {
        var voted = facts.Find(speaker.Choice);
        if (voted.Option is null)
        {
            ledger.NotChecked(line.Number, text, $"{speaker.Model}'s ballot names no option");
            return;
        }

        ledger.Checked(
            line.Number,
            text,
            voted.Option == option ? null
                : new Discrepancy.ArgumentFromTheOtherSide(line.Number, speaker.Model, facts.Verdict.Options[option], speaker.Choice));
    }

    /// <summary>The option that a line names and nothing else, as "For Yes:" or "Yes (2 votes)".</summary>
    private int? Heading(string text)
    {
        var words = text.TrimEnd(':', ' ');
        words = words.StartsWith("for ", StringComparison.OrdinalIgnoreCase) ? words[4..] : words;
        return facts.Find(words).Option;
    }

    private int? OptionOf(string text, PublishedBallot speaker) =>
        OptionOf(text)
            ?? AfterName().Matches(facts.Mask.Hide(text.Replace(speaker.Model, "\u0001", StringComparison.Ordinal)))
                .Select(m => facts.Find(m.Groups["option"].Value).Option)
                .FirstOrDefault(o => o is not null);

    private int? OptionOf(string text) =>
        ForOption().Match(facts.Mask.Hide(text)) is { Success: true } stated ? facts.Find(stated.Groups["option"].Value).Option : null;

    private static bool IsAttribution(string text, (int Start, int End, PublishedBallot Ballot) named) =>
        text[named.End..].Trim(' ', ')', '.', ']').Length == 0 && Before().IsMatch(text[..named.Start]);

    /// <summary>The line with its quotations blanked, since models named in them are not its speakers.</summary>
    private static string Unquoted(string text)
    {
        var blank = text.ToCharArray();
        foreach (var (start, end, _) in Leftover.Quotations(text))
        {
            Array.Fill(blank, ' ', start, end - start);
        }

        return new string(blank);
    }

    private static string Without(string text, IReadOnlyList<(int Start, int End, PublishedBallot Ballot)> named)
    {
        var blank = text.ToCharArray();
        foreach (var (start, end, _) in named)
        {
            Array.Fill(blank, ' ', start, end - start);
        }

        return new string(blank);
    }

    // "… — Model" and "… (Model)" at the end of a line: a name of at most five words.
    [GeneratedRegex(
        """(?:["”’'.!?]\s*[—–-]\s*|["”’'.!?]\s*\(\s*(?:by\s+)?)(?<name>[A-Z][\w.\-]*(?:\s+[A-Z0-9][\w.\-]*){0,4})\s*\)?\s*$""",
        RegexOptions.NonBacktracking)]
    private static partial Regex Attribution();

    [GeneratedRegex("""(?:[—–-]|\((?:by\s+)?|\bby|,)\s*$""", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Before();

    // "Model (Yes): …", "Model, for Yes: …", "… — Model, voting Yes": \u0001 stands for the name.
    [GeneratedRegex(
        """\u0001\s*(?:\((?:for\s+)?(?<option>[^)]{1,120})\)|,?\s+(?:for|voting"""
            + """|who\s+voted)\s+(?:for\s+)?(?<option>[^:,.)]{1,120}))""",
        RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex AfterName();

    [GeneratedRegex(
        """^[^\w\uE000-\uF8FF]*(?:for\s+)?["“]?(?<option>[^:"”(—–]{1,120}?)["”]?\s*(?:\([^)]*\)\s*)?[:—–]""",
        RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex ForOption();
}
