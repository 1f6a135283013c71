using System.Globalization;
using System.Text.RegularExpressions;
using Roundtable.Deliberation.Minutes;
using Roundtable.Deliberation.Questions;
using Roundtable.Deliberation.Verdicts;

namespace Roundtable.Deliberation.Transcripts;

/// <summary>Checks the claims of a published page against its own ballots.</summary>
public static partial class Discrepancies
{
    /// <summary>Every discrepancy, by line.</summary>
    /// <param name="transcript">The page.</param>
    /// <param name="verdict">The verdict computed from its ballots.</param>
    public static IReadOnlyList<Discrepancy> Of(Transcript transcript, Verdict verdict) =>
    [
        .. OfTitle(transcript)
            .Concat(OfResult(transcript, verdict))
            .Concat(OfOptions(transcript, verdict))
            .Concat(OfBallots(transcript))
            .Concat(OfRounds(transcript, verdict))
            .Concat(transcript.Summary.SelectMany(l => Quotations(l, "The summary", transcript.Ballots, null)))
            .Concat(OfArguments(transcript))
            .OrderBy(d => d.Line),
    ];

    /// <summary>The option that a vote names, by its text or its letter; null for none.</summary>
    internal static int? OptionOf(string choice, IReadOnlyList<string> options)
    {
        var key = Name.Key(choice.Trim(' ', '.', '"', '“', '”', '*'));
        var index = options.ToList().FindIndex(o => Name.Key(o) == key);
        if (index < 0 && Lettered().Match(choice.Trim()) is { Success: true } match)
        {
            var rest = match.Groups["rest"].Value.Trim();
            var letter = match.Groups["letter"].Value[0] - 'A';
            index = rest.Length == 0 ? (letter < options.Count ? letter : -1) : options.ToList().FindIndex(o => Name.Key(o) == Name.Key(rest));
        }

        return index < 0 ? null : index;
    }

    private static IEnumerable<Discrepancy> OfTitle(Transcript transcript)
    {
        if (transcript.Models is { } models && models != transcript.Ballots.Count)
        {
            yield return new Discrepancy.WrongNumberOfModels(transcript.Title.Number, models, transcript.Ballots.Count);
        }
    }

    private static IEnumerable<Discrepancy> OfResult(Transcript transcript, Verdict verdict)
    {
        if (transcript.Result is not { } result)
        {
            yield break;
        }

        var tally = verdict.Final;
        if (result.Label is { } label && !Fits(label, tally.Label))
        {
            yield return new Discrepancy.WrongLabel(result.Line, label, tally.Label, Votes(verdict));
        }

        var leader = tally.Leader is { } ahead ? verdict.Options[ahead] : null;
        if (result.Option is { } option && !IsTie(result.Label) && (leader is null || !SameOption(option, leader)))
        {
            yield return new Discrepancy.WrongWinner(result.Line, option, leader);
        }

        if (result.Votes is { } votes && result.Option is { } named
            && verdict.Options.ToList().FindIndex(o => SameOption(named, o)) is var at and >= 0 && tally.Votes[at] != votes)
        {
            yield return new Discrepancy.WrongCount(result.Line, $"\"{verdict.Options[at]}\"", votes, tally.Votes[at]);
        }

        if (result.Of is { } of && of != tally.Cast && of != transcript.Ballots.Count)
        {
            yield return new Discrepancy.WrongCount(result.Line, "all votes", of, tally.Cast);
        }
    }

    private static IEnumerable<Discrepancy> OfOptions(Transcript transcript, Verdict verdict)
    {
        foreach (var option in transcript.Options.Where(o => o.Votes is not null))
        {
            var at = verdict.Options.ToList().FindIndex(o => SameOption(option.Text, o));
            var counted = at < 0 ? 0 : verdict.Final.Votes[at];
            if (counted != option.Votes)
            {
                yield return new Discrepancy.WrongCount(option.Line, $"\"{option.Text}\"", option.Votes!.Value, counted);
            }
        }
    }

