using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Roundtable.Deliberation.Panels;
using Roundtable.Deliberation.Plans;
using Roundtable.Deliberation.Recording;
using Roundtable.Deliberation.Sessions;
using Roundtable.Record.Files;
using Roundtable.Record.Storage;
using Roundtable.Workspace.Logs;
using Roundtable.Workspace.Panels;
using Roundtable.Workspace.Search;
using Roundtable.Workspace.Sessions;
using Roundtable.Workspace.Telemetry;
using static Roundtable.Record.Languages.Localized;

namespace Roundtable.Workspace.Live;

/// <summary>
/// Runs sessions in the server, each to its end whether anybody watches or not. A session that a server left unfinished is
/// taken up again: after a restart by the same, beside others by another.
/// </summary>
public sealed partial class LiveSessions(ILiveStore store, SharedLog shared, WorkspaceContext workspace, ILogger<LiveSessions> logger) : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, Task> _running = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> _newer = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _stopping = new();
    private int _disposed;

    /// <summary>Whether this server runs a session now.</summary>
    public bool Runs(string session) => _running.ContainsKey(session);

    /// <summary>Begins a session; it goes on by itself. When this returns its plan is on the record.</summary>
    /// <exception cref="IOException">When the log cannot be written.</exception>
    public async Task StartAsync(SessionPlan plan, Lineup lineup, CancellationToken cancellation)
    {
        var use = await shared.OpenAsync(cancellation);
        try
        {
            var claim = await store.BeginAsync(plan.Id, cancellation)
                ?? throw new InvalidOperationException("A new session cannot be running already.");
            var opened = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _running[plan.Id] = RunAsync(claim, use, plan, lineup, null, opened);
            await opened.Task;
        }
        catch
        {
            await use.DisposeAsync();
            throw;
        }
    }

    /// <summary>Takes up every unfinished session that nobody runs.</summary>
    public async Task ResumeAsync(CancellationToken cancellation)
    {
        foreach (var id in await store.UnfinishedAsync(cancellation))
        {
            if (!_running.ContainsKey(id) && await TryClaimAsync(id, cancellation) is { } claim)
            {
                await ResumeAsync(id, claim, cancellation);
            }
        }
    }

    private async Task<ILiveClaim?> TryClaimAsync(string id, CancellationToken cancellation)
    {
        try
        {
            return await store.ClaimAsync(id, cancellation);
        }
        catch (NewerFormatException e)
        {
            // It is a newer server's to finish; the others are taken up all the same.
            if (_newer.TryAdd(id, true))
            {
                CannotResume(id, e.Message);
            }

            return null;
        }
    }

    /// <summary>Takes up one session that was stopped before its end. It may have told so a moment before it lets go: that is waited for.</summary>
    /// <returns>Whether it is taken up; false where somebody else has it now.</returns>
    public async Task<bool> TakeUpAsync(string session, CancellationToken cancellation)
    {
        if (_running.TryGetValue(session, out var ending))
        {
            await ending.WaitAsync(cancellation);
        }

        if (await store.BeginAsync(session, cancellation) is not { } claim)
        {
            return false;
        }

        await ResumeAsync(session, claim, cancellation);
        return true;
    }

    /// <summary>Stops every session of this server where it is. They are taken up again when a server starts.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
        {
            await _stopping.CancelAsync();
            await Task.WhenAll(_running.Values);
            _stopping.Dispose();
        }
    }

    private async Task ResumeAsync(string id, ILiveClaim claim, CancellationToken cancellation)
    {
        SharedLog.Use? use = null;
        try
        {
            use = await shared.OpenAsync(cancellation);
            var plan = (await InterruptedSessions.FindAsync(use.Log, cancellation)).FirstOrDefault(p => p.Id == id);
            if (plan is null)
            {
                // It ended, or never got as far as the record.
                await store.EndAsync(id, cancellation);
            }
            else
            {
                var lineup = await Seating.ResumeAsync(workspace, plan, cancellation);
                var journal = await CallJournal.LoadAsync(use.Log, id, cancellation);
                Resumed(id, journal.Count);
                _running[id] = RunAsync(claim, use, plan, lineup, journal, null);
                return;
            }
        }
        catch (WorkspaceException e)
        {
            // Its models cannot be reached from here; somebody has to set a key before it can go on.
            CannotResume(id, e.Message);
            await claim.TellAsync([new SessionEvent.Stopped(e.Message, CanResume: true)], CancellationToken.None);
            await store.EndAsync(id, CancellationToken.None);
        }
        catch (Exception e) when (e is IOException or DamagedLogException)
        {
            CannotResume(id, e.Message);
        }

        if (use is not null)
        {
            await use.DisposeAsync();
        }

        await claim.DisposeAsync();
    }

    private async Task RunAsync(ILiveClaim claim, SharedLog.Use use, SessionPlan plan, Lineup lineup, CallJournal? journal, TaskCompletionSource? opened)
    {
        await Task.Yield();
        var began = workspace.Time.GetTimestamp();
        var activity = SessionTelemetry.BeginSession(plan.Id, plan.Panel.Count, lineup.Rehearsal, resumed: journal is not null);
        var outcome = SessionTelemetry.Stopped;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(claim.Cancelled, claim.Lost, _stopping.Token);
        try
        {
            await DeliberateAsync(claim, use, plan, Measured(lineup), journal, opened, stop.Token);
            outcome = SessionTelemetry.Finished;
            await store.EndAsync(plan.Id, CancellationToken.None);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            if (claim.Cancelled.IsCancellationRequested)
            {
                // Told before it ends: whoever watches from another server reads until the end and no further.
                await claim.TellAsync(
                    [new SessionEvent.Stopped(TLater("It was stopped. Every answer so far is on the record."), CanResume: true)], CancellationToken.None);
                await store.EndAsync(plan.Id, CancellationToken.None);
            }
        }
#pragma warning disable CA1031 // Whatever stops a session, those who watch it are told, and the server goes on.
        catch (Exception e)
#pragma warning restore CA1031
        {
            outcome = SessionTelemetry.Failed;
            opened?.TrySetException(e);
            var (kind, message) = WorkspaceError.Describe(e);
            if (kind != ErrorKind.Internal)
            {
                EndedEarly(plan.Id, message);
            }
            else if (CrashReport.Write(workspace.DataDirectory, e, workspace.Time.GetUtcNow()) is { } report)
            {
                message += $" Details are in {report} on the server: please report the error with that file.";
                Failed(plan.Id, report);
            }
            else
            {
                Failed(plan.Id, "no file, since none could be written");
            }

            await claim.TellAsync([new SessionEvent.Stopped(message, CanResume: true)], CancellationToken.None);
            await store.EndAsync(plan.Id, CancellationToken.None);
        }
        finally
        {
            SessionTelemetry.EndSession(activity, outcome, workspace.Time.GetElapsedTime(began));
            try
            {
                await claim.DisposeAsync();
            }
            finally
            {
                _running.TryRemove(plan.Id, out _); // not before: whoever finds it here no more may take it up again
            }

            await use.DisposeAsync();
        }
    }

    private Lineup Measured(Lineup lineup) => lineup with
    {
        Seats = [.. lineup.Seats.Select(Measured)],
        Moderator = lineup.Moderator is { } moderator ? Measured(moderator) : null,
    };

    private SeatedModel Measured(SeatedModel seated)
    {
        var name = seated.Seat.Model.Name;
        var model = name[(name.IndexOf('/', StringComparison.Ordinal) + 1)..];
        return seated with { Client = new MeasuredChatClient(seated.Client, seated.Connection, model, workspace.Time) };
    }

    private async Task DeliberateAsync(
        ILiveClaim claim, SharedLog.Use use, SessionPlan plan, Lineup lineup, CallJournal? journal, TaskCompletionSource? opened, CancellationToken stop)
    {
        var runner = new SessionRunner(workspace) { Measure = c => SharedVotes.MeasureAsync(workspace, c) };
        var events = runner.RunAsync(use.Log, plan, lineup.Seats, lineup.Moderator, journal, streamAnswers: true, stop);
        await foreach (var batch in EventBatches.ByMomentsAsync(events, workspace.Time, stop))
        {
            opened?.TrySetResult();
            if (SessionCompletion.Of(batch[^1]) is not null)
            {
                await use.Log.PublishAsync(); // whoever hears of it can prove it
            }

            await claim.TellAsync(batch, stop);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Session {Session} is resumed; {Calls} calls were recorded before.")]
    private partial void Resumed(string session, int calls);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Session {Session} cannot be resumed: {Why}")]
    private partial void CannotResume(string session, string why);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Session {Session} ended early: {Why}")]
    private partial void EndedEarly(string session, string why);

    [LoggerMessage(Level = LogLevel.Error, Message = "Session {Session} ended with an internal error; details: {Report}.")]
    private partial void Failed(string session, string report);
}
