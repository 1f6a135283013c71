using System.ComponentModel;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;
using Roundtable.Web.Api;
using Roundtable.Workspace;
using Roundtable.Workspace.Labels;
using Role = Roundtable.Workspace.Access.Role;

namespace Roundtable.Web.Mcp;

/// <summary>Tools that tell what a run of labels found.</summary>
public sealed class LabelTools(McpConnection connection, WorkspaceContext workspace)
{
    /// <summary>The tools.</summary>
    public IEnumerable<McpServerTool> All() =>
    [
        ToolAnswer.Reading(
            GetLabels,
            "get_labels",
            "What a run of labels found",
            "The labels of a run: shares of the classes with intervals or why there are none, the rule that was chosen and what it gained over the best seat, "
                + "what each seat said, and what is promised.",
            ToolAnswer.ApiSchema("Labels")),
    ];

    private CallToolResult GetLabels([Description("The run's id, the beginning of it, or 'last' for the newest.")] string run)
    {
        connection.Require(Role.Reader);
        var labelled = LabelService.Find(workspace, run);
        return ToolAnswer.Of(LabelText.Of(labelled with { Folder = "" }), LabelsApi.Json(workspace, run));
    }
}
