using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Roundtable.Workspace.Sets.Sources;

/// <summary>Texts of JSON that somebody else wrote.</summary>
internal static class JsonTexts
{
    /// <summary>Whether a text is a JSON object.</summary>
    public static bool IsObject(string text)
    {
        try
        {
            return JsonElement.Parse(text).ValueKind == JsonValueKind.Object;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>A string of JSON. Half a surrogate pair becomes U+FFFD: no encoding of Unicode has a place for it.</summary>
    public static string String(JsonElement json)
    {
        try
        {
            return json.GetString() ?? throw new FormatException("A text is null.");
        }
        catch (InvalidOperationException) when (json.ValueKind == JsonValueKind.String)
        {
            return WithoutHalves(json.GetRawText());
        }
    }

    private static string WithoutHalves(string raw)
    {
        var text = new StringBuilder(raw);
        for (var at = 0; at + 5 < text.Length; at++)
        {
            if (text[at] != '\\')
            {
                continue;
            }

            if (text[at + 1] == 'u' && Unit(text, at) is { } unit && char.IsSurrogate(unit))
            {
                if (char.IsHighSurrogate(unit) && at + 11 < text.Length && text[at + 6] == '\\' && text[at + 7] == 'u' && Unit(text, at + 6) is { } low
                    && char.IsLowSurrogate(low))
                {
                    at += 11;
                    continue;
                }

                text.Remove(at + 2, 4).Insert(at + 2, "fffd");
                at += 5;
            }
            else
            {
                at++;
            }
        }

        return JsonElement.Parse(text.ToString()).GetString()!;
    }

    private static char? Unit(StringBuilder text, int at) =>
        ushort.TryParse(text.ToString(at + 2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var unit) ? (char)unit : null;
}
