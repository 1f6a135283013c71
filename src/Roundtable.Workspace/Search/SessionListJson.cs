using System.Globalization;
using System.Text.Json.Nodes;
using Roundtable.Record.Wording;
using Roundtable.Workspace.Documents;
using Roundtable.Workspace.Exports;
using Roundtable.Workspace.Sessions;

namespace Roundtable.Workspace.Search;

/// <summary>Sessions in a list, as JSON.</summary>
public static class SessionListJson
{
    /// <summary>A session in a list, as JSON.</summary>
    public static JsonObject Of(StoredSession stored) => stored.Session is not { } session
        ? new JsonObject { ["id"] = stored.Id, ["problem"] = stored.Problem }
        : new JsonObject
        {
            ["id"] = session.Id,
            ["opened"] = session.Opened.ToString("O", CultureInfo.InvariantCulture),
            ["question"] = session.Question.Text,
            ["label"] = Kebab.Name(session.Verdict.Final.Label),
            ["headline"] = VerdictText.Headline(session.Verdict.Final, session.Verdict.Options),
            ["votes"] = session.Verdict.Final.Cast,
            ["seats"] = session.Verdict.Final.Invited,
            ["models"] = Document.Array(session.Panel.Select(s => s.Model.Name).Distinct(StringComparer.Ordinal), m => m),
            ["simulated"] = session.Simulated,
        };

    /// <summary>A summary in a list, as the same JSON.</summary>
    public static JsonObject Of(SessionSummary summary) => new()
    {
        ["id"] = summary.Id,
        ["opened"] = summary.Opened.ToString("O", CultureInfo.InvariantCulture),
        ["question"] = summary.Question,
        ["label"] = Kebab.Name(summary.Label),
        ["headline"] = summary.Headline,
        ["votes"] = summary.Final.Cast,
        ["seats"] = summary.Final.Invited,
        ["models"] = Document.Array(summary.Seats.Select(s => s.Model).Distinct(StringComparer.Ordinal), m => m),
        ["simulated"] = summary.Simulated,
    };
}
