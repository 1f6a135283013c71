using System.Text.Json;

namespace Roundtable.Workspace.Calls;

/// <summary>What the document of an exchange tells.</summary>
internal sealed record CallFacts(string? Upstream, string? Caller, string? Use, string? Path, long? Status, string? Cut)
{
    private static CallFacts None { get; } = new(null, null, null, null, null, null);

    public static CallFacts Of(byte[]? document)
    {
        if (document is null)
        {
            return None;
        }

        try
        {
            var root = JsonElement.Parse(document);
            return new CallFacts(
                Text("upstream"), Text("caller"), Text("use"), Text("path"), root.TryGetProperty("status", out var s) ? s.GetInt64() : null, Text("cut"));

            string? Text(string name) => root.TryGetProperty(name, out var value) ? value.GetString() : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException)
        {
            return None;
        }
    }
}
