using System.Globalization;
using System.Text.Json;

namespace Roundtable.Deliberation.Ballots;

/// <summary>
/// Parses a ballot from a model's answer: lenient about wrapping, strict about meaning. It throws for no text. Thinking is no part of the answer; an answer
/// that was cut is no vote, and neither is one that can mean two options.
/// </summary>
public static class BallotReader
{
    /// <summary>Parses <paramref name="text"/> as an answer to <paramref name="form"/>.</summary>
    /// <param name="text">The answer as recorded.</param>
    /// <param name="form">What was asked.</param>
    /// <param name="refused">Whether the provider's API reported a refusal: its own signal decides before any word of the answer.</param>
    /// <param name="cut">Whether the provider's API reported that a limit of tokens cut the answer.</param>
    public static BallotAnswer Read(string text, BallotForm form, bool refused, bool cut = false)
    {
        var scan = AnswerScan.Of(text);
        if (refused)
        {
            return new BallotAnswer(new Choice.Refusal(), scan.Answer);
        }

        if (cut)
        {
            return new BallotAnswer(new Choice.Unparsed("a limit of tokens cut it off before it was complete."));
        }

        if (scan.Find(AnswerMembers.WithChoice, "choice", "reasoning", out var error) is not { } json)
        {
            return RefusalPhrases.Recognise(scan.Answer) && !SpokenChoice.IsIn(scan.Answer, form.Question.Options)
                ? new BallotAnswer(new Choice.Refusal(), scan.Answer)
                : new BallotAnswer(new Choice.Unparsed(text.AsSpan().Trim().IsEmpty ? "it is empty." : error));
        }

        var members = new AnswerMembers(json);
        var reasoning = members.Text("reasoning") ?? "";
        var choice = ReadChoice(members, form, ref error);
        return choice is not null
            ? new BallotAnswer(
                choice,
                reasoning.Length == 0 && choice is Choice.Objection { Why: var why } ? why : reasoning,
                StatedConfidence.Read(members.Scalar("confidence")),
                Argument(members.Scalar("moved_by"), form),
                Argument(members.Scalar("answers"), form))
            : Said(members.Choice(out _)).Count == 0 && RefusalPhrases.Recognise(reasoning) && !SpokenChoice.IsIn(reasoning, form.Question.Options)
            ? new BallotAnswer(new Choice.Refusal(), reasoning)
            : new BallotAnswer(new Choice.Unparsed(error), reasoning);
    }

    private static Choice? ReadChoice(AnswerMembers members, BallotForm form, ref string error)
    {
        var value = members.Choice(out var twice);
        var said = Said(value);
        if (twice || said.Count > 1)
        {
            error = "its \"choice\" names more than one.";
            return null;
        }

        switch (Word(said.FirstOrDefault(), form.Keys))
        {
            case Reserved.Abstain:
                return new Choice.Abstention();
            case Reserved.Object:
                return new Choice.Objection(members.Text("objection") ?? members.Text("reasoning") ?? "");
            default:
                return form.Question.IsOpen
                    ? ReadPosition(members, said.FirstOrDefault(), ref error)
                    : ReadVote(members, said.FirstOrDefault(), form, ref error);
        }
    }

    private static Choice.Position? ReadPosition(AnswerMembers members, string? said, ref string error)
    {
        var position = members.Text("position") ?? (said is null || string.Equals(said, "answer", StringComparison.OrdinalIgnoreCase) ? null : said);
        if (position is null)
        {
            error = "\"position\" is missing: state your answer in one sentence.";
            return null;
        }

        return new Choice.Position(position);
    }

    private static Choice.Vote? ReadVote(AnswerMembers members, string? said, BallotForm form, ref string error)
    {
        if (said is null)
        {
            error = "\"choice\" is missing.";
            return null;
        }

        var reader = form.Reader();
        if (reader.Read(said, out var ambiguity) is not { } position)
        {
            var count = form.Shown.Count;
            error = ambiguity is not null
                ? $"\"choice\" is \"{Short(said)}\", which is ambiguous: it can mean {ambiguity}."
                : $"\"choice\" is \"{Short(said)}\", but must be \"{form.Keys.Key(0)}\" to \"{form.Keys.Key(count - 1)}\", "
                    + $"\"{form.Keys.Abstain}\" or \"{form.Keys.Objection}\".";
            return null;
        }

        var ranking = Options(members.Value("ranking"), form, reader);
        if (form.Ranked && (ranking is null || ranking.Count != form.Shown.Count || ranking[0] != form.Shown[position]))
        {
            error = $"\"ranking\" must name all {form.Shown.Count} options once each, your choice first.";
            return null;
        }

        return new Choice.Vote(form.Shown[position], form.Ranked ? ranking : null, Options(members.Value("acceptable"), form, reader));
    }

    /// <summary>The texts and numbers that a value holds: one as a rule; that of a list or of an object that names the option by key and words.</summary>
    private static List<string> Said(JsonElement? value) => value switch
    {
        { ValueKind: JsonValueKind.Array } list => [.. list.EnumerateArray().SelectMany(i => Said(i))],
        { ValueKind: JsonValueKind.Object } named => Named(named),
        { } one when AnswerMembers.Scalar(one) is { } text => [text],
        _ => [],
    };

    private static List<string> Named(JsonElement json)
    {
        var members = new AnswerMembers(json);
        string[] names = ["key", "letter", "option", "number", "text", "value"];
        List<string> parts = [.. names.Select(members.Scalar).OfType<string>().Distinct(StringComparer.Ordinal)];
        return parts.Count == 2 ? [$"{parts[0]}: {parts[1]}"] : parts;
    }

    /// <summary>The options of a list; null where it is none, or one thing in it names no option: half of a list is not what the seat said.</summary>
    private static List<int>? Options(JsonElement? value, BallotForm form, OptionReader reader)
    {
        if (value is not { ValueKind: JsonValueKind.Array } array)
        {
            return null;
        }

        List<int> options = [];
        foreach (var item in array.EnumerateArray())
        {
            if (Said(item) is not [var said] || reader.Read(said, out _) is not { } position)
            {
                return null;
            }

            if (!options.Contains(form.Shown[position]))
            {
                options.Add(form.Shown[position]);
            }
        }

        return options.Count == 0 ? null : options;
    }

    private static string? Argument(string? said, BallotForm form)
    {
        var digits = said.AsSpan().Trim().TrimStart("Argumentargument #[").TrimEnd(" ].");
        return decimal.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            && number == decimal.Truncate(number)
            && number >= 1
            && number <= form.Arguments.Count
            ? form.Arguments[(int)number - 1].Id
            : null;
    }

    private static Reserved Word(string? said, OptionKeys keys)
    {
        if (said is null)
        {
            return Reserved.None;
        }

        var plain = OptionText.Plain(said);
        return Is(keys.Abstain, "ABSTAIN", "ABSTENTION") ? Reserved.Abstain
            : Is(keys.Objection, "OBJECT", "OBJECTION") ? Reserved.Object
            : Reserved.None;

        bool Is(string key, string word, string noun) =>
            string.Equals(plain, key, StringComparison.OrdinalIgnoreCase) || (key.Equals(word, StringComparison.OrdinalIgnoreCase) && plain == noun);
    }

    private static string Short(string text) => text.Length <= 40 ? text : text[..40] + "…";

    private enum Reserved
    {
        None,
        Abstain,
        Object,
    }
}
