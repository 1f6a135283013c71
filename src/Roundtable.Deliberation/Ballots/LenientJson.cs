using System.Buffers;
using System.Text.Json;

namespace Roundtable.Deliberation.Ballots;

/// <summary>
/// Reads a JSON object as models write it where no schema binds them: line breaks and LaTeX in strings, quotation marks inside quotation marks, typographic
/// or single marks, trailing commas, comments, Python's <c>None</c>. Strict JSON is read as such; leniency begins where that fails, and ends where two
/// readings are possible: then there is no object.
/// </summary>
internal static class LenientJson
{
    private const int MaxDepth = LenientJsonReader.MaxDepth;

    private static readonly JsonDocumentOptions _options = new()
    {
        AllowTrailingCommas = true,
        MaxDepth = MaxDepth,
    };

    /// <summary>Reads the object that begins with the brace at <paramref name="start"/>.</summary>
    /// <param name="text">The text.</param>
    /// <param name="start">Index of the brace.</param>
    /// <param name="budget">What may still be read of the text, over all attempts.</param>
    /// <param name="strict">Whether it is JSON as its specification has it, trailing commas aside.</param>
    /// <param name="end">The index after the object, where there is one.</param>
    /// <param name="error">What is wrong, as a clause that follows "it could not be read:".</param>
    public static JsonElement? Read(string text, int start, Budget budget, out bool strict, out int end, out string error)
    {
        strict = false;
        error = "";
        end = BraceEnd(text, start, budget);
        if (end > 0)
        {
            try
            {
                using var document = JsonDocument.Parse(text.AsMemory(start, end - start), _options);
                strict = true;
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
            var reader = new LenientJsonReader(text, start, budget, json);
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

    /// <summary>The index after the brace that closes the one at <paramref name="start"/>, by the rules of strict JSON; or −1.</summary>
    /// <param name="text">The text.</param>
    /// <param name="start">Index of the brace.</param>
    /// <param name="budget">What may still be looked at; null for all of the text.</param>
    public static int BraceEnd(string text, int start, Budget? budget)
    {
        var depth = 0;
        var quoted = false;
        for (var i = start; i < text.Length && budget?.Take() != false; i++)
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
