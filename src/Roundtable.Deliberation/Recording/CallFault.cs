using System.Text.Json;
using System.Text.Json.Nodes;
using Roundtable.Record.Entries;

namespace Roundtable.Deliberation.Recording;

/// <summary>What a failed call's leaf says besides the reason, as its document: whether the fault passes.</summary>
internal static class CallFault
{
    /// <summary>The document.</summary>
    public static byte[] Write(bool passes) => CanonicalJson.Write(new JsonObject { ["passes"] = passes });

    /// <summary>Whether the fault passes; false where the document does not say so.</summary>
    public static bool Passes(ReadOnlySpan<byte> document)
    {
        try
        {
            return JsonNode.Parse(document) is JsonObject { } fault && fault["passes"]?.GetValueKind() == JsonValueKind.True;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
