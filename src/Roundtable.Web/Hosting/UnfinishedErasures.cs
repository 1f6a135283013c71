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
    Removal removal, SessionLibrary sessions, WorkspaceContext workspace, ILogger<UnfinishedErasures> logger) : BackgroundService
{
    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield(); // the server does not wait for it
        try
        {
            List<string> unfinished = [.. (await sessions.OpenStoreAsync(stoppingToken)).Files().Select(f => f.Id)];
            if (unfinished.Count == 0)
            {
                return;
            }

            // Read only: whoever starts at the same moment and writes is not kept waiting.
            await using (var log = await LogAccess.OpenReadOnlyAsync(workspace, stoppingToken))
            {
                var closed = ClosedSessions.Of(log.Store, stoppingToken);
                unfinished.RemoveAll(id => !closed.TryGetValue(id, out var document) || document is not null);
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
