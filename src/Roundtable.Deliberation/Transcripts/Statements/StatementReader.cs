using System.Globalization;
using System.Text.RegularExpressions;

namespace Roundtable.Deliberation.Transcripts.Statements;

/// <summary>Finds what a sentence says of votes and agreement. It throws for no text.</summary>
internal static partial class StatementReader
{
    /// <summary>Maximum length of a line of figures, such as <c>2 rounds · no consensus · 50%</c>, in characters.</summary>
    private const int MaxFiguresLength = 200;

    /// <summary>Maximum length of a line that closes a page, in characters.</summary>
    private const int MaxClosingLength = 400;

    private static readonly string[] _numbers =
        ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];

    private static readonly string[] _cuts =
        [" after ", " without ", " following ", " from ", " through ", " because ", " while ", " whereas ",
            " but ", " although ", " with ", " by ", ", ", " – ", " — ", " · "];

    private static readonly HashSet<string> _hedges =
        new(["nearly", "almost", "near", "non", "if", "would", "could", "might", "may", "fail", "failed",
            "far", "short", "should", "virtually", "close"],
            StringComparer.OrdinalIgnoreCase);

    private static readonly HashSet<string> _denials = new(["not", "no", "never", "without", "wasn't", "weren't", "isn't"], StringComparer.OrdinalIgnoreCase);

    /// <summary>The assertions of a sentence, none of which overlap; quotations in it are not the page's own words and are not read.</summary>
    public static IReadOnlyList<Assertion> Read(string sentence)
    {
        List<Assertion> found = [];
        foreach (Match match in StatementPatterns.FinalVote().Matches(sentence).Concat(StatementPatterns.DividedInto().Matches(sentence)))
        {
            if (VoteCounts.Read(match.Groups["counts"].Value) is { Count: > 0 } counts)
            {
                Add(new Assertion.Counted(match.Index, match.Length, counts));
            }
        }

        foreach (Match match in StatementPatterns.NoAgreement().Matches(sentence))
        {
            Add(new Assertion.NotAgreed(match.Index, match.Length));
        }

        foreach (Match match in StatementPatterns.All().Matches(sentence).Where(m => StatementPatterns.Verb().IsMatch(m.Value)))
        {
            var (text, length) = Object(match);
            Agreed(match, length, text, match.Groups["of"].Success ? Number(match.Groups["of"].Value) : null);
        }

        foreach (Match match in StatementPatterns.ShareAgrees().Matches(sentence).Concat(StatementPatterns.CountAgrees().Matches(sentence)))
        {
            var (text, length) = Object(match);
            Add(new Assertion.Share(match.Index, length, Number(match.Groups["votes"].Value),
                match.Groups["of"].Success ? Number(match.Groups["of"].Value) : null, text));
        }

        foreach (Match match in StatementPatterns.ShareOfVotes().Matches(sentence))
        {
            Add(new Assertion.Share(match.Index, match.Length, Number(match.Groups["votes"].Value), Number(match.Groups["of"].Value), null));
        }

        foreach (Match match in StatementPatterns.MostAgree().Matches(sentence))
        {
            var (text, length) = Object(match);
            Add(new Assertion.Mostly(match.Index, length, match.Groups["label"].Value.ToLowerInvariant(), text));
        }

        foreach (Match match in StatementPatterns.Unanimous().Matches(sentence))
        {
            var (text, length) = Object(match);
            Agreed(match, length, text, null);
        }

        foreach (Match match in StatementPatterns.FullAgreement().Matches(sentence))
        {
            Agreed(match, match.Length, null, null);
        }

        foreach (Match match in StatementPatterns.Changed().Matches(sentence))
        {
            Add(new Assertion.Changed(match.Index, match.Length, Number(match.Groups["models"].Value)));
        }

        foreach (Match match in StatementPatterns.Favoured().Matches(sentence))
        {
            if (Object(match) is ({ } text, var length))
            {
                Add(new Assertion.Favoured(match.Index, length, text));
            }
        }

        foreach (Match match in StatementPatterns.Divided().Matches(sentence))
        {
            var (a, b) = (Number(match.Groups["more"].Value), Number(match.Groups["fewer"].Value));
            Add(new Assertion.Divided(match.Index, match.Length, Math.Max(a, b), Math.Min(a, b)));
        }

        foreach (Match match in StatementPatterns.PercentAgrees().Matches(sentence))
        {
            Add(new Assertion.Percent(match.Index, match.Length, Number(match.Groups["percent"].Value)));
        }

        Procedure(sentence, found);
        return [.. found.OrderBy(a => a.Start)];

        void Add(Assertion assertion)
        {
            if (!Overlaps(found, assertion) && !InQuotation(sentence, assertion.Start))
            {
                found.Add(assertion);
            }
        }

        void Agreed(Match match, int length, string? text, int? of)
        {
            var before = sentence[..match.Index].Split([' ', '-', ','], StringSplitOptions.RemoveEmptyEntries).TakeLast(3).ToList();
            if (before.Exists(_denials.Contains))
            {
                Add(new Assertion.NotAgreed(match.Index, length));
            }
            else if (!before.Exists(_hedges.Contains))
            {
                Add(new Assertion.Agreed(match.Index, length, text, of));
            }
        }
    }

    /// <summary>Whether a whole line says nothing but what is understood here, so that it can only be the page's own.</summary>
    public static bool Covers(string line) =>
        line.Length <= MaxClosingLength && !line.EndsWith('?')
        && Read(line) is { Count: > 0 } found && Leftover.Words(line, found).Count == 0;

    /// <summary>Rounds and discussions, and in a line of figures a share and the word "consensus" alone.</summary>
    private static void Procedure(string sentence, List<Assertion> found)
    {
        List<Assertion> more = [];
        foreach (Match match in StatementPatterns.NotDiscussed().Matches(sentence))
        {
            more.Add(new Assertion.NotDiscussed(match.Index, match.Length));
        }

        foreach (Match match in StatementPatterns.Discussed().Matches(sentence))
        {
            more.Add(new Assertion.Discussed(match.Index, match.Length));
        }

        var rounds = StatementPatterns.Rounds().Matches(sentence);
        foreach (Match match in rounds)
        {
            more.Add(new Assertion.RoundsHeld(match.Index, match.Length, Number(match.Groups["rounds"].Value)));
        }

        if (rounds.Count > 0 && sentence.Length <= MaxFiguresLength)
        {
            if (!found.Exists(a => a is Assertion.Percent) && StatementPatterns.Percent().Match(sentence) is { Success: true } percent)
            {
                more.Add(new Assertion.Percent(percent.Index, percent.Length, Number(percent.Groups["percent"].Value)));
            }

            if (!found.Exists(a => a is Assertion.Agreed or Assertion.NotAgreed) && StatementPatterns.Consensus().Match(sentence) is { Success: true } word)
            {
                more.Add(new Assertion.Agreed(word.Index, word.Length, null, null));
            }
        }

        found.AddRange(more.Where(a => !InQuotation(sentence, a.Start)));
    }

    private static bool Overlaps(List<Assertion> found, Assertion assertion) =>
        found.Exists(f => f.Start < assertion.Start + assertion.Length && assertion.Start < f.Start + f.Length);

    private static bool InQuotation(string sentence, int at) => Leftover.Quotations(sentence).Any(q => q.Start < at && at < q.End);

    /// <summary>What is agreed on, cut where another clause begins, and how long the match is then.</summary>
    private static (string? Text, int Length) Object(Match match)
    {
        var group = match.Groups["object"];
        if (!group.Success)
        {
            return (null, match.Length);
        }

        var cut = _cuts.Select(c => (group.Value + " ").IndexOf(c, StringComparison.OrdinalIgnoreCase)).Where(i => i >= 0).DefaultIfEmpty(group.Length).Min();
        var text = group.Value[..Math.Min(cut, group.Length)];
        var at = text.IndexOf(" in ", StringComparison.OrdinalIgnoreCase);
        text = at >= 0 && text[at..].Contains("round", StringComparison.OrdinalIgnoreCase) ? text[..at] : text;
        var trimmed = Named(text.Trim()).Trim(' ', '"', '“', '”', '\'', '‘', '’', '*', ':', '.');
        return (trimmed.Length > 0 && !Generic().IsMatch(trimmed) ? trimmed : null, group.Index - match.Index + text.Length);
    }

    /// <summary>Words before what is named: "that the answer is Yes", "option B".</summary>
    [GeneratedRegex(
        """^(?:that\s+)?(?:the\s+)?(?:answer|result|verdict|choice|option)\s+(?:is\s+|was\s+|should\s+be\s+|to\s+be\s+)?(?<named>\S.*)$""",
        RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Naming();

    /// <summary>Words that name nothing: "the answer", "this".</summary>
    [GeneratedRegex(
        """^(?:this|it|that|here|(?:the|a|an|one|a\s+single|the\s+same|a\s+common|the\s+final)\s+(?:answer|result|verdict|option|outcome|vote|decision"""
            + """|conclusion|position|question|matter|choice))$""",
        RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Generic();

    private static string Named(string text) => Naming().Match(text) is { Success: true } match ? match.Groups["named"].Value : text;

    private static int Number(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
        : Array.FindIndex(_numbers, n => n.Equals(text, StringComparison.OrdinalIgnoreCase)) is var at and >= 0 ? at : 0;
}