    private static IEnumerable<Discrepancy> OfBallots(Transcript transcript)
    {
        HashSet<string> seen = [];
        string[] listed = [.. transcript.Options.Select(o => o.Text)];
        foreach (var ballot in transcript.Ballots)
        {
            if (!seen.Add(Name.Key(ballot.Model)))
            {
                yield return new Discrepancy.SecondBallot(ballot.Line, ballot.Model);
            }

            if (ballot.ChangedMind && Unmoved().Match(ballot.Reasoning) is { Success: true } words)
            {
                yield return new Discrepancy.UnchangedMind(ballot.Line, ballot.Model, words.Value);
            }

            if (!transcript.IsOpen && listed.Length > 1 && ballot.Choice.Length > 0
                && OptionOf(ballot.Choice, listed) is null && !Abstains().IsMatch(ballot.Choice))
            {
                yield return new Discrepancy.UnlistedVote(ballot.Line, ballot.Model, ballot.Choice);
            }
        }
    }

    private static IEnumerable<Discrepancy> OfRounds(Transcript transcript, Verdict verdict)
    {
        if (transcript.Rounds is not { } rounds)
        {
            yield break;
        }

        var tally = verdict.Final;
        var most = tally.Votes.DefaultIfEmpty(0).Max();
        var unanimous = tally.Label == TallyLabel.Unanimous;
        if (rounds.Rounds > 1 && transcript.Kind is TranscriptKind.Poll or TranscriptKind.OpenPoll)
        {
            yield return new Discrepancy.WrongRounds(rounds.Line, rounds.Text, "its title calls it a poll, which has one round");
        }

        if (rounds.Consensus is { } consensus && consensus != unanimous)
        {
            var counted = unanimous ? $"its ballots all agree, {Votes(verdict)}" : $"its ballots do not all agree, {Votes(verdict)}";
            yield return new Discrepancy.WrongRounds(rounds.Line, rounds.Text, counted);
        }

        var ballots = transcript.Ballots.Count;
        if (rounds.Agreeing is { } agreeing && rounds.Of is { } of && (agreeing != most || (of != tally.Cast && of != ballots)))
        {
            yield return new Discrepancy.WrongRounds(rounds.Line, rounds.Text, $"by its ballots {most} of {tally.Cast} agree");
        }

        // Pages round up, down or half up; a percentage that no rounding gives is wrong.
        if (rounds.Percent is { } percent && tally.Cast > 0
            && Math.Abs((100.0 * most / tally.Cast) - percent) >= 1 && Math.Abs((100.0 * most / ballots) - percent) >= 1)
        {
            var share = string.Create(CultureInfo.InvariantCulture, $"{100.0 * most / tally.Cast:0.#}%");
            yield return new Discrepancy.WrongRounds(rounds.Line, rounds.Text, $"by its ballots {most} of {tally.Cast} agree, which is {share}");
        }
    }

    private static IEnumerable<Discrepancy> OfArguments(Transcript transcript)
    {
        foreach (var line in transcript.Arguments)
        {
            var speaker = transcript.Ballots.OrderByDescending(b => b.Model.Length).FirstOrDefault(b => b.Model.Length > 1 && Named(line.Text, b.Model));
            if (speaker is null && Attribution().Match(line.Text) is { Success: true } match)
            {
                yield return new Discrepancy.UnknownSpeaker(line.Number, match.Groups["name"].Value.Trim());
            }

            if (speaker is not null && ForOption().Match(line.Text) is { Success: true } stated && stated.Groups["option"].Value.Trim() is var option
                && transcript.Options.Any(o => SameOption(option, o.Text)) && !SameOption(option, speaker.Choice) && OptionOf(speaker.Choice, [option]) is null)
            {
                yield return new Discrepancy.ArgumentFromTheOtherSide(line.Number, speaker.Model, option, speaker.Choice);
            }

            var own = speaker is null ? transcript.Ballots : [.. transcript.Ballots.Where(b => b.Model == speaker.Model)];
            foreach (var quotation in Quotations(line, "An argument", own, speaker?.Model))
            {
                yield return quotation;
            }
        }
    }

