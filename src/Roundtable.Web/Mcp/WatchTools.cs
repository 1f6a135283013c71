using System.ComponentModel;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;
using Roundtable.Record.Wording;
using Roundtable.Web.Api;
using Roundtable.Workspace.Lineage;
using Roundtable.Workspace.Watching;
using Role = Roundtable.Workspace.Access.Role;

namespace Roundtable.Web.Mcp;

/// <summary>A tool that tells what watching found, without a word of a prompt. Watching is done with the command line.</summary>
public sealed class WatchTools(McpConnection connection, WorkspaceReader reader)
{
    private const int MaxFindings = 100;

    /// <summary>The tools.</summary>
    public IEnumerable<McpServerTool> All() =>
    [
        ToolAnswer.Reading(
            ListAsync,
            "list_findings",
            "List findings of watching",
            "Lists traffic that looks like the collection of a model's answers, with grades and evidence. It accuses nobody; a person decides.",
            ToolAnswer.Schema(["findings", "total"], new JsonObject
            {
                ["findings"] = AnswerSchemas.Inline("FindingList"),
                ["total"] = ToolAnswer.Type("integer", "How many there are."),
            })),
    ];

    private async Task<CallToolResult> ListAsync(
        [Description("Maximum number of findings, 1 to 100.")] int limit = 20, CancellationToken cancellation = default)
    {
        connection.Require(Role.Admin);
        ToolAnswer.RequireLimit(limit, MaxFindings);

        var findings = (await WatchRecords.ReadAsync(reader, cancellation)).Findings;
        var text = new StringBuilder().AppendLine(CultureInfo.InvariantCulture,
            $"{Math.Min(limit, findings.Count)} of {findings.Count} findings. {WatchJson.Notice}");
        foreach (var finding in findings.Take(limit))
        {
            text.AppendLine(
                CultureInfo.InvariantCulture,
                $"{finding.Id}: {finding.Grade}, {Neutralise.Line(finding.State)}, {finding.Finding["prompts"]} prompts of {finding.Finding["callers"]} "
                    + $"callers");
        }

        return ToolAnswer.Of(text.ToString(), new JsonObject
        {
            ["findings"] = new JsonArray([.. findings.Take(limit).Select(f => (JsonNode)f.Row())]),
            ["total"] = findings.Count,
        });
    }
}
