using System.Globalization;
using System.Text.Json.Nodes;
using Roundtable.Record.Verifying;

namespace Roundtable.Cli.Verify;

/// <summary>What a verification found, in words and as JSON.</summary>
internal static class VerificationText
{
    /// <summary>How many leaves, contents and erased contents.</summary>
    public static string Counts(Verification found) =>
        $"{Leaves(found)}, {Count(found.Contents, "content", "contents")}"
        + (found.Erased > 0 ? string.Create(CultureInfo.InvariantCulture, $", {found.Erased:N0} erased") : "");

    /// <summary>That no model said some or all of it, as a sentence with a space before it; nothing where that is not so.</summary>
    public static string Simulated(Verification found) => found.Simulated == 0 ? ""
        : string.Create(
            CultureInfo.InvariantCulture,
            $" {(found.Simulated == 1 ? "1 leaf is" : $"{found.Simulated:N0} leaves are")} SIMULATED: a rehearsal panel spoke, no model.");

    /// <summary>How many leaves.</summary>
    public static string Leaves(Verification found) => Count(found.Leaves, "leaf", "leaves");

    /// <summary>The same as one document.</summary>
    public static JsonObject Json(Verification found) => new()
    {
        ["ok"] = found.Damage is null,
        ["leaves"] = found.Leaves,
        ["root"] = found.Root.ToString(),
        ["contents"] = found.Contents,
        ["erased"] = found.Erased,
        ["simulated"] = found.Simulated,
        ["signedBy"] = found.SignedBy?.ToString(),
        ["damage"] = found.Damage is not { } damage ? null : new JsonObject
        {
            ["file"] = damage.File,
            ["offset"] = damage.Offset,
            ["leaf"] = damage.Leaf,
            ["problem"] = damage.Problem,
        },
    };

    private static string Count(long number, string one, string many) =>
        string.Create(CultureInfo.InvariantCulture, $"{number:N0} {(number == 1 ? one : many)}");
}
