using System.Globalization;
using System.Text.RegularExpressions;
using Roundtable.Deliberation.Transcripts.Statements;

namespace Roundtable.Deliberation.Transcripts.Pages;

/// <summary>Classifies and parses a single line of a transcript.</summary>
internal static partial class TranscriptLines
{
    /// <summary>Maximum length of a title line, and of a model's name, in characters.</summary>
    private const int MaxTitleLength = 160;
    private const int MaxNameLength = 80;
    private const int MaxNameWords = 9;

    private static readonly string[] _responses = ["Model Responses", "Responses", "Individual Responses", "Model Votes", "Ballots"];
    private static readonly string[] _endings = ["Final Summary", "Strongest Arguments"];
    private static readonly string[] _weakEndings = ["Summary", "Conclusion", "Strongest Argument", "Key Arguments"];

    /// <summary>A title line, as <c>AI Roundtable Open Debate · 8 models</c>, and what it says after that.</summary>
    public static (TranscriptKind Kind, int? Models, string More)? Title(TextLine line)
    {
        if (line.Plain.Length > MaxTitleLength || TitleLine().Match(line.Plain) is not { Success: true } match)
        {
            return null;
        }

        var count = ModelCount().Match(match.Groups["rest"].Value);
        var models = Number(count.Groups["models"]);
        var rest = ModelCount().Replace(match.Groups["rest"].Value, " ", 1).Trim(' ', '·', '|', '-', '–', '—', ':', '.', ',', '(', ')');
        if (rest.Length > 0 && models is null && !match.Groups["sign"].Success)
        {
            return null; // A sentence about a roundtable is no title.
        }

        return ((match.Groups["open"].Success, match.Groups["kind"].Value.StartsWith("d", StringComparison.OrdinalIgnoreCase)) switch
        {
            (true, true) => TranscriptKind.OpenDebate,
            (true, false) => TranscriptKind.OpenPoll,
            (false, true) => TranscriptKind.Debate,
            _ => TranscriptKind.Poll,
        }, models, rest);
    }

    /// <summary>A result line, as <c>Result: Unanimous — Yes (8/8 votes)</c>.</summary>
    public static ClaimedResult? Result(TextLine line)
    {
        if (ResultLine().Match(line.Plain) is not { Success: true } match)
        {
            return null;
        }

        var rest = match.Groups["rest"].Value.Trim();
        var counts = Counts().Matches(rest).LastOrDefault() ?? Match.Empty;
        var words = (counts.Success ? rest[..counts.Index] : rest).Trim(' ', '(', '-', '–', '—', ':', ',', '·');
        var after = counts.Success ? rest[(counts.Index + counts.Length)..].Trim(' ', ')', '.', ',', '·', '-', '–', '—') : "";
        var label = LabelWord().Match(words);
        var option = label.Success ? words[label.Length..].Trim(' ', '-', '–', '—', ':', ',', '·', '"', '“', '”') : words;
        return new ClaimedResult(
            line.Number,
            line.Text,
            label.Success ? label.Value : null,
            option.Length > 0 ? option : null,
            Number(counts.Groups["votes"]),
            Number(counts.Groups["of"]),
            Number(counts.Groups["percent"]),
            after);
    }

    /// <summary>The words after <c>Vote:</c> or <c>Answer:</c>, and whether it is the second kind; null for other lines, counts of votes among them.</summary>
    public static (string Choice, bool IsAnswer)? Vote(TextLine line) =>
        VoteLine().Match(line.Plain) is { Success: true } match && (!match.Groups["final"].Success || VoteCounts.Read(match.Groups["choice"].Value).Count < 2)
            ? (match.Groups["choice"].Value.Trim(), match.Groups["answer"].Success)
            : null;

    /// <summary>An answer in the panel's name, parted from what it claims of agreement in brackets at its end.</summary>
    public static ClaimedAnswer Answer(TextLine line, string answer)
    {
        var match = AgreementAtEnd().Match(answer);
        return match.Success
            ? new ClaimedAnswer(line.Number, match.Groups["text"].Value.Trim(), match.Groups["agreement"].Value.Trim())
            : new ClaimedAnswer(line.Number, answer, null);
    }

    /// <summary>A model's name without bullets and the note that it changed its mind.</summary>
    public static string Model(TextLine line) => Bullet().Replace(ChangedMind().Replace(line.Plain, ""), "").Trim(' ', '*', '_', ':', '·', '-', '–', '—');

    /// <summary>Whether a line can be a model's name: short, no sentence, and nothing else that is known here.</summary>
    public static bool CanBeModel(TextLine line)
    {
        var name = Model(line);
        return name.Length is > 0 and <= MaxNameLength
            && name.Any(char.IsLetterOrDigit)
            && name.Split(' ').Length <= MaxNameWords
            && name[^1] is not ('.' or '!' or '?' or ',' or ';' or '。' or '？' or '！')
            && !IsResponses(line) && !IsHeading(line, "Options") && !IsEnding(line)
            && Vote(line) is null && Result(line) is null && Title(line) is null;
    }

