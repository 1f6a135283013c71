using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Roundtable.Record.Entries;

namespace Roundtable.Workspace.Documents;

/// <summary>JSON for standard output.</summary>
public static class Document
{
    /// <summary>For people: a member a line, no more escapes than JSON needs.</summary>
    public static JsonSerializerOptions Indented { get; } = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>One document on one line: canonical JSON, members without a value left out of objects.</summary>
    public static string Line(JsonNode node) => Encoding.UTF8.GetString(CanonicalJson.Write(WithoutNulls(node)));

    /// <summary>An array of <paramref name="items"/>.</summary>
    public static JsonArray Array<T>(IEnumerable<T> items, Func<T, JsonNode?> node) => new([.. items.Select(node)]);

    private static JsonNode WithoutNulls(JsonNode node)
    {
        if (node is JsonObject members)
        {
            foreach (var name in members.Where(m => m.Value is null).Select(m => m.Key).ToList())
            {
                members.Remove(name);
            }

            foreach (var member in members)
            {
                WithoutNulls(member.Value!);
            }
        }
        else if (node is JsonArray items)
        {
            foreach (var item in items.OfType<JsonNode>())
            {
                WithoutNulls(item);
            }
        }

        return node;
    }
}
