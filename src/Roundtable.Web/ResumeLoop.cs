using Microsoft.Extensions.Logging;
using Roundtable.Workspace;
using Roundtable.Workspace.Live;

namespace Roundtable.Web;

/// <summary>Looks for sessions that nobody runs: at the start of a server, and again and again beside other servers.</summary>
public sealed partial class ResumeLoop(LiveSessions sessions, WorkspaceContext workspace, ILogger<ResumeLoop> logger)
{
    private static readonly TimeSpan _pause = TimeSpan.FromSeconds(2);

    /// <summary>Looks until it is stopped.</summary>
    /// <exception cref="OperationCanceledException">When it is.</exception>
    public async Task RunAsync(CancellationToken cancellation)
    {
        while (true)
        {
            try
            {
                await sessions.ResumeAsync(cancellation);
            }
#pragma warning disable CA1031 // A database that is away comes back; the server must not end for it.
            catch (Exception e) when (e is not OperationCanceledException)
#pragma warning restore CA1031
            {
                NotNow(e.Message);
            }

            await Task.Delay(_pause, workspace.Time, cancellation);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Unfinished sessions cannot be looked for now: {Why}")]
    private partial void NotNow(string why);
}