    /// <summary>The text without the note.</summary>
    public static string WithoutChange(string text) => ChangedMind().Replace(text, "").Trim();

    /// <summary>Whether a line notes that a model changed its mind.</summary>
    public static bool IsChange(TextLine line) => ChangedMind().IsMatch(line.Plain);

    /// <summary>Whether a line is only the note that a model changed its mind.</summary>
    public static bool IsNote(TextLine line) => IsChange(line) && WithoutChange(line.Plain).Length == 0;

    /// <summary>Whether a line is this heading, ignoring emphasis marks and a trailing colon.</summary>
    public static bool IsHeading(TextLine line, string name) => line.Plain.Trim(' ', '*', '_', ':').Equals(name, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a line is the heading of the ballots.</summary>
    public static bool IsResponses(TextLine line) => _responses.Any(h => IsHeading(line, h));

    /// <summary>Whether a line is a heading that ends the ballots.</summary>
    public static bool IsEnding(TextLine line) => _endings.Any(h => IsHeading(line, h));

    /// <summary>Whether a line is a heading that ends the ballots where none follows it.</summary>
    public static bool IsWeakEnding(TextLine line) => _weakEndings.Any(h => IsHeading(line, h));

    /// <summary>Whether a line is the heading of one of several rounds, such as <c>Round 2: Rebuttals</c> or <c>Initial votes</c>.</summary>
    public static bool IsRound(TextLine line) =>
        line.Plain.Length <= MaxNameLength && line.Plain[^1] is not ('.' or '!' or '?' or ',' or ';') && RoundHeading().IsMatch(line.Plain);

    /// <summary>The number in a group of a match, or null.</summary>
    public static int? Number(Group group) =>
        group.Success && int.TryParse(group.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    [GeneratedRegex(
        """^\W*AI\s+Roundtable\s+(?<open>Open\s+)?(?<kind>Poll|Debate)\b(?<sign>\s*[·|(:–—-])?(?<rest>.*)$""",
        RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex TitleLine();

    [GeneratedRegex(
        """^\W*(?:round\s+(?:[0-9]{1,2}|one|two|three|four|five)(?:\s+of\s+[0-9]{1,2})?|(?:first|second|third|fourth|fifth|final|last)\s+round"""
            + """|(?:initial|opening|blind|revised|updated)\s+(?:votes?|responses?|positions?|ballots?|answers?))(?:\s*[:·(|—–-].*)?\W*$""",
        RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex RoundHeading();

    [GeneratedRegex("""\b(?<models>[0-9]{1,4})\s+models?\b""", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex ModelCount();

    [GeneratedRegex("""^\W*Result\s*:(?<rest>.*)$""", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex ResultLine();

    [GeneratedRegex(
        """^(?:(?:clear|strong|narrow|simple|slim|bare|large)\s+)?(?:unanimous|supermajority|super-majority|majority|plurality|tie|tied|deadlock"""
            + """|split\s+decision|split|no\s+verdict|no\s+consensus|no\s+agreement|consensus)\b""",
        RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex LabelWord();

    [GeneratedRegex(
        """[(\[]?\s*\b(?<votes>[0-9]{1,5})\s*(?:/|of|out of)\s*(?<of>[0-9]{1,5})\b\s*(?:votes?|models?"""
            + """|ballots?)?\s*(?:[,;·(|]\s*(?<percent>[0-9]{1,3})(?:\.[0-9]+)?\s*%)?\s*[)\]]?""",
        RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Counts();

    [GeneratedRegex(
        """^\W*(?:(?:(?<final>final\s+)|my\s+)?vote|(?<answer>(?:final\s+)?answer"""
            + """|position))\s*:(?<choice>.*)$""", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex VoteLine();

    // What a page says of agreement may itself hold brackets, one deep.
    [GeneratedRegex(
        """^(?<text>.*?)\s*\((?<agreement>(?:[^()]|\([^()]*\))*\b(?:agree\w*|divided|split|disagree\w*|unanim\w*|consensus)\b(?:[^()]|\([^()]*\))*)\)\W*$""",
        RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex AgreementAtEnd();

    [GeneratedRegex("""\s*[(\[]\s*(?:changed|switched)\b[^)\]]{0,60}[)\]]\s*""", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex ChangedMind();

    [GeneratedRegex("""^\s*(?:[-*•‣◦]\s+|[0-9]{1,2}[.)]\s+)""", RegexOptions.NonBacktracking)]
    private static partial Regex Bullet();
}