    /// <summary>Quotations of a line that none of these ballots contains; single words and options are names, not quotations.</summary>
    private static IEnumerable<Discrepancy> Quotations(TextLine line, string where, IReadOnlyList<PublishedBallot> ballots, string? by) =>
        QuotedSpans.In(line.Text).Quotations
            .Where(q => q.Trim().Contains(' ', StringComparison.Ordinal))
            .Where(q => !ballots.Any(b => Stands(q, b.Reasoning) || Stands(q, b.Choice)))
            .Select(q => new Discrepancy.UnsaidQuotation(line.Number, where, q, by));

    /// <summary>Published quotations may have the sentence's comma or full stop inside their marks, and an ellipsis for an omission.</summary>
    private static bool Stands(string quotation, string text) =>
        quotation.Split(["…", "...", "[…]", "[...]"], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .All(part => QuotationMatcher.IsVerbatim(part, text) || QuotationMatcher.IsVerbatim(part.TrimEnd(',', '.', ';', ':'), text));

    private static bool Named(string text, string model)
    {
        for (var at = text.IndexOf(model, StringComparison.OrdinalIgnoreCase); at >= 0; at = text.IndexOf(model, at + 1, StringComparison.OrdinalIgnoreCase))
        {
            var end = at + model.Length;
            if ((at == 0 || !char.IsLetterOrDigit(text[at - 1])) && (end == text.Length || !char.IsLetterOrDigit(text[end])))
            {
                return true;
            }
        }

        return false;
    }

    private static bool SameOption(string a, string b) =>
        Name.Key(a.Trim(' ', '.', '"', '“', '”')) == Name.Key(b.Trim(' ', '.', '"', '“', '”')) || OptionOf(b, [a]) is not null;

    private static string Votes(Verdict verdict) =>
        string.Join("–", verdict.Final.Votes.Where(v => v > 0).OrderDescending()) is { Length: > 0 } votes ? votes : "no votes";

    private static bool IsTie(string? label) => label is not null && Fits(label, TallyLabel.Tie);

    /// <summary>Whether a claimed label is right. A supermajority is a majority too; "split" means only that not all agree.</summary>
    private static bool Fits(string claimed, TallyLabel label) => claimed.ToLowerInvariant() switch
    {
        "unanimous" or "consensus" => label == TallyLabel.Unanimous,
        "supermajority" or "super-majority" => label == TallyLabel.Supermajority,
        "majority" => label is TallyLabel.Majority or TallyLabel.Supermajority,
        "plurality" => label == TallyLabel.Plurality,
        "tie" or "tied" => label == TallyLabel.Tie,
        "split" or "no consensus" => label != TallyLabel.Unanimous,
        _ => label == TallyLabel.NoVerdict,
    };

    [GeneratedRegex("""^(?:option\s+)?(?<letter>[A-Z])(?:[.):]\s*|\s+[-–—]\s+|$)(?<rest>.*)$""", RegexOptions.NonBacktracking)]
    private static partial Regex Lettered();

    [GeneratedRegex(
        """\bI\s+(?:still\s+)?(?:maintain|keep|stand\s+by|stick\s+(?:with|to)|stay\s+with|hold\s+to|remain\s+with)\b[^.!?\n]{0,80}"""
        + """|\bmy\s+(?:vote|position|answer)\s+(?:is|remains)\s+unchanged\b""",
        RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Unmoved();

    [GeneratedRegex("""^\W*(?:abstain\w*|abstention|no vote|none|n/a)?\W*$""", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Abstains();

    // "… — Model" and "… (Model)" at the end of a line: a name of at most five words.
    [GeneratedRegex("""(?:["”.!?]\s*[—–-]\s*|\(\s*(?:by\s+)?)(?<name>[A-Z][\w.\-]*(?:\s+[A-Z0-9][\w.\-]*){0,4})\s*\)?\s*$""", RegexOptions.NonBacktracking)]
    private static partial Regex Attribution();

    [GeneratedRegex(
        """^\W*(?:for\s+)?["“]?(?<option>[^:"”(—–]{1,120}?)["”]?\s*(?:\([^)]*\)\s*)?[:—–]""",
        RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex ForOption();
}
