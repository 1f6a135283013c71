using System.Globalization;
using System.Text.Json.Nodes;
using Roundtable.Workspace.Documents;

namespace Roundtable.Workspace.Canaries;

/// <summary>Canaries as JSON.</summary>
public static class CanaryJson
{
    /// <summary>One with its proof.</summary>
    public static JsonObject Of(OpenedCanary opened) => new()
    {
        ["number"] = opened.Number,
        ["text"] = opened.Text,
        ["salt"] = opened.Salt,
        ["commitment"] = opened.Commitment,
        ["leaf"] = opened.Leaf,
        ["time"] = Time(opened),
    };

    /// <summary>Those of a corpus: where they are, and each with its proof.</summary>
    public static JsonObject Of(FoundCanaries canaries) => new()
    {
        ["rows"] = canaries.Sightings.Lines,
        ["found"] = Document.Array(canaries.Sightings.Found, s => new JsonObject { ["file"] = s.File, ["row"] = s.Line, ["canary"] = s.Number }),
        ["opened"] = Document.Array(canaries.Opened, Of),
    };

    /// <summary>When a canary's commitment was recorded.</summary>
    public static string Time(OpenedCanary opened) => Time(opened.Time);

    /// <summary>A moment as it is written in JSON.</summary>
    public static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
