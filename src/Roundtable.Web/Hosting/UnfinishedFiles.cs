using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Roundtable.Record.Entries;
using Roundtable.Record.Storage;
using Roundtable.Workspace;
using Roundtable.Workspace.Logs;
using Roundtable.Workspace.Search;
using Roundtable.Workspace.Sessions;
using Roundtable.Workspace.Sharing;

namespace Roundtable.Web.Hosting;

/// <summary>
/// Finishes what the end of a process cut short: sessions that the log says are deleted and whose files are still there are erased, and those that the log
/// says are closed and that have no file yet get it. Looked for once, when the server starts, beside its requests.
/// </summary>
public sealed partial class UnfinishedFiles(
    Removal removal, SessionLibrary sessions, WorkspaceContext workspace, ILogger<UnfinishedFiles> logger) : BackgroundService
{
    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield(); // the server does not wait for it
        try
        {
            var files = await sessions.OpenStoreAsync(stoppingToken);
            if (!Directory.Exists(workspace.DataDirectory))
            {
                return;
            }

            List<string> unfinished;
            using (var log = await LogAccess.ReadAsync(workspace, stoppingToken)) // read only: whoever starts at the same moment and writes is not kept waiting
            {
                var closed = ClosedSessions.Of(log, stoppingToken);
                unfinished = [.. closed.Where(c => c.Value is null && files.Exists(c.Key)).Select(c => c.Key)];
                foreach (var (id, digest) in closed)
                {
                    stoppingToken.ThrowIfCancellationRequested();
                    if (digest is { } document && !files.Exists(id))
                    {
                        Write(log, files, id, document);
                    }
                }
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

    /// <summary>Writes a file that is missing. Those that are not what the log has are damage, which is for somebody to look at.</summary>
    private void Write(LogStore log, SessionStore files, string id, Digest document)
    {
        if (log.Content(document) is not { } bytes)
        {
            return;
        }

        files.WriteFile(id, bytes);
        if (log.Content(document) is null)
        {
            files.Delete(id); // erased meanwhile
            return;
        }

        Written(id);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "The erasure of session {Session}, which was cut short, is finished.")]
    private partial void Finished(string session);

    [LoggerMessage(Level = LogLevel.Information, Message = "The file of session {Session}, which the end of a process kept from being written, is written.")]
    private partial void Written(string session);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Whether erasures or files were cut short cannot be told now: {Why}")]
    private partial void CannotFinish(string why);
}
