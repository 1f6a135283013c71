using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Roundtable.Record.Storage;
using Roundtable.Workspace;
using Roundtable.Workspace.Logs;
using Roundtable.Workspace.Search;
using Roundtable.Workspace.Sessions;
using Roundtable.Workspace.Sharing;

namespace Roundtable.Web.Hosting;

/// <summary>
/// Finishes erasures of sessions that the end of a process cut short: the log says that they are deleted, and their files are still there. Looked for once,
/// when the server starts, beside its requests.
/// </summary>
public sealed partial class UnfinishedErasures(
    Removal removal, SessionLibrary sessions, SharedLog log, ILogger<UnfinishedErasures> logger) : BackgroundService
{
    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield(); // the server does not wait for it
        try
        {
            var files = await sessions.OpenStoreAsync(stoppingToken);
            List<string> unfinished;
            await using (var use = await log.OpenAsync(stoppingToken))
            {
                var closed = ClosedSessions.Of(use.Log.Store, stoppingToken);
                unfinished = [.. files.Files().Select(f => f.Id).Where(id => closed.TryGetValue(id, out var document) && document is null)];
            }

            foreach (var id in unfinished)
            {
                await removal.EraseAsync(id, stoppingToken);
                Finished(id);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The next start looks again.
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or DamagedLogException or WorkspaceException)
        {
            CannotFinish(WorkspaceError.Describe(e).Message);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "The erasure of session {Session}, which was cut short, is finished.")]
    private partial void Finished(string session);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Whether erasures were cut short cannot be told now: {Why}")]
    private partial void CannotFinish(string why);
}
