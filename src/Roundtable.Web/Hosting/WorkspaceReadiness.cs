using Microsoft.Extensions.Diagnostics.HealthChecks;
using Roundtable.Record.Files;
using Roundtable.Record.Storage;
using Roundtable.Workspace;
using Roundtable.Workspace.Logs;

namespace Roundtable.Web.Hosting;

/// <summary>
/// Whether the server can do its work: the data directory can be written, and the log opens, or its database is reachable. After something could not be
/// recorded it is not ready until the log can be written again.
/// </summary>
public sealed class WorkspaceReadiness(WorkspaceContext workspace, SharedLog shared) : IHealthCheck
{
    /// <summary>Tag of the checks that readiness asks.</summary>
    public const string Tag = "ready";

    private const int ProbeBytes = 4096;

    /// <inheritdoc/>
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            PrivateFiles.CreateDirectory(workspace.DataDirectory);
            var probe = Path.Combine(workspace.DataDirectory, $".ready-{Guid.NewGuid():N}");
            await using (var file = new FileStream(probe, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose))
            {
                await file.WriteAsync(new byte[ProbeBytes], cancellationToken); // a full disk makes files, but writes nothing
            }

            if (shared.Fault is not null)
            {
                await shared.RetryAsync(cancellationToken);
            }

            using var log = await LogAccess.ReadAsync(workspace, cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or DamagedLogException or WorkspaceException)
        {
            // The answer tells nothing of it; the server's log does.
            return new HealthCheckResult(context.Registration.FailureStatus, e.Message);
        }
    }
}
