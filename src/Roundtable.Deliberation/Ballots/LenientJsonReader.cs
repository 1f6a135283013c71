using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Roundtable.Deliberation.Ballots;

/// <summary>One reading of one object by the lenient grammar, written on as strict JSON.</summary>
/// <param name="text">The text.</param>
/// <param name="start">Index of the object's brace.</param>
/// <param name="budget">What may still be read of the text.</param>
/// <param name="json">Where the object is written.</param>
internal sealed class LenientJsonReader(string text, int start, LenientJson.Budget budget, Utf8JsonWriter json)
{
    /// <summary>How deep objects and arrays may stand in each other.</summary>
    public const int MaxDepth = 32;

    /// <summary>The index of the next character to be read.</summary>
    public int At { get; private set; } = start;

    /// <summary>Whether the text is over.</summary>
    public bool AtEnd => At >= text.Length;

    private char Here => At < text.Length ? text[At] : '\0';

    /// <summary>Reads the object; false where it is none that can be read in one way only.</summary>
    public bool Object(int depth)
    {
        if (depth >= MaxDepth)
        {
            return false;
        }

        json.WriteStartObject();
        At++;
        while (true)
        {
            Space();
            if (Here == '}')
            {
                At++;
                json.WriteEndObject();
                return true;
            }

            if (Key() is not { } key)
            {
                return false;
            }

            json.WritePropertyName(key);
            if (!Value(depth + 1, '}') || !Separator('}'))
            {
                return false;
            }
        }
    }

    private bool Array(int depth)
    {
        if (depth >= MaxDepth)
        {
            return false;
        }

        json.WriteStartArray();
        At++;
        while (true)
        {
            Space();
            if (Here == ']')
            {
                At++;
                json.WriteEndArray();
                return true;
            }

            if (!Value(depth + 1, ']') || !Separator(']'))
            {
                return false;
            }
        }
    }

    /// <summary>Passes the comma after a value; true before the end of what the value stands in, too.</summary>
    private bool Separator(char close)
    {
        Space();
        if (Here == ',')
        {
            At++;
            return true;
        }

        return Here == close;
    }

    private bool Value(int depth, char close)
    {
        Space();
        switch (Here)
        {
            case '{':
                return Object(depth);
            case '[':
                return Array(depth);
            case var c when LenientTokens.Closing(c) is { } closing:
                return String(closing, close);
            default:
                return Scalar();
        }
    }

    private string? Key()
    {
        var key = LenientTokens.Key(text, At, out var after);
        At = key is null ? At : after;
        return key;
    }

    private bool Scalar()
    {
        var from = At;
        while (At < text.Length && budget.Take() && (char.IsAsciiLetterOrDigit(Here) || Here is '-' or '+' or '.' or '_'))
        {
            At++;
        }

        var word = text[from..At];
        switch (word)
        {
            case "true" or "True":
                json.WriteBooleanValue(true);
                return true;
            case "false" or "False":
                json.WriteBooleanValue(false);
                return true;
            case "null" or "None" or "undefined" or "NaN":
                json.WriteNullValue();
                return true;
            default:
                if (decimal.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
                {
                    json.WriteNumberValue(number);
                    return true;
                }

                // A word without marks is a text where the next thing follows on it.
                if (word.Length is > 0 and <= LenientTokens.MaxKeyLength
                    && LenientTokens.AfterSpace(text, At) is var next && next < text.Length && text[next] is (',' or '}' or ']'))
                {
                    json.WriteStringValue(word);
                    return true;
                }

                At = from;
                return false;
        }
    }

    /// <summary>A string up to a mark after which the object goes on: marks before that are part of it.</summary>
    private bool String(string closing, char close)
    {
        At++;
        var value = new StringBuilder();
        while (At < text.Length && budget.Take())
        {
            var c = Here;
            if (c == '\\')
            {
                At = LenientTokens.Unescape(text, At, value);
            }
            else if (closing.Contains(c, StringComparison.Ordinal) && GoesOn(At + 1, close))
            {
                At++;
                json.WriteStringValue(Whole(value.ToString()));
                return true;
            }
            else
            {
                if (!char.IsControl(c) || c is '\n' or '\t')
                {
                    value.Append(c);
                }

                At++;
            }
        }

        return false;
    }

    /// <summary>Whether what follows a mark shows that it ends a string: the end of what the string stands in, or a comma and the next thing in it.</summary>
    private bool GoesOn(int at, char close)
    {
        at = LenientTokens.AfterSpace(text, at);
        if (at >= text.Length || text[at] == close)
        {
            return at < text.Length;
        }

        if (text[at] != ',')
        {
            return false;
        }

        at = LenientTokens.AfterSpace(text, at + 1);
        return at < text.Length && (text[at] == close || (close == '}' ? LenientTokens.Key(text, at, out _) is not null : BeginsItem(text[at])));
    }

    private static bool BeginsItem(char c) => LenientTokens.Closing(c) is not null || c is '{' or '[' || char.IsAsciiDigit(c);

    private void Space() => At = LenientTokens.AfterSpace(text, At);

    private static string Whole(string value) => string.Concat(value.EnumerateRunes());
}
