using System.Text.Json;
using Roundtable.Deliberation.Ballots;
using Roundtable.Record.Entries;

namespace Roundtable.Deliberation.Fields;

/// <summary>Finds the JSON value of an answer, and makes sure that keeping it changes nothing of it.</summary>
internal static class JsonAnswer
{
    private static readonly JsonDocumentOptions _options = new() { MaxDepth = 64, AllowDuplicateProperties = false };

    /// <summary>The value: the whole answer, or what stands in its last fence, or its one object or list; null where there is none.</summary>
    public static JsonElement? Find(string text)
    {
        var words = AnswerText.Of(text).Answer;
        return Parse(words) ?? (Fenced(words) is { } fenced ? Parse(fenced) : null) ?? Parse(Between(words, '{', '}')) ?? Parse(Between(words, '[', ']'));
    }

    /// <summary>
    /// The value in canonical form; null where it has none, is nested too deep, or holds an integer that a double does not carry exactly: a session would
    /// keep another one (RFC 8785, appendix D).
    /// </summary>
    public static JsonElement? Exact(JsonElement value, out string problem)
    {
        if (Inexact(value, 0) is { } why)
        {
            problem = why;
            return null;
        }

        try
        {
            problem = "";
            return JsonElement.Parse(CanonicalJson.Write(value));
        }
        catch (JsonException e)
        {
            problem = e.Message;
            return null;
        }
    }

    private static string? Inexact(JsonElement value, int depth) => depth > AnswerSchema.MaxDepth ? "It is nested too deep." : value.ValueKind switch
    {
        JsonValueKind.Number when value.TryGetDouble(out var number) && double.IsInteger(number) && Math.Abs(number) > (1L << 53) - 1 =>
            $"The number {value.GetRawText()[..Math.Min(40, value.GetRawText().Length)]} is too large to be kept exactly: write it as a string.",
        JsonValueKind.Object => value.EnumerateObject().Select(m => Inexact(m.Value, depth + 1)).FirstOrDefault(p => p is not null),
        JsonValueKind.Array => value.EnumerateArray().Select(v => Inexact(v, depth + 1)).FirstOrDefault(p => p is not null),
        _ => null,
    };

    private static JsonElement? Parse(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        try
        {
            using var document = JsonDocument.Parse(text, _options);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? Fenced(string words)
    {
        var close = words.LastIndexOf("```", StringComparison.Ordinal);
        var open = close < 0 ? -1 : words.LastIndexOf("```", Math.Max(0, close - 1), StringComparison.Ordinal);
        var line = open < 0 ? -1 : words.IndexOf('\n', open);
        return line > 0 && line < close ? words[line..close] : null;
    }

    private static string? Between(string words, char open, char close)
    {
        var (start, end) = (words.IndexOf(open), words.LastIndexOf(close));
        return start >= 0 && end > start ? words[start..(end + 1)] : null;
    }
}
