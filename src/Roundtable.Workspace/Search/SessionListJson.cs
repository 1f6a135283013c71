using System.Globalization;
using System.Text.Json.Nodes;
using Roundtable.Workspace.Documents;
using Roundtable.Workspace.Sessions;

namespace Roundtable.Workspace.Search;

/// <summary>Sessions in a list, as JSON.</summary>
public static class SessionListJson
{
    /// <summary>A session in a list, as JSON.</summary>
    public static JsonObject Of(SessionLine line)
    {
        var json = new JsonObject
        {
            ["id"] = line.Id,
            ["opened"] = line.Opened.ToString("O", CultureInfo.InvariantCulture),
            ["question"] = line.Question,
            ["headline"] = line.Headline,
            ["seats"] = line.Seats,
            ["models"] = Document.Array(line.Models, m => m),
            ["simulated"] = line.Simulated,
        };
        if (line.Disputed is { } disputed)
        {
            (json["kind"], json["answers"], json["disputed"]) = ("answer", line.Votes, disputed);
        }
        else
        {
            (json["label"], json["votes"]) = (line.Label, line.Votes);
        }

        return json;
    }

    /// <summary>A session file that cannot be read, as JSON.</summary>
    public static JsonObject Of(StoredSession unreadable) => new() { ["id"] = unreadable.Id, ["problem"] = unreadable.Problem };
}
