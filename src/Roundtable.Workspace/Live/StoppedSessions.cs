using Microsoft.Extensions.Logging;
using Roundtable.Deliberation.Plans;
using Roundtable.Deliberation.Sessions;
using Roundtable.Workspace.Logs;
using Roundtable.Workspace.Sessions;
using static Roundtable.Record.Languages.Localized;

namespace Roundtable.Workspace.Live;

/// <summary>Sessions that were opened on the record, were never closed, and that nobody is to run to the end. It reads each leaf of the log once.</summary>
/// <param name="live">The sessions that are to be run to the end.</param>
/// <param name="workspace">Which log.</param>
/// <param name="logger">Is told where they cannot be known.</param>
public sealed partial class StoppedSessions(ILiveStore live, WorkspaceContext workspace, ILogger<StoppedSessions> logger) : IDisposable
{
    private readonly SemaphoreSlim _gate = new(1);
    private readonly UnclosedSessions _unclosed = new();

    /// <summary>Their plans, the newest first; plans whose content was erased are left out. None where the log cannot be read now, which is logged.</summary>
    public async Task<IReadOnlyList<SessionPlan>> FindAsync(CancellationToken cancellation)
    {
        await _gate.WaitAsync(cancellation);
        try
        {
            if (LogAccess.TryRead(workspace) is not { } store)
            {
                Unreadable();
                return [];
            }

            await using var log = Record.Storage.RecordLog.Reading(store);
            await _unclosed.CatchUpAsync(log, cancellation);
            var unfinished = await live.UnfinishedAsync(cancellation);
            return [.. (await _unclosed.PlansAsync(log, cancellation)).Where(p => !unfinished.Contains(p.Id, StringComparer.Ordinal)).Reverse()];
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>A stopped session as a page shows it; null where there is none of that id.</summary>
    public async Task<LiveState?> StateAsync(string id, CancellationToken cancellation) =>
        (await FindAsync(cancellation)).FirstOrDefault(p => p.Id == id) is { } plan
            ? LiveState.Empty
                .After(new LiveEvent(new LiveId("stopped", 1), new SessionEvent.Opened(plan, 0)))
                .After(
                    new LiveEvent(
                        new LiveId("stopped", 2),
                        new SessionEvent.Stopped(TLater("It was stopped before its end. Every answer so far is on the record."), CanResume: true)))
            : null;

    /// <inheritdoc/>
    public void Dispose() => _gate.Dispose();

    [LoggerMessage(Level = LogLevel.Warning, Message = "The log cannot be read now: no stopped session is listed. 'roundtable doctor' tells why.")]
    private partial void Unreadable();
}
