using System.Text.Json;

namespace Roundtable.SentenceVectors.Folders;

/// <summary>Members of JSON that others wrote: what is missing or of another kind is null.</summary>
internal static class JsonMembers
{
    /// <summary>A member that is an object; null where it is none.</summary>
    public static JsonElement? Object(this JsonElement json, string name) => json.Member(name, JsonValueKind.Object);

    /// <summary>The items of a member that is an array; none where it is none.</summary>
    public static IEnumerable<JsonElement> Items(this JsonElement json, string name) => json.Member(name, JsonValueKind.Array)?.EnumerateArray() ?? [];

    /// <summary>A member that is a text; null where it is none.</summary>
    public static string? Text(this JsonElement json, string name) => json.Member(name, JsonValueKind.String)?.GetString();

    /// <summary>A member that is a whole number; null where it is none, or one beyond 32 bits.</summary>
    public static int? Number(this JsonElement json, string name) =>
        json.Member(name, JsonValueKind.Number) is { } number && number.TryGetInt32(out var value) ? value : null;

    /// <summary>A member that is true or false; null where it is neither.</summary>
    public static bool? Flag(this JsonElement json, string name) => json.Member(name, JsonValueKind.True) is not null ? true
        : json.Member(name, JsonValueKind.False) is not null ? false : null;

    /// <summary>A token as files of tokenizers write it: a text, or an object with its <c>content</c>.</summary>
    public static string? Token(this JsonElement json, string name) => json.Text(name) ?? json.Object(name)?.Text("content");

    private static JsonElement? Member(this JsonElement json, string name, JsonValueKind kind) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var member) && member.ValueKind == kind ? member : null;
}
