using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;
using Roundtable.Deliberation.Sessions;
using Roundtable.Record.Proofs;
using Roundtable.Workspace.Exports;
using Roundtable.Workspace.Lineage;
using Roundtable.Workspace.Logs;
using Roundtable.Workspace.Search;

namespace Roundtable.Web.Downloads;

/// <summary>Files of a session, for the pages, the API and shared links alike.</summary>
public static class SessionDownloads
{
    /// <summary>The proof of one of a session's leaves, its output opened where that is still kept.</summary>
    public static async Task<IResult> ProofAsync(SessionViewModel? view, long leaf, WorkspaceReader reader, CancellationToken cancellation)
    {
        if (view is null || view.Leaves.All(l => l.Index != leaf))
        {
            return Results.Problem("The session has no leaf of this index.", statusCode: StatusCodes.Status404NotFound, title: "There is no such leaf.");
        }

        if (await reader.TryOpenLogAsync(cancellation) is not { } log)
        {
            return Results.Problem("The log cannot be read now. Try again in a moment.", statusCode: StatusCodes.Status503ServiceUnavailable);
        }

        return OpenedProof.TryMake(log, leaf) is ProofOutcome.Made { Proof: var proof }
            ? Results.Bytes(proof.Proof.ToBytes(), "text/plain; charset=utf-8", string.Create(CultureInfo.InvariantCulture, $"leaf-{leaf}.tlog-proof"))
            : Results.Problem(
                "A checkpoint is published every few seconds while the log is written. Try again in a moment.",
                statusCode: StatusCodes.Status409Conflict,
                title: "No checkpoint covers the leaf yet.");
    }

    /// <summary>A session in a format to take away: md, json, html or tar; null for any other format.</summary>
    public static async Task<IResult?> ExportAsync(SessionViewModel view, string format, WorkspaceReader reader, CancellationToken cancellation)
    {
        var session = view.Session;
        (byte[]? bytes, string type) = format switch
        {
            "md" => (Encoding.UTF8.GetBytes(SessionText.Of(session, "markdown")), "text/markdown; charset=utf-8"),
            "json" => (SessionDocumentJson.Write(session), "application/json"),
            "html" => (Encoding.UTF8.GetBytes(SessionText.Of(session, "html")), "text/html; charset=utf-8"),
            "tar" => (SessionBundle.Make(view.Session, [.. view.Leaves.Select(l => l.Index)], await reader.TryOpenLogAsync(cancellation)), "application/x-tar"),
            _ => (null, ""),
        };
        return bytes is null ? null : Results.Bytes(bytes, type, $"session-{session.Id}.{format}");
    }
}
