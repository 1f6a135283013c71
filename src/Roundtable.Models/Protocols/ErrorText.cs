using System.Text.Json;

namespace Roundtable.Models.Protocols;

/// <summary>The words of an error: a sentence, a list of what is wrong with which field, or one of these as JSON within a string.</summary>
internal static class ErrorText
{
    /// <summary>The words; null where the error has none.</summary>
    /// <param name="error">The error.</param>
    public static string? Of(JsonElement error) => Words(error.Member("message")) ?? Words(error.Member("detail"));

    private static string? Words(JsonElement? said) => said switch
    {
        { ValueKind: JsonValueKind.String } text => Nested(text.AsText()),
        { ValueKind: JsonValueKind.Object } inner => Words(inner.Member("detail")) ?? Words(inner.Member("message")),
        { ValueKind: JsonValueKind.Array } list => string.Join(' ', list.Items().Select(Field)),
        _ => null,
    };

    /// <summary>FastAPI's shape, which several servers are built on: the place of a field, and what is wrong with it.</summary>
    private static string Field(JsonElement fault)
    {
        var place = string.Join('.', (fault.Member("loc")?.Items() ?? []).Select(l => l.AsText() ?? l.GetRawText()).Where(l => l != "body"));
        var what = fault.Text("msg") ?? "";
        return place.Length == 0 ? what : $"{place}: {what}.";
    }

    private static string? Nested(string? text)
    {
        if (text is not ['{', ..])
        {
            return text;
        }

        try
        {
            using var document = JsonDocument.Parse(text);
            return document.RootElement.Member("error") is { ValueKind: JsonValueKind.Object } inner ? Of(inner) ?? text : Of(document.RootElement) ?? text;
        }
        catch (JsonException)
        {
            return text;
        }
    }
}
