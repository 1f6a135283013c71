using System.ComponentModel;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;
using Roundtable.Record.Wording;
using Roundtable.Terms.Rulings;
using Roundtable.Web.Api;
using Roundtable.Workspace;
using Roundtable.Workspace.Sets;
using Role = Roundtable.Workspace.Access.Role;

namespace Roundtable.Web.Mcp;

/// <summary>Tools that tell which training sets there are, and show a row of one with its proof. Sets are made with the command line.</summary>
public sealed class SetTools(McpConnection connection, WorkspaceContext workspace)
{
    private const int MaxSets = 100;

    /// <summary>The tools.</summary>
    public IEnumerable<McpServerTool> All() =>
    [
        ToolAnswer.Reading(
            List,
            "list_sets",
            "List training sets",
            "Lists the training sets that were made of what is on the record, newest first, with the use that each was ruled on for.",
            ToolAnswer.Schema(["sets", "total"], new JsonObject
            {
                ["sets"] = AnswerSchemas.Inline("SetList"),
                ["total"] = ToolAnswer.Type("integer", "How many there are."),
            })),
        ToolAnswer.Reading(
            Row,
            "get_set_row",
            "A row of a training set",
            "Shows one row of a training set with what it came from, and proves that it is in the set.",
            ToolAnswer.ApiSchema("SetRow")),
    ];

    private CallToolResult List(
        [Description("Maximum number of sets, 1 to 100.")] int limit = 20)
    {
        connection.Require(Role.Reader);
        ToolAnswer.RequireLimit(limit, MaxSets);

        var sets = StoredSet.All(workspace.DataDirectory);
        var text = new StringBuilder().AppendLine(CultureInfo.InvariantCulture, $"{Math.Min(limit, sets.Count)} of {sets.Count} training sets");
        foreach (var set in sets.Take(limit))
        {
            text.AppendLine(
                CultureInfo.InvariantCulture,
                $"{Neutralise.Line(set.Manifest.Name)} (leaf {set.Leaf}): {set.Manifest.Rows:N0} rows of {set.Manifest.Format}, "
                    + $"{Kebab.Name(set.Manifest.Use)}: {RulingText.Answer(set.Manifest.Outcome)} on {set.Manifest.On:yyyy-MM-dd}");
        }

        return ToolAnswer.Of(text.ToString(), new JsonObject
        {
            ["sets"] = new JsonArray([.. sets.Take(limit).Select(s => (JsonNode)s.Row())]),
            ["total"] = sets.Count,
        });
    }

    private CallToolResult Row(
        [Description("The leaf of the set, as list_sets tells it.")] long leaf,
        [Description("The row's number, from 1.")] long row)
    {
        connection.Require(Role.Reader);
        try
        {
            var set = StoredSet.Find(workspace.DataDirectory, leaf);
            var json = set.Row(row - 1);
            var proved = (bool)json["holds"]! ? "is proved to be in the set" : "is NOT proved: the folder was changed";
            return ToolAnswer.Of(
                string.Create(CultureInfo.InvariantCulture, $"Row {row} of {Neutralise.Line(set.Manifest.Name)} {proved}.\n{json["row"]!.ToJsonString()}"),
                json);
        }
        catch (WorkspaceException e)
        {
            throw new McpException(e.Message, e);
        }
    }
}
