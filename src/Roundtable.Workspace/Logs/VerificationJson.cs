using System.Text.Json.Nodes;
using Roundtable.Record.Verifying;

namespace Roundtable.Workspace.Logs;

/// <summary>What a verification found, as JSON.</summary>
public static class VerificationJson
{
    /// <summary>As one document.</summary>
    public static JsonObject Of(Verification found) => new()
    {
        ["ok"] = found.Damage is null,
        ["leaves"] = found.Leaves,
        ["notRead"] = found.NotRead > 0 ? found.NotRead : null,
        ["root"] = found.Root.ToString(),
        ["contents"] = found.Contents,
        ["erased"] = found.Erased,
        ["unnamed"] = found.Unnamed is > 0 ? found.Unnamed : null,
        ["unfinished"] = found.Unfinished is > 0 ? found.Unfinished : null,
        ["simulated"] = found.Simulated,
        ["signedBy"] = found.SignedBy?.ToString(),
        ["cosignedBy"] = found.CosignedBy is { } witnesses ? new JsonArray([.. witnesses.Select(w => (JsonNode)w)]) : null,
        ["damage"] = found.Damage is not { } damage ? null : new JsonObject
        {
            ["file"] = damage.File,
            ["offset"] = damage.Offset,
            ["leaf"] = damage.Leaf,
            ["problem"] = damage.Problem,
        },
    };
}
