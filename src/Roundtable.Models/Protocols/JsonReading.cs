using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Roundtable.Models.Protocols;

/// <summary>Reads JSON that others wrote: what is missing or of another kind is null, never an exception.</summary>
internal static class JsonReading
{
    extension(JsonElement element)
    {
        /// <summary>The member, or null where this is no object or has none of that name.</summary>
        public JsonElement? Member(string name)
        {
            try
            {
                return element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var member) ? member : null;
            }
            catch (InvalidOperationException)
            {
                return AmongOddNames(element, name);
            }
        }

        /// <summary>The member's text, or null where it is no string.</summary>
        public string? Text(string name) => element.Member(name)?.AsText();

        /// <summary>The text, or null where this is no string.</summary>
        public string? AsText()
        {
            if (element.ValueKind != JsonValueKind.String)
            {
                return null;
            }

            try
            {
                return element.GetString();
            }
            catch (InvalidOperationException)
            {
                return Unescape(element.GetRawText().AsSpan()[1..^1]);
            }
        }

        /// <summary>The member as a whole number of 0 or more, or null.</summary>
        /// <remarks>Some servers count in floating point: 12.0 is 12.</remarks>
        public long? Count(string name) =>
            element.Amount(name) is { } amount && amount <= long.MaxValue && amount == decimal.Truncate(amount) ? (long)amount : null;

        /// <summary>The member as a number of 0 or more, or null.</summary>
        public decimal? Amount(string name) =>
            element.Member(name) is { ValueKind: JsonValueKind.Number } member && member.TryGetDecimal(out var amount) && amount >= 0 ? amount : null;

        /// <summary>The elements, or none where this is no array.</summary>
        public IEnumerable<JsonElement> Items() => element.ValueKind == JsonValueKind.Array ? element.EnumerateArray() : [];
    }

    /// <summary>A member of an object in which some name is no text, and so is not this one.</summary>
    private static JsonElement? AmongOddNames(JsonElement element, string name)
    {
        JsonElement? found = null;
        foreach (var member in element.EnumerateObject())
        {
            try
            {
                found = member.NameEquals(name) ? member.Value : found;
            }
            catch (InvalidOperationException)
            {
            }
        }

        return found;
    }

    /// <summary>
    /// Half of a surrogate pair cannot be read as a string, but streams are cut anywhere and send one half with each event. Here it is kept, and the
    /// halves meet again where the pieces are put together.
    /// </summary>
    private static string Unescape(ReadOnlySpan<char> raw)
    {
        var text = new StringBuilder(raw.Length);
        for (var i = 0; i < raw.Length; i++)
        {
            if (raw[i] != '\\')
            {
                text.Append(raw[i]);
                continue;
            }

            i++;
            if (raw[i] == 'u')
            {
                text.Append((char)ushort.Parse(raw.Slice(i + 1, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));
                i += 4;
            }
            else
            {
                text.Append(raw[i] switch { 'b' => '\b', 'f' => '\f', 'n' => '\n', 'r' => '\r', 't' => '\t', var same => same });
            }
        }

        return text.ToString();
    }
}
