using System.Globalization;
using System.Text.RegularExpressions;

namespace Roundtable.Deliberation.Transcripts;

/// <summary>Classifies and parses a single line of a transcript.</summary>
internal static partial class TranscriptLines
{
    /// <summary>A title line, as <c>AI Roundtable Open Debate · 8 models</c>.</summary>
    public static (TranscriptKind Kind, int? Models)? Title(string line) => TitleLine().Match(line) is { Success: true } match
        ? ((match.Groups["open"].Success, match.Groups["kind"].Value.StartsWith("d", StringComparison.OrdinalIgnoreCase)) switch
        {
            (true, true) => TranscriptKind.OpenDebate,
            (true, false) => TranscriptKind.OpenPoll,
            (false, true) => TranscriptKind.Debate,
            _ => TranscriptKind.Poll,
        }, Number(match.Groups["models"]))
        : null;

    /// <summary>A result line, as <c>Result: Unanimous — Yes (8/8 votes)</c>.</summary>
    public static ClaimedResult? Result(TextLine line)
    {
        if (ResultLine().Match(line.Text) is not { Success: true } match)
        {
            return null;
        }

        var rest = match.Groups["rest"].Value.Trim();
        var counts = Counts().Match(rest);
        var words = (counts.Success ? rest[..counts.Index] : rest).Trim(' ', '(', '-', '–', '—', ':', ',', '·');
        var label = LabelWord().Match(words);
        var option = label.Success ? words[label.Length..].Trim(' ', '-', '–', '—', ':', ',', '·', '"', '“', '”') : words;
        return new ClaimedResult(
            line.Number,
            line.Text,
            label.Success ? label.Value : null,
            option.Length > 0 ? option : null,
            Number(counts.Groups["votes"]),
            Number(counts.Groups["of"]));
    }

    /// <summary>An option with its count, as <c>- Yes: 5 votes</c> or <c>B. No (3)</c>; without a count where <paramref name="bare"/> is allowed.</summary>
    public static ClaimedOption? Option(TextLine line, bool bare)
    {
        var text = Bullet().Replace(line.Text, "");
        if (OptionCount().Match(text) is { Success: true } match)
        {
            return new ClaimedOption(line.Number, match.Groups["text"].Value.Trim(), Number(match.Groups["votes"]));
        }

        return bare && text.Length > 0 ? new ClaimedOption(line.Number, text, null) : null;
    }

    /// <summary>The words after <c>Vote:</c> or <c>Answer:</c>.</summary>
    public static string? Vote(string line) => VoteLine().Match(line) is { Success: true } match ? match.Groups["choice"].Value.Trim() : null;

    /// <summary>A model's name without bullets, emphasis marks and the note that it changed its mind.</summary>
    public static string Model(string line) => Bullet().Replace(ChangedMind().Replace(line, ""), "").Trim(' ', '#', '*', '_', ':', '·', '-', '–', '—');

    /// <summary>The text without the note.</summary>
    public static string WithoutChange(string text) => ChangedMind().Replace(text, "").Trim();

    /// <summary>Whether a line notes that a model changed its mind.</summary>
    public static bool IsChange(string line) => ChangedMind().IsMatch(line);

    /// <summary>Whether a line is this heading, ignoring emphasis marks and a trailing colon.</summary>
    public static bool IsHeading(string line, string name) => line.Trim(' ', '#', '*', '_', ':').Equals(name, StringComparison.OrdinalIgnoreCase);

    /// <summary>A line about rounds and agreement; null for any other.</summary>
    public static ClaimedRounds? Rounds(TextLine line)
    {
        if (RoundsLine().Match(line.Text) is not { Success: true } match || line.Text.Length > 200)
        {
            return null;
        }

        var rounds = match.Groups["rounds"] is { Success: true } after ? after : match.Groups["named"];
        var percent = Percent().Match(line.Text);
        var share = Counts().Match(line.Text);
        bool? consensus = NoConsensus().IsMatch(line.Text) ? false : ConsensusWord().IsMatch(line.Text) ? true : null;
        return new ClaimedRounds(
            line.Number, line.Text, Number(rounds), Number(percent.Groups["percent"]), Number(share.Groups["votes"]), Number(share.Groups["of"]), consensus);
    }

    private static int? Number(Group group) =>
        group.Success && int.TryParse(group.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    [GeneratedRegex(
        """^\W*AI\s+Roundtable\s+(?<open>Open\s+)?(?<kind>Poll|Debate)\b(?:\W+(?<models>[0-9]{1,4})\s+models?\b)?\W*$""",
        RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex TitleLine();

    [GeneratedRegex("""^\W*Result\s*:(?<rest>.*)$""", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex ResultLine();

    [GeneratedRegex(
        """^(?:unanimous|supermajority|super-majority|majority|plurality|tie|tied|split|no verdict|no consensus|consensus)\b""",
        RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex LabelWord();

    [GeneratedRegex("""(?<votes>[0-9]{1,5})\s*(?:/|of|out of)\s*(?<of>[0-9]{1,5})""", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Counts();

    [GeneratedRegex(
        """^(?<text>[^:(]*[^\s:(—–-])\s*(?:[:(—–-]\s*(?<votes>[0-9]{1,5})\s*(?:votes?)?|\s(?<votes>[0-9]{1,5})\s+votes?)"""
        + """\s*(?:[,·(]?\s*[0-9.]+\s*%\s*\)?)?\)?$""",
        RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex OptionCount();

    [GeneratedRegex("""^\W*(?:(?:final\s+)?vote|answer|position)\s*:(?<choice>.*)$""", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex VoteLine();

    [GeneratedRegex("""\s*[(\[]\s*changed\s+(?:its\s+|their\s+)?mind\s*[)\]]\s*""", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex ChangedMind();

    [GeneratedRegex("""^\s*(?:[-*•‣◦]\s+|[A-Z][.)]\s+|[0-9]{1,2}[.)]\s+)""", RegexOptions.NonBacktracking)]
    private static partial Regex Bullet();

    [GeneratedRegex("""\b(?:(?<rounds>[0-9]{1,3})\s+rounds?|rounds?\s*:\s*(?<named>[0-9]{1,3}))\b""", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex RoundsLine();

    [GeneratedRegex("""(?<percent>[0-9]{1,3})(?:\.[0-9]+)?\s*%""", RegexOptions.NonBacktracking)]
    private static partial Regex Percent();

    [GeneratedRegex(
        """\b(?:no|without|not|never)\b[^.;·]*\b(?:consensus|agree|agreement|unanim\w*)\b|\b(?:disagree\w*|split|tied)\b""",
        RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex NoConsensus();

    [GeneratedRegex("""\b(?:unanim\w+|full\s+agreement|consensus|all\s+agree\w*)\b""", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex ConsensusWord();
}
