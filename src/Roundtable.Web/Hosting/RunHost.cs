using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;
using Roundtable.Annotation.Runs;
using Roundtable.Deliberation.Panels;
using Roundtable.Workspace;
using Roundtable.Workspace.Access;
using Roundtable.Workspace.Gold;
using Roundtable.Workspace.Labels;
using Roundtable.Workspace.Logs;
using Roundtable.Workspace.Runs;

namespace Roundtable.Web.Hosting;

/// <summary>Runs that go on in this server: resumed from the site, stopped from there, and stopped in order with the server.</summary>
/// <param name="workspace">The data directory and what is connected.</param>
/// <param name="shared">The log that the server's parts share.</param>
public sealed class RunHost(WorkspaceContext workspace, SharedLog shared) : IHostedService, IDisposable
{
    private readonly ConcurrentDictionary<string, (CancellationTokenSource Stop, Task Work)> _running = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, string> _problems = new(StringComparer.Ordinal);

    /// <summary>Whether a run goes on in this server.</summary>
    public bool IsHere(string id) => _running.ContainsKey(id);

    /// <summary>Why a run stopped in this server, one sentence; null where nothing went wrong.</summary>
    public string? ProblemOf(string id) => _problems.GetValueOrDefault(id);

    /// <summary>What a run cost that is over, in millionths of a dollar; null while it goes on, and where not all of it is known.</summary>
    public long? SpentBy(string id)
    {
        try
        {
            return !IsHere(id) && RunStatus.Of(RunFolders.FindId(workspace.DataDirectory, id)).Progress is { UnpricedCalls: 0, MicroDollars: var spent }
                ? spent
                : null;
        }
        catch (WorkspaceException)
        {
            return null; // It is no run, or was removed.
        }
    }

    /// <summary>Begins a run of labels in the background: draws its gold, puts it on record, asks, and makes the labels.</summary>
    /// <param name="prepared">What was checked and ruled on.</param>
    /// <param name="caller">Who wants it: only what they may read is used again.</param>
    /// <param name="cancellation">Stops before anything is asked.</param>
    /// <returns>The run, and the sheet that people label; null where no gold was asked for.</returns>
    /// <exception cref="WorkspaceException">When the gold cannot be drawn.</exception>
    /// <exception cref="IOException">When the log cannot be written.</exception>
    public async Task<(RunFolder Folder, StoredSheet? Gold)> BeginAsync(PreparedLabelling prepared, Caller caller, CancellationToken cancellation)
    {
        await using var use = await shared.OpenAsync(cancellation);
        var gold = await new LabelService(workspace).DrawAsync(prepared, use.Log, cancellation);
        var folder = await new RunService(workspace).BeginAsync(prepared.Run, use.Log, cancellation);
        Start(folder, prepared.Run.Seats, prepared.Run.Source, caller);
        return (folder, gold);
    }

    /// <summary>Goes on with a run in the background; one that is finished asks again where answers are missing.</summary>
    /// <param name="folder">The run.</param>
    /// <param name="caller">Who wants it: only what they may read is used again.</param>
    /// <param name="cancellation">Stops before anything is asked.</param>
    /// <exception cref="WorkspaceException">When it cannot go on: its items changed, a model is not connected, or a process is at it.</exception>
    public async Task ResumeAsync(RunFolder folder, Caller caller, CancellationToken cancellation)
    {
        if (IsHere(folder.Plan.Id) || folder.IsRunning())
        {
            throw new WorkspaceException(ErrorKind.InUse, $"A process is at run {folder.Plan.Id} already.");
        }

        var (seats, source) = await new RunService(workspace).ReopenAsync(folder, cancellation);
        if (folder.IsFinished)
        {
            RunExecution.Restart(folder);
        }

        Start(folder, seats, source, caller);
    }

    private void Start(RunFolder folder, IReadOnlyList<SeatedModel> seats, RunItemSource source, Caller caller)
    {
        var id = folder.Plan.Id;
        _problems.TryRemove(id, out _);
        var stop = new CancellationTokenSource();
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        if (!_running.TryAdd(id, (stop, Task.Run(() => WorkAsync(begun.Task), CancellationToken.None))))
        {
            stop.Dispose();
            throw new WorkspaceException(ErrorKind.InUse, $"A process is at run {id} already.");
        }

        begun.SetResult();

        async Task WorkAsync(Task added)
        {
            await added;
            try
            {
                await using var use = await shared.OpenAsync(stop.Token);
                var execution = new RunExecution(workspace, use.Log) { SharesLog = true, MayRead = _ => caller.MayReadSessions };
                var outcome = await execution.RunAsync(folder, seats, source, stop.Token, CancellationToken.None);
                if (outcome.State == RunState.Finished && folder.Plan.Kind == RunKind.Label)
                {
                    await new LabelService(workspace).RecomputeAsync(new LabelFolder(folder), use.Log, null, stop.Token);
                }
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                // It was stopped before it began, or before its labels were made; to resume it makes them.
            }
            catch (Exception e)
            {
                _problems[id] = WorkspaceError.Describe(e).Message;
            }
            finally
            {
                _running.TryRemove(id, out _);
            }
        }
    }

    /// <summary>Stops a run in order: what was begun is finished. False where it does not run here.</summary>
    public bool Stop(string id)
    {
        if (!_running.TryGetValue(id, out var run))
        {
            return false;
        }

        run.Stop.Cancel();
        return true;
    }

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        var works = _running.Values.ToList();
        works.ForEach(w => w.Stop.Cancel());
        await Task.WhenAny(Task.WhenAll(works.Select(w => w.Work)), Task.Delay(Timeout.Infinite, cancellationToken));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var (stop, _) in _running.Values)
        {
            stop.Dispose();
        }
    }
}
