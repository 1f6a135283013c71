using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;
using Roundtable.Workspace;
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

    /// <summary>Goes on with a run in the background; one that is finished asks again where answers are missing.</summary>
    /// <exception cref="WorkspaceException">When it cannot go on: its items changed, a model is not connected, or a process is at it.</exception>
    public async Task ResumeAsync(RunFolder folder, CancellationToken cancellation)
    {
        var id = folder.Plan.Id;
        if (IsHere(id) || folder.IsRunning())
        {
            throw new WorkspaceException(ErrorKind.InUse, $"A process is at run {id} already.");
        }

        var (seats, source) = await new RunService(workspace).ReopenAsync(folder, cancellation);
        if (folder.IsFinished)
        {
            RunExecution.Restart(folder);
        }

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
                await new RunExecution(workspace, use.Log) { SharesLog = true }.RunAsync(folder, seats, source, stop.Token, CancellationToken.None);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                // It was stopped before it began.
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
