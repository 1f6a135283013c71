using System.Globalization;
using System.Text.Json.Nodes;
using Roundtable.Workspace.Documents;
using Roundtable.Workspace.Sessions;

namespace Roundtable.Workspace.Search;

/// <summary>Sessions in a list, as JSON.</summary>
public static class SessionListJson
{
    /// <summary>A session in a list, as JSON.</summary>
    public static JsonObject Of(SessionLine line) => new()
    {
        ["id"] = line.Id,
        ["opened"] = line.Opened.ToString("O", CultureInfo.InvariantCulture),
        ["question"] = line.Question,
        ["label"] = line.Label,
        ["headline"] = line.Headline,
        ["votes"] = line.Votes,
        ["seats"] = line.Seats,
        ["models"] = Document.Array(line.Models, m => m),
        ["simulated"] = line.Simulated,
    };

    /// <summary>A session file that cannot be read, as JSON.</summary>
    public static JsonObject Of(StoredSession unreadable) => new() { ["id"] = unreadable.Id, ["problem"] = unreadable.Problem };
}
