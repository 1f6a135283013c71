using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Roundtable.Record.Storage;
using Roundtable.Workspace;
using Roundtable.Workspace.Gateway;
using Roundtable.Workspace.Logs;

namespace Roundtable.Web.Gateway;

/// <summary>Erases old contents of exchanges once an hour, where roundtable.yaml limits how long they are kept.</summary>
public sealed partial class RetentionService(
    GatewayConfiguration configuration, SharedLog log, WorkspaceContext workspace, ILogger<RetentionService> logger) : BackgroundService
{
    private static readonly TimeSpan _between = TimeSpan.FromHours(1);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            await RunAsync(stoppingToken);
            await Task.Delay(_between, workspace.Time, stoppingToken);
        }
    }

    private async Task RunAsync(CancellationToken cancellation)
    {
        try
        {
            if ((await configuration.CurrentAsync(cancellation)).Settings.RetentionDays is not { } days)
            {
                return;
            }

            var now = workspace.Time.GetUtcNow();
            await using var use = await log.OpenAsync(cancellation);
            await Retention.RunAsync(use.Log, now.AddDays(-days), now, cancellation);
        }
        catch (Exception e) when (e is IOException or DamagedLogException or WorkspaceException or UnauthorizedAccessException)
        {
            NotErased(e.Message);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Old contents of exchanges were not erased; the next try is in an hour: {Why}")]
    private partial void NotErased(string why);
}
