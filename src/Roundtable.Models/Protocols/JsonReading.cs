using System.Text.Json;

namespace Roundtable.Models.Protocols;

/// <summary>Reads JSON that others wrote: what is missing or of another kind is null, never an exception.</summary>
internal static class JsonReading
{
    extension(JsonElement element)
    {
        /// <summary>The member, or null where this is no object or has none of that name.</summary>
        public JsonElement? Member(string name) =>
            element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var member) ? member : null;

        /// <summary>The member's text, or null where it is no string.</summary>
        public string? Text(string name) => element.Member(name) is { ValueKind: JsonValueKind.String } member ? member.GetString() : null;

        /// <summary>The member as a whole number of 0 or more, or null.</summary>
        public long? Count(string name) =>
            element.Member(name) is { ValueKind: JsonValueKind.Number } member && member.TryGetInt64(out var count) && count >= 0 ? count : null;

        /// <summary>The elements, or none where this is no array.</summary>
        public IEnumerable<JsonElement> Items() => element.ValueKind == JsonValueKind.Array ? element.EnumerateArray() : [];
    }
}
