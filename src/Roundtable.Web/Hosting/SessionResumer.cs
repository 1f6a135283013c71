using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Roundtable.Workspace;
using Roundtable.Workspace.Live;
using Roundtable.Workspace.Logs;

namespace Roundtable.Web.Hosting;

/// <summary>
/// Resumes sessions that nobody runs: when a server starts, and while it runs, those of servers beside it that died. When the
/// server stops, it stops the sessions where they are; the next start resumes them.
/// </summary>
public sealed partial class SessionResumer(
    LiveSessions sessions, SharedLog log, IHostApplicationLifetime lifetime, WorkspaceContext workspace, ILogger<SessionResumer> logger) : BackgroundService
{
    private static readonly TimeSpan _pause = TimeSpan.FromSeconds(2);

    /// <summary>Fails where the log cannot be written: that is better known now than when somebody asks.</summary>
    /// <exception cref="IOException">When the log cannot be opened for writing.</exception>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await using (await log.OpenAsync(cancellationToken))
        {
        }

        await base.StartAsync(cancellationToken);
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Sessions stop with the first sign of a shutdown, and not after the last open request: watchers wait for them.
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken, lifetime.ApplicationStopping);
        try
        {
            while (true)
            {
                await ResumeAsync(stopping.Token);
                await Task.Delay(_pause, workspace.Time, stopping.Token);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            await sessions.DisposeAsync();
        }
    }

    private async Task ResumeAsync(CancellationToken cancellation)
    {
        try
        {
            await sessions.ResumeAsync(cancellation);
        }
#pragma warning disable CA1031 // A database that is unreachable comes back; the server must not end for it.
        catch (Exception e) when (e is not OperationCanceledException)
#pragma warning restore CA1031
        {
            CannotResume(e.Message);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Unfinished sessions cannot be resumed now; the next try is in two seconds: {Why}")]
    private partial void CannotResume(string why);
}
