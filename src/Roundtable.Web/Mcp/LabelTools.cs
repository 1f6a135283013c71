using System.ComponentModel;
using System.Text.Json;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;
using Roundtable.Annotation.Runs;
using Roundtable.Web.Api;
using Roundtable.Web.Hosting;
using Roundtable.Workspace;
using Roundtable.Workspace.Labels;
using Roundtable.Workspace.Runs;
using Role = Roundtable.Workspace.Access.Role;

namespace Roundtable.Web.Mcp;

/// <summary>Tools that label items by a codebook, and tell what a run of labels found.</summary>
public sealed class LabelTools(McpConnection connection, WorkspaceContext workspace, LabelStarter starter, RunHost host)
{
    /// <summary>The tools.</summary>
    public IEnumerable<McpServerTool> All() =>
    [
        McpServerTool.Create(StartLabelsAsync, new McpServerToolCreateOptions
        {
            Name = "start_labels",
            Title = "Label items with a panel",
            Description = "Begins to label items by a codebook with a panel of AI models, and returns the run's id at once; get_labels tells how far it is "
                + "and what it found. The use is ruled on before anybody is asked. It may cost money: estimateOnly tells how much, and maxCalls, maxTokens and "
                + "budget limit it.",
            ReadOnly = false,
            Destructive = false,
            OpenWorld = true,
            UseStructuredContent = true,
            OutputSchema = ToolAnswer.ApiSchema("LabelsStarted"),
        }),
        ToolAnswer.Reading(
            GetLabels,
            "get_labels",
            "What a run of labels found",
            "The labels of a run: shares of the classes with intervals or why there are none, the rule that was chosen and what it gained over the best seat, "
                + "what each seat said, and what is promised. While the run goes on it tells how far it is.",
            ToolAnswer.ApiSchema("Labels")),
    ];

    private async Task<CallToolResult> StartLabelsAsync(
        [Description("The codebook in YAML: name, instructions, and classes (each with name and definition), scores (min, max) or schema.")] string codebook,
        [Description("The items, one JSON object each; id names them where the first has one, else they are numbered from 1.")] JsonElement[] items,
        [Description("The member with the text to label; text, or the only one, where none is given.")] string? text = null,
        [Description("The text to label with {members} of the item, instead of one member.")] string? template = null,
        [Description("A named panel; list_panels lists them. 'rehearsal' is five simulated panelists who cost nothing.")] string? panel = null,
        [Description("Models instead of a panel, as provider/name; list_models lists them.")] string[]? models = null,
        [Description("How often each seat is asked about an item, 1 to 100.")] int samples = 1,
        [Description("What the labels are wanted for besides labelling: the name of a use, as judge_use takes it.")] string[]? uses = null,
        [Description("How many items are drawn at random for people to label, on record before anything is asked.")] int gold = 0,
        [Description("The member whose values are the strata of that draw.")] string? goldBy = null,
        [Description("The share of right labels that is promised, between 0 and 1, such as 0.9. It needs gold.")] double? promise = null,
        [Description("How many items whose label would change most wait for people at the end.")] int queue = LabelRequest.UsualQueue,
        [Description("The probability, 0.5 to 1, from which on no further seat is asked about an item.")] double? adaptive = null,
        [Description("Maximum number of calls.")] int? maxCalls = null,
        [Description("Maximum number of tokens, prompts and answers together.")] int? maxTokens = null,
        [Description("Maximum cost, in US dollars.")] decimal? budget = null,
        [Description("Only to estimate: nothing is drawn, recorded or asked.")] bool estimateOnly = false,
        CancellationToken cancellation = default)
    {
        connection.Require(Role.Asker);
        var started = await starter.BeginAsync(
            new LabelStart
            {
                Codebook = codebook,
                Items = items,
                Text = text,
                Template = template,
                Panel = panel,
                Models = models,
                Samples = samples,
                For = uses,
                Gold = gold,
                GoldBy = goldBy,
                Promise = promise,
                Queue = queue,
                Adaptive = adaptive,
                MaxCalls = maxCalls,
                MaxTokens = maxTokens,
                Budget = budget,
                EstimateOnly = estimateOnly,
            },
            connection.Caller,
            cancellation);
        return started switch
        {
            LabelStarted.Refused refused => throw new McpException(refused.Why),
            LabelStarted.Begun begun => ToolAnswer.Of(Begun(begun), LabelsApi.Json(begun)),
            LabelStarted.Estimated estimated => ToolAnswer.Of(string.Join('\n', RunText.Estimate(estimated.Estimate, batch: false)), LabelsApi.Json(estimated)),
            _ => throw new InvalidOperationException(),
        };
    }

    private string Begun(LabelStarted.Begun begun)
    {
        var id = begun.Folder.Plan.Id;
        var gold = begun.Gold is not { } sheet ? ""
            : $" {sheet.Items.Count} items drawn at random wait for people{(connection.Site is { } site ? $" at {site}/gold/{sheet.Id}" : "")} "
                + $"(gold {sheet.Id}).";
        return $"Run {id} has begun.{gold} Call get_labels with this id in a while.\n{string.Join('\n', RunText.Estimate(begun.Estimate, batch: false))}";
    }

    private CallToolResult GetLabels([Description("The run's id, the beginning of it, or 'last' for the newest.")] string run)
    {
        connection.Require(Role.Reader);
        var folder = RunFolders.FindId(workspace.DataDirectory, run);
        var id = folder.Plan.Id;
        if (folder.Plan.Kind == RunKind.Label && host.IsHere(id))
        {
            throw new McpException($"Run {id} goes on: {RunText.Progress(RunStatus.Of(folder).Progress)}. Call get_labels again in a while.");
        }

        if (!new LabelFolder(folder).HasLabels && host.ProblemOf(id) is { } problem)
        {
            throw new McpException($"Run {id} stopped: {problem} 'roundtable runs resume {id}' goes on with it.");
        }

        var labelled = LabelService.Find(workspace, run);
        return ToolAnswer.Of(LabelText.Of(labelled with { Folder = "" }), LabelsApi.Json(workspace, run));
    }
}
