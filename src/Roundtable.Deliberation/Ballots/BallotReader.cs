using System.Globalization;
using System.Text.Json;

namespace Roundtable.Deliberation.Ballots;

/// <summary>Parses a ballot from a model's answer: lenient about wrapping, strict about meaning. It throws for no text.</summary>
public static class BallotReader
{
    /// <summary>Parses <paramref name="text"/> as an answer to <paramref name="form"/>.</summary>
    /// <param name="text">The answer as recorded.</param>
    /// <param name="form">What was asked.</param>
    /// <param name="refused">Whether the provider's API reported a refusal.</param>
    public static BallotAnswer Read(string text, BallotForm form, bool refused)
    {
        if (AnswerJson.Find(text, out var error) is not { } json)
        {
            return refused || RefusalPhrases.Recognise(text)
                ? new BallotAnswer(new Choice.Refusal(), text.Trim())
                : new BallotAnswer(new Choice.Unparsed(text.AsSpan().Trim().IsEmpty ? "it is empty." : error));
        }

        var reasoning = Text(json, "reasoning") ?? "";
        var choice = ReadChoice(json, form, ref error);
        return choice is null
            ? new BallotAnswer(new Choice.Unparsed(error), reasoning)
            : new BallotAnswer(
                choice,
                reasoning.Length == 0 && choice is Choice.Objection { Why: var why } ? why : reasoning,
                Confidence(json),
                Argument(json, "moved_by", form),
                Argument(json, "answers", form));
    }

    private static Choice? ReadChoice(JsonElement json, BallotForm form, ref string error)
    {
        var said = Scalar(json, "choice") ?? Scalar(json, "vote");
        switch (said?.ToLowerInvariant())
        {
            case "abstain" or "abstention":
                return new Choice.Abstention();
            case "object" or "objection":
                return new Choice.Objection(Text(json, "objection") ?? Text(json, "reasoning") ?? "");
        }

        return form.Question.IsOpen ? ReadPosition(json, said, ref error) : ReadVote(json, said, form, ref error);
    }

    private static Choice.Position? ReadPosition(JsonElement json, string? said, ref string error)
    {
        var position = Text(json, "position") ?? (said is null or "answer" ? null : said);
        if (position is null)
        {
            error = "\"position\" is missing: state your answer in one sentence.";
            return null;
        }

        return new Choice.Position(position);
    }

    private static Choice.Vote? ReadVote(JsonElement json, string? said, BallotForm form, ref string error)
    {
        if (said is null || Option(said, form) is not { } option)
        {
            error = said is null
                ? "\"choice\" is missing."
                : $"\"choice\" is \"{Short(said)}\", but must be \"1\" to \"{form.Shown.Count}\", \"abstain\" or \"object\".";
            return null;
        }

        var ranking = Options(json, "ranking", form);
        if (form.Ranked && (ranking is null || ranking.Count != form.Shown.Count || ranking[0] != option))
        {
            error = $"\"ranking\" must name all {form.Shown.Count} options once each, your choice first.";
            return null;
        }

        return new Choice.Vote(option, form.Ranked ? ranking : null, Options(json, "acceptable", form));
    }

    /// <summary>The option that is named by the number under which it was shown, or by its text.</summary>
    private static int? Option(string said, BallotForm form)
    {
        var digits = said.AsSpan().Trim().TrimStart("Optionoption [#").TrimEnd(" ].:");
        if (int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return number >= 1 && number <= form.Shown.Count ? form.Shown[number - 1] : null;
        }

        var words = said.Trim();
        for (var i = 0; i < form.Question.Options.Count; i++)
        {
            if (string.Equals(form.Question.Options[i].Trim(), words, StringComparison.OrdinalIgnoreCase))
            {
                return i;
            }
        }

        return null;
    }

    private static List<int>? Options(JsonElement json, string name, BallotForm form)
    {
        if (!json.TryGetProperty(name, out var array) || array.ValueKind != JsonValueKind.Array)
        {
            return null;
        }

        List<int> options = [];
        foreach (var item in array.EnumerateArray())
        {
            if (Scalar(item) is { } said && Option(said, form) is { } option && !options.Contains(option))
            {
                options.Add(option);
            }
        }

        return options.Count == 0 ? null : options;
    }

    private static string? Argument(JsonElement json, string name, BallotForm form)
    {
        var digits = Scalar(json, name).AsSpan().Trim().TrimStart("Argumentargument #");
        return int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number >= 1
            && number <= form.Arguments.Count
            ? form.Arguments[number - 1].Id
            : null;
    }

    private static double? Confidence(JsonElement json)
    {
        if (!double.TryParse(Scalar(json, "confidence")?.TrimEnd('%'), NumberStyles.Float, CultureInfo.InvariantCulture, out var value))
        {
            return null;
        }

        var share = value is > 1 and <= 100 ? value / 100 : value;
        return share is >= 0 and <= 1 ? share : null;
    }

    private static string? Text(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && Scalar(value) is { } text ? text : null;

    private static string? Scalar(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) ? Scalar(value) : null;

    private static string? Scalar(JsonElement value)
    {
        try
        {
            var text = value.ValueKind switch
            {
                JsonValueKind.String => value.GetString()!.Trim(),
                JsonValueKind.Number => value.GetRawText(),
                _ => null,
            };
            return text is { Length: > 0 } ? text : null;
        }
        catch (InvalidOperationException)
        {
            // A lone surrogate in an escape cannot become a string.
            return null;
        }
    }

    private static string Short(string text) => text.Length <= 40 ? text : text[..40] + "…";
}
