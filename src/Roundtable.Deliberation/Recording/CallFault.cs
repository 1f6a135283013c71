using System.Text.Json;
using System.Text.Json.Nodes;
using Roundtable.Record.Entries;

namespace Roundtable.Deliberation.Recording;

/// <summary>What a failed call's leaf says besides the reason, as its document.</summary>
/// <param name="Passes">Whether the fault passes.</param>
/// <param name="Lost">
/// Whether it is charged for and nobody knows how much: the answer was on its way when nobody waited for it any more, or others came before it.
/// </param>
internal sealed record CallFault(bool Passes, bool Lost = false)
{
    /// <summary>The document.</summary>
    public byte[] Write() => CanonicalJson.Write(Lost ? new JsonObject { ["lost"] = true, ["passes"] = Passes } : new JsonObject { ["passes"] = Passes });

    /// <summary>What a document says; what it leaves out is false.</summary>
    public static CallFault Read(ReadOnlySpan<byte> document)
    {
        try
        {
            var fault = JsonNode.Parse(document) as JsonObject;
            return new CallFault(Is("passes"), Is("lost"));

            bool Is(string name) => fault?[name]?.GetValueKind() == JsonValueKind.True;
        }
        catch (JsonException)
        {
            return new CallFault(false);
        }
    }
}
