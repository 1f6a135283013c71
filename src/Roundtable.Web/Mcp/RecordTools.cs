using System.ComponentModel;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;
using Roundtable.Record.Proofs;
using Roundtable.Record.Wording;
using Roundtable.Terms.Rulings;
using Roundtable.Workspace;
using Roundtable.Workspace.Judging;
using Roundtable.Workspace.Lineage;
using Roundtable.Workspace.Logs;
using Roundtable.Workspace.Search;
using Roundtable.Workspace.Sessions;
using Role = Roundtable.Workspace.Access.Role;

namespace Roundtable.Web.Mcp;

/// <summary>Tools that verify that something was said, and rule on what may be done with it.</summary>
public sealed class RecordTools(McpConnection connection, SessionLibrary sessions, WorkspaceContext workspace)
{
    /// <summary>The tools.</summary>
    public IEnumerable<McpServerTool> All() =>
    [
        ToolAnswer.Reading(
            VerifyRecordAsync,
            "verify_record",
            "Verify a session's record",
            "Proves each answer of a session against the signed checkpoint of the tamper-evident log, and reports what was checked.",
            ToolAnswer.Schema(["id", "verified", "proved", "leaves", "problems", "simulated"], new JsonObject
            {
                ["id"] = ToolAnswer.Type("string", "The session's id."),
                ["verified"] = ToolAnswer.Type("boolean", "Whether there are leaves and every one is proved."),
                ["proved"] = ToolAnswer.Type("integer", "How many leaves are proved."),
                ["leaves"] = ToolAnswer.Type("integer", "How many leaves the session has."),
                ["problems"] = new JsonObject { ["type"] = "array", ["items"] = ToolAnswer.Type("string", "A leaf that is not proved, and why.") },
                ["simulated"] = ToolAnswer.Type("boolean", "Whether any words in it were simulated."),
                ["signedBy"] = ToolAnswer.Type("string", "The key that signed the checkpoint."),
                ["size"] = ToolAnswer.Type("integer", "How many leaves the checkpoint covers."),
            })),
        ToolAnswer.Reading(
            JudgeUseAsync,
            "judge_use",
            "May this be used?",
            "Rules whether a session, a leaf, a model or a dataset may be used for a purpose, under which conditions, "
                + "citing the terms in force. Not legal advice.",
            ToolAnswer.ApiSchema("Ruling")),
    ];

    private async Task<CallToolResult> VerifyRecordAsync(
        [Description("The session's id, or 'last' for the newest.")] string id, CancellationToken cancellation = default)
    {
        connection.Require(Role.Reader);
        using var reader = new WorkspaceReader(workspace);
        var store = await sessions.OpenStoreAsync(cancellation);
        if ((id == SessionStore.Last ? store.Find(id)?.Id : id) is not { } exact || await sessions.ViewAsync(exact, reader, cancellation) is not { } view)
        {
            throw new McpException($"There is no session '{Neutralise.Line(id)}'. search_sessions lists the sessions.");
        }

        var log = await reader.TryOpenLogAsync(cancellation) ?? throw new McpException("The log cannot be read now. Try again in a moment.");
        var (verified, problems, key, size) = (0, new List<string>(), "", 0L);
        foreach (var leaf in view.Leaves)
        {
            switch (OpenedProof.TryMake(log, leaf.Index))
            {
                case ProofOutcome.Made { Proof: var proof }:
                    if (Check(proof, out var signer) is { } failure)
                    {
                        problems.Add(string.Create(CultureInfo.InvariantCulture, $"leaf {leaf.Index}: {failure}"));
                        break;
                    }

                    (key, size) = (signer, proof.Proof.Checkpoint.Checkpoint.Size);
                    verified++;
                    break;
                case ProofOutcome.Refused refused:
                    problems.Add(string.Create(CultureInfo.InvariantCulture, $"leaf {leaf.Index}: {refused.Why}"));
                    break;
            }
        }

        return ToolAnswer.Of(Report(view, verified, problems, key, size), new JsonObject
        {
            ["id"] = view.Session.Id,
            ["verified"] = IsVerified(verified, problems),
            ["proved"] = verified,
            ["leaves"] = view.Leaves.Count,
            ["problems"] = new JsonArray([.. problems.Select(p => (JsonNode)p)]),
            ["simulated"] = view.Session.Simulated,
            ["signedBy"] = key.Length > 0 ? key : null,
            ["size"] = size > 0 ? size : null,
        });
    }

    /// <summary>Why a proof does not verify; null where it does.</summary>
    private static string? Check(LeafProof proof, out string signer)
    {
        try
        {
            signer = proof.Verify([]).SignedBy.ToString();
            return null;
        }
        catch (FormatException e)
        {
            signer = "";
            return e.Message;
        }
    }

    private static bool IsVerified(int verified, List<string> problems) => problems.Count == 0 && verified > 0;

    private static string Report(SessionViewModel view, int verified, List<string> problems, string key, long size)
    {
        var verdict = IsVerified(verified, problems) ? "VERIFIED" : "NOT VERIFIED";
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{verdict}: {verified} of {view.Leaves.Count} leaves of session {view.Session.Id} ");
        if (verified > 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"lead to the root of the log's checkpoint over {size} leaves, signed by {key}, ");
            text.Append("and each opened answer is the one that its leaf commits to. ");
        }
        else
        {
            text.Append("could be proved. ");
        }

        return text.Append(view.Session.Simulated ? "The session is SIMULATED: no model wrote its words. " : "").AppendJoin("; ", problems).ToString();
    }

    private async Task<CallToolResult> JudgeUseAsync(
        [Description("A session's id or last, leaf:INDEX, model:NAME or dataset:NAME.")] string content,
        [Description("evaluate, publish, train-internal, train-open, train-competing, distil, label, deploy, modify or resell.")] string use,
        [Description("The day of the use, YYYY-MM-DD; today where none is given.")] string? on = null,
        [Description("The organisation that wants to.")] string? organisation = null,
        CancellationToken cancellation = default)
    {
        connection.Require(Role.Reader);
        using var access = await RegistryAccess.OpenAsync(workspace, cancellation);
        var (ruling, parts, removal) = await new JudgeRequest(content, use, on, organisation).RuleAsync(workspace, access, cancellation);
        return ToolAnswer.Of(JudgeView.Text(ruling, parts, removal, explain: true), RulingWriter.Json(ruling, parts, removal));
    }
}
