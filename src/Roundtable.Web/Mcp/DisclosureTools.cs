using System.ComponentModel;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;
using Roundtable.Record.Wording;
using Roundtable.Web.Api;
using Roundtable.Workspace;
using Roundtable.Workspace.Cutoffs;
using Roundtable.Workspace.Disclosing;
using Roundtable.Workspace.Disclosing.Forms;
using Roundtable.Workspace.Lineage;
using Role = Roundtable.Workspace.Access.Role;

namespace Roundtable.Web.Mcp;

/// <summary>Tools that tell what was published of models and datasets, how it was checked, and which audits of cut-offs there are.</summary>
public sealed class DisclosureTools(McpConnection connection, WorkspaceContext workspace)
{
    private const int MaxItems = 100;

    /// <summary>The tools.</summary>
    public IEnumerable<McpServerTool> All() =>
    [
        ToolAnswer.Reading(
            ListAsync,
            "list_disclosures",
            "List disclosures",
            "Lists what was published of models and datasets, newest first: forms, commitments to rows that can be audited, and attestations of "
                + "files.",
            ToolAnswer.Schema(["disclosures", "total"], new JsonObject
            {
                ["disclosures"] = AnswerSchemas.Inline("DisclosureList"),
                ["total"] = ToolAnswer.Type("integer", "How many there are."),
            })),
        ToolAnswer.Reading(
            GetAsync,
            "get_disclosure",
            "A disclosure",
            "Shows a published form, a commitment with the audits of its rows and what they found, or an attestation of files.",
            ToolAnswer.ApiSchema("Disclosure")),
        ToolAnswer.Reading(
            ListAuditsAsync,
            "list_audits",
            "List audits of cut-offs",
            "Lists the audits of what came from vendors after a bar had reached an organisation, newest first. For admins.",
            ToolAnswer.Schema(["audits", "total"], new JsonObject
            {
                ["audits"] = AnswerSchemas.Inline("AuditList"),
                ["total"] = ToolAnswer.Type("integer", "How many there are."),
            })),
        ToolAnswer.Reading(
            GetAuditAsync, "get_audit", "An audit of cut-offs", "Shows the report of an audit of cut-offs. For admins.", ToolAnswer.ApiSchema("Audit")),
    ];

    private async Task<CallToolResult> ListAsync(
        [Description("Maximum number of disclosures, 1 to 100.")] int limit = 20, CancellationToken cancellation = default)
    {
        connection.Require(Role.Reader);
        Check(limit);
        using var reader = new WorkspaceReader(workspace);
        var all = await new DisclosureService(reader).ListAsync(null, cancellation);
        var text = new StringBuilder().AppendLine(CultureInfo.InvariantCulture, $"{Math.Min(limit, all.Count)} of {all.Count} disclosures");
        foreach (var one in all.Take(limit))
        {
            text.AppendLine(Line(one));
        }

        return ToolAnswer.Of(
            text.ToString(), new JsonObject { ["disclosures"] = new JsonArray([.. all.Take(limit).Select(d => (JsonNode)d.Row())]), ["total"] = all.Count });
    }

    private async Task<CallToolResult> GetAsync(
        [Description("The leaf, as list_disclosures tells it.")] long leaf, CancellationToken cancellation = default)
    {
        connection.Require(Role.Reader);
        using var reader = new WorkspaceReader(workspace);
        try
        {
            var found = await new DisclosureService(reader).FindAsync(leaf, cancellation);
            var text = found.Document is RecordedDisclosure.OfForm form ? FormText.Markdown(form.Form) : Line(found);
            return ToolAnswer.Of(string.Join('\n', [text, .. found.Audited.SelectMany(a => a.Summaries).Select(s => s.Text)]), found.Json());
        }
        catch (WorkspaceException e)
        {
            throw new McpException(e.Message, e);
        }
    }

    private async Task<CallToolResult> ListAuditsAsync(
        [Description("Maximum number of audits, 1 to 100.")] int limit = 20, CancellationToken cancellation = default)
    {
        connection.Require(Role.Admin);
        Check(limit);
        using var reader = new WorkspaceReader(workspace);
        var (audits, total) = RecordedCutoff.List(await reader.OpenRegistryAsync(cancellation), 0, limit);
        var text = new StringBuilder().AppendLine(CultureInfo.InvariantCulture, $"{audits.Count} of {total} audits of cut-offs");
        foreach (var audit in audits)
        {
            text.AppendLine(
                CultureInfo.InvariantCulture,
                $"leaf {audit.Leaf}: {Neutralise.Line(audit.Text("organisation") ?? "")} on {audit.Text("on")}: {audit.Row()["total"]} findings");
        }

        return ToolAnswer.Of(text.ToString(), new JsonObject { ["audits"] = new JsonArray([.. audits.Select(a => (JsonNode)a.Row())]), ["total"] = total });
    }

    private async Task<CallToolResult> GetAuditAsync([Description("The leaf, as list_audits tells it.")] long leaf, CancellationToken cancellation = default)
    {
        connection.Require(Role.Admin);
        using var reader = new WorkspaceReader(workspace);
        var audit = await reader.TryOpenLogAsync(cancellation) is { } log ? RecordedCutoff.Read(log, leaf) : null;
        return audit is null
            ? throw new McpException(FormattableString.Invariant($"Leaf {leaf} is no report of an audit of cut-offs."))
            : ToolAnswer.Of(
                FormattableString.Invariant($"{Neutralise.Line(audit.Text("organisation") ?? "")} on {audit.Text("on")}: {audit.Row()["total"]} findings"),
                audit.Json());
    }

    private static void Check(int limit)
    {
        ToolAnswer.RequireLimit(limit, MaxItems);
    }

    private static string Line(ReadDisclosure one)
    {
        var row = one.Row();
        var audits = one.Audited.Sum(a => a.Audits.Count);
        var what = one.Document switch
        {
            RecordedDisclosure.OfForm => $"form {row["form"]} of {Neutralise.Line((string)row["subject"]!)}, {row["missing"]} items open, {audits} audits",
            RecordedDisclosure.OfAttestation => $"{row["fileCount"]} files of {Neutralise.Line((string)row["subject"]!)} are attested",
            _ => $"{row["rows"]} rows of {Neutralise.Line((string)row["name"]!)} are committed to, {audits} audits",
        };
        return FormattableString.Invariant($"leaf {one.Document.Leaf}: {what}");
    }
}
