using System.ComponentModel;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;
using Roundtable.Record.Wording;
using Roundtable.Web.Api;
using Roundtable.Workspace.Asking;
using Roundtable.Workspace.Configuration;
using Roundtable.Workspace.Connections;
using Roundtable.Workspace.Search;
using Role = Roundtable.Workspace.Access.Role;

namespace Roundtable.Web.Mcp;

/// <summary>Tools that tell what there is: models, panels, sessions.</summary>
public sealed class ListTools(McpConnection connection, AskService asking, SessionLibrary sessions)
{
    private const int MaxSessions = 100;

    /// <summary>The tools.</summary>
    public IEnumerable<McpServerTool> All() =>
    [
        ToolAnswer.Reading(
            ListModelsAsync,
            "list_models",
            "List models",
            "Lists the models that can be seated, as provider/name, with context sizes and prices; and why a provider is not connected.",
            ToolAnswer.ApiSchema("Models")),
        ToolAnswer.Reading(
            ListPanelsAsync,
            "list_panels",
            "List panels",
            "Lists the named panels with their seats.",
            ToolAnswer.Schema(["panels"], new JsonObject { ["panels"] = AnswerSchemas.Inline("PanelList") })),
        ToolAnswer.Reading(
            SearchSessionsAsync,
            "search_sessions",
            "Search sessions",
            "Lists finished sessions, newest first, or best match first where words are given.",
            ToolAnswer.Schema(["sessions", "total"], new JsonObject
            {
                ["sessions"] = new JsonObject { ["type"] = "array", ["items"] = AnswerSchemas.Inline("SessionRow") },
                ["total"] = ToolAnswer.Type("integer", "How many sessions there are without skip and limit."),
                ["unreadable"] = ToolAnswer.Type("integer", "How many session files cannot be read; they are in no list."),
            })),
    ];

    private async Task<CallToolResult> ListModelsAsync(CancellationToken cancellation = default)
    {
        connection.Require(Role.Reader);
        var connections = await asking.LoadAsync(cancellation);
        var text = new StringBuilder();
        foreach (var one in connections.Connections)
        {
            text.Append(one.Name).AppendLine(one.IsConnected ? $": {string.Join(", ", one.Models.Select(m => $"{one.Name}/{m}"))}" : $": {one.NotConnected}");
        }

        return ToolAnswer.Of(text.ToString(), JsonNode.Parse(ModelsJson.Of(connections, connections.Connections, null))!.AsObject());
    }

    private async Task<CallToolResult> ListPanelsAsync(CancellationToken cancellation = default)
    {
        connection.Require(Role.Reader);
        var panels = (await asking.LoadAsync(cancellation)).Panels;
        var text = new StringBuilder();
        foreach (var panel in panels)
        {
            text.AppendLine($"{panel.Name}: {string.Join(", ", panel.Seats.Select(s => s.Model))}");
        }

        return ToolAnswer.Of(
            text.AppendLine($"{PanelPlan.RehearsalName}: five simulated panelists who cost nothing").ToString(),
            new JsonObject { ["panels"] = PanelJson.Of(panels) });
    }

    private async Task<CallToolResult> SearchSessionsAsync(
        [Description("Words in the question, in one argument or one answer; \"in quotation marks\" together. None lists all sessions.")] string? words = null,
        [Description("Only sessions with this verdict: no-verdict, tie, plurality, majority, supermajority or unanimous.")] string? label = null,
        [Description("Only sessions in which a model whose name contains this had a seat.")] string? model = null,
        [Description("Only sessions that began on this day or later (UTC), YYYY-MM-DD.")] string? since = null,
        [Description("How many to leave out at the beginning.")] int skip = 0,
        [Description("Maximum number of sessions, 1 to 100.")] int limit = 20,
        CancellationToken cancellation = default)
    {
        connection.Require(Role.Reader);
        ToolAnswer.RequireLimit(limit, MaxSessions);

        var filter = SessionFilter.Parse(words, label, model, since, skip);
        var found = await sessions.FindAsync(filter, limit, cancellation);
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"{found.Rows.Count} of {found.Total} sessions");
        foreach (var (line, hit) in found.Rows)
        {
            text.Append(line.Id).Append(": ").Append(Neutralise.Line(line.Question)).Append(" — ").Append(Neutralise.Line(line.Headline))
                .Append(line.Simulated ? " (SIMULATED)" : "").AppendLine(hit is null ? "" : $" [{hit.Where}]");
        }

        if (found.Unreadable.Count > 0)
        {
            text.AppendLine(
                CultureInfo.InvariantCulture, $"{found.Unreadable.Count} session files cannot be read; 'roundtable reindex' restores them from the log.");
        }

        return ToolAnswer.Of(text.ToString(), new JsonObject
        {
            ["sessions"] = new JsonArray([.. found.Rows.Select(r => SessionListJson.Of(r.Line))]),
            ["total"] = found.Total,
            ["unreadable"] = found.Unreadable.Count,
        });
    }
}
