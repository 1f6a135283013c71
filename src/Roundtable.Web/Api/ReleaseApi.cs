using System.Text;
using Microsoft.AspNetCore.Http;
using Roundtable.Deliberation.Sessions;
using Roundtable.Terms.Uses;
using Roundtable.Workspace;
using Roundtable.Workspace.Judging;
using Roundtable.Workspace.Lineage;
using Roundtable.Workspace.Logs;

namespace Roundtable.Web.Api;

/// <summary>Exports of sessions for a use over HTTP, as <c>roundtable sessions export --for</c>.</summary>
public static class ReleaseApi
{
    private static readonly string[] _formats = [SessionRelease.Rows, "markdown", "html", "json"];

    /// <summary>The export, or why it is refused; the refusal is recorded.</summary>
    public static async Task<IResult> ExportAsync(
        HttpContext context,
        SessionDocument session,
        string format,
        string use,
        WorkspaceContext workspace,
        WorkspaceReader reader,
        SharedLog shared,
        CancellationToken cancellation)
    {
        if (!_formats.Contains(format, StringComparer.Ordinal))
        {
            var known = string.Join(", ", _formats);
            return ApiProblem.Invalid("format", $"With a use it is one of {known}.");
        }

        try
        {
            var access = await reader.OpenRegistryAsync(cancellation);
            var intent = await Intents.TodayAsync(workspace, access, Use.Evaluate, null, cancellation);
            var wanted = UseNames.Read([use]) is [var one]
                ? one
                : throw new WorkspaceException(ErrorKind.InvalidInput, "Give one use.");
            var release = SessionRelease.Of(access, session, intent with { Use = wanted }, cancellation);
            if (!release.IsWhole)
            {
                await using var log = await shared.OpenAsync(cancellation);
                await RulingRecord.AppendAsync(log.Log, [(release.Whole, release.Json)], workspace.Time, cancellation);
            }

            return release.Refusal(format, context.Request.Query["onlyAllowed"] == "true") is { } refusal
                ? Results.Problem(refusal, statusCode: StatusCodes.Status422UnprocessableEntity, title: "This use is not allowed.")
                : access.Log is null
                ? Results.Problem("The log cannot be read now. Try again in a moment.", statusCode: StatusCodes.Status503ServiceUnavailable)
                : Results.Bytes(
                    Encoding.UTF8.GetBytes(release.Text(format, access.Log)),
                    format == SessionRelease.Rows ? "application/jsonl" : "text/plain; charset=utf-8",
                    $"session-{session.Id}.{(format == "markdown" ? "md" : format)}");
        }
        catch (WorkspaceException e)
        {
            return ApiProblem.Of(e);
        }
    }
}
