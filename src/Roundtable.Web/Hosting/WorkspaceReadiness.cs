using Microsoft.Extensions.Diagnostics.HealthChecks;
using Roundtable.Record.Files;
using Roundtable.Record.Storage;
using Roundtable.Workspace;
using Roundtable.Workspace.Logs;

namespace Roundtable.Web.Hosting;

/// <summary>Whether the server can do its work: the data directory is writable, and the log opens, or its database is reachable.</summary>
public sealed class WorkspaceReadiness(WorkspaceContext workspace) : IHealthCheck
{
    /// <summary>Tag of the checks that readiness asks.</summary>
    public const string Tag = "ready";

    /// <inheritdoc/>
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            PrivateFiles.CreateDirectory(workspace.DataDirectory);
            var probe = Path.Combine(workspace.DataDirectory, $".ready-{Guid.NewGuid():N}");
            await using (new FileStream(probe, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose))
            {
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
