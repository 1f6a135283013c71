namespace Roundtable.Workspace.Search;

/// <summary>
/// Work that callers at the same time share. Each gets the result of a run that began after it asked, so that it misses nothing that was done before; however
/// many ask, at most one run is under way and one waits. Safe for many threads.
/// </summary>
/// <param name="work">The work; it is not stopped where one of its callers gives up.</param>
internal sealed class SharedRun<T>(Func<Task<T>> work)
{
    private readonly Lock _lock = new();
    private Task<T>? _running;
    private Task<T>? _next;

    /// <summary>The result of a run that begins now or later.</summary>
    /// <param name="cancellation">Gives up waiting for it.</param>
    public Task<T> ResultAsync(CancellationToken cancellation)
    {
        Task<T> run;
        lock (_lock)
        {
            if (_running is null)
            {
                run = _running = Task.Run(RunAsync, CancellationToken.None);
            }
            else
            {
                run = _next ??= AfterAsync(_running);
            }
        }

        return run.WaitAsync(cancellation);
    }

    private async Task<T> RunAsync()
    {
        try
        {
            return await work();
        }
        finally
        {
            lock (_lock)
            {
                (_running, _next) = (_next, null);
            }
        }
    }

    private async Task<T> AfterAsync(Task<T> before)
    {
        // Whether the run before succeeded is its own callers' business. What follows has its place by then, and goes to the end by itself.
        await Task.WhenAny(before);
        return await Task.Run(RunAsync, CancellationToken.None);
    }
}
