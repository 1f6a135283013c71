using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Roundtable.Deliberation.Ballots;

/// <summary>
/// Reads a JSON object as models write it where no schema binds them: line breaks and LaTeX in strings, quotation marks inside quotation marks, typographic
/// or single marks, trailing commas, comments, Python's <c>None</c>. Strict JSON is read as such; leniency begins where that fails, and ends where two
/// readings are possible: then there is no object.
/// </summary>
internal static class LenientJson
{
    private const int MaxDepth = 32;
    private const int MaxKeyLength = 60;

    private static readonly JsonDocumentOptions _options = new()
    {
        AllowTrailingCommas = true,
        CommentHandling = JsonCommentHandling.Skip,
        MaxDepth = MaxDepth,
    };

    /// <summary>Reads the object that begins with the brace at <paramref name="start"/>.</summary>
    /// <param name="text">The text.</param>
    /// <param name="start">Index of the brace.</param>
    /// <param name="budget">What may still be read of the text, over all attempts.</param>
    /// <param name="end">The index after the object, where there is one.</param>
    /// <param name="error">What is wrong, as a clause that follows "it could not be read:".</param>
    public static JsonElement? Read(string text, int start, Budget budget, out int end, out string error)
    {
        error = "";
        end = Strict.End(text, start, budget);
        if (end > 0)
        {
            try
            {
                using var document = JsonDocument.Parse(text.AsMemory(start, end - start), _options);
                return document.RootElement.Clone();
            }
            catch (JsonException e)
            {
                error = $"its JSON is malformed at line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}.";
            }
        }

        if (budget.IsSpent)
        {
            error = "it holds too many braces that do not close.";
            return null;
        }

        var buffer = new ArrayBufferWriter<byte>(256);
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { SkipValidation = true }))
        {
            var reader = new Reader(text, start, budget, json);
            if (!reader.Object(0))
            {
                error = error.Length > 0 && !reader.AtEnd ? error
                    : reader.AtEnd ? "its JSON object is not closed."
                    : $"its JSON is malformed at character {reader.At - start + 1}.";
                end = -1;
                return null;
            }

            end = reader.At;
        }

        try
        {
            using var document = JsonDocument.Parse(buffer.WrittenMemory);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            error = "its JSON is malformed.";
            return null;
        }
    }

    /// <summary>Bounds the work on a text whose braces do not close: each of them is tried once, and only so many characters are looked at in all.</summary>
    /// <param name="length">Length of the text.</param>
    internal sealed class Budget(int length)
    {
        private long _left = (64L * length) + 1_000_000;

        /// <summary>Whether nothing is left.</summary>
        public bool IsSpent => _left <= 0;

        /// <summary>Takes one character; false where nothing is left.</summary>
        public bool Take() => --_left > 0;
    }

    private static class Strict
    {
        /// <summary>The index after the brace that closes the one at <paramref name="start"/>, or −1.</summary>
        public static int End(string text, int start, Budget budget)
        {
            var depth = 0;
            var quoted = false;
            for (var i = start; i < text.Length && budget.Take(); i++)
            {
                var c = text[i];
                if (quoted)
                {
                    i += c == '\\' ? 1 : 0;
                    quoted = c != '"';
                }
                else if (c == '"')
                {
                    quoted = true;
                }
                else if (c == '{')
                {
                    depth++;
                }
                else if (c == '}' && --depth == 0)
                {
                    return i + 1;
                }
            }

            return -1;
        }
    }

    private sealed class Reader(string text, int start, Budget budget, Utf8JsonWriter json)
    {
        public int At { get; private set; } = start;

        public bool AtEnd => At >= text.Length;

        private char Here => At < text.Length ? text[At] : '\0';

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
                case var c when Marks.Closing(c) is { } closing:
                    return String(closing, close);
                default:
                    return Scalar();
            }
        }

        private string? Key()
        {
            var key = KeyAt(text, At, out var after);
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
                    if (word.Length is > 0 and <= MaxKeyLength && After(At) is var next && next < text.Length && text[next] is (',' or '}' or ']'))
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
                    Escape(value);
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

        /// <summary>Reads an escape; a backslash that begins none is LaTeX or a path, and stays.</summary>
        private void Escape(StringBuilder value)
        {
            var next = At + 1 < text.Length ? text[At + 1] : '\0';
            if (next == 'u' && At + 6 <= text.Length
                && ushort.TryParse(text.AsSpan(At + 2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var unit))
            {
                value.Append((char)unit);
                At += 6;
                return;
            }

            // Nobody means a form feed or a backspace: \frac and \beta do not begin with one.
            var letter = At + 2 < text.Length && char.IsAsciiLetterLower(text[At + 2]);
            value.Append(next switch
            {
                'n' => "\n",
                't' => "\t",
                'r' => "",
                'f' or 'b' when !letter => "",
                '"' or '\'' or '\\' or '/' => next.ToString(),
                '\0' => "\\",
                _ => $"\\{next}",
            });
            At += next == '\0' ? 1 : 2;
        }

        /// <summary>Whether what follows a mark shows that it ends a string: the end of what the string stands in, or a comma and the next thing in it.</summary>
        private bool GoesOn(int at, char close)
        {
            at = After(at);
            if (at >= text.Length || text[at] == close)
            {
                return at < text.Length;
            }

            if (text[at] != ',')
            {
                return false;
            }

            at = After(at + 1);
            return at < text.Length
                && (text[at] == close || (close == '}' ? KeyAt(text, at, out _) is not null : Marks.Closing(text[at]) is not null || text[at] is '{' or '['
                    || char.IsAsciiDigit(text[at])));
        }

        private void Space() => At = After(At);

        private int After(int at)
        {
            while (at < text.Length)
            {
                if (char.IsWhiteSpace(text[at]))
                {
                    at++;
                }
                else if (text.AsSpan(at).StartsWith("//") || text.AsSpan(at).StartsWith("/*"))
                {
                    var block = text[at + 1] == '*';
                    var stop = text.IndexOf(block ? "*/" : "\n", at + 2, StringComparison.Ordinal);
                    at = stop < 0 ? text.Length : stop + (block ? 2 : 1);
                }
                else
                {
                    break;
                }
            }

            return at;
        }

        private string? KeyAt(string source, int at, out int after)
        {
            after = at;
            if (at >= source.Length)
            {
                return null;
            }

            int from, to;
            if (Marks.Closing(source[at]) is { } closing)
            {
                from = at + 1;
                to = source.AsSpan(from, Math.Min(MaxKeyLength, source.Length - from)).IndexOfAny(closing) is >= 0 and var length ? from + length : -1;
                after = to + 1;
            }
            else
            {
                from = to = at;
                while (to < source.Length && to - from < MaxKeyLength && (char.IsAsciiLetterOrDigit(source[to]) || source[to] == '_'))
                {
                    to++;
                }

                after = to;
            }

            if (to <= from || source.AsSpan(from, to - from).IndexOfAny("\r\n{}[],:") >= 0)
            {
                return null;
            }

            after = After(after);
            if (after >= source.Length || source[after] != ':')
            {
                return null;
            }

            after++;
            return source[from..to];
        }

        private static string Whole(string value) => string.Concat(value.EnumerateRunes());
    }

    private static class Marks
    {
        /// <summary>The marks that may close a string or key that <paramref name="open"/> opens; null where it opens none.</summary>
        public static string? Closing(char open) => open switch
        {
            '"' => "\"",
            '\'' => "'",
            '\u201C' or '\u201D' or '\u201E' or '\u201F' => "\u201C\u201D\u201F\"",
            '\u2018' or '\u2019' => "\u2018\u2019'",
            _ => null,
        };
    }
}
