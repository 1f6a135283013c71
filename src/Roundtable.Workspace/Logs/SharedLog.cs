using Roundtable.Record.Storage;

namespace Roundtable.Workspace.Logs;

/// <summary>
/// The log of a server, open for appending only while it is used and a moment longer, so that the command line can use the
/// same data directory beside it.
/// </summary>
/// <param name="workspace">Which log, and the clock.</param>
public sealed class SharedLog(WorkspaceContext workspace) : IAsyncDisposable
{
    private static readonly TimeSpan _linger = TimeSpan.FromSeconds(2);

    private readonly SemaphoreSlim _gate = new(1);
    private RecordLog? _log;
    private int _users;
    private long _uses;

    /// <summary>Opens the log for appending, or shares it with those who have it open; waits a moment where another process has it.</summary>
    /// <exception cref="LogInUseException">When another process keeps it.</exception>
    public async Task<Use> OpenAsync(CancellationToken cancellation)
    {
        await _gate.WaitAsync(cancellation);
        try
        {
            _log ??= await LogAccess.OpenPatientlyAsync(workspace, cancellation);
            _users++;
            _uses++;
            return new Use(this, _log);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await CloseAsync(null);
        _gate.Dispose();
    }

    private async Task ReturnAsync()
    {
        long uses;
        await _gate.WaitAsync(CancellationToken.None);
        uses = _uses;
        _users--;
        _gate.Release();
        _ = LingerAsync(uses);
    }

    private async Task LingerAsync(long uses)
    {
        await Task.Delay(_linger, workspace.Time, CancellationToken.None);
        try
        {
            await CloseAsync(uses);
        }
        catch (ObjectDisposedException)
        {
            // The server stopped meanwhile, and closed it.
        }
    }

    /// <summary>Closes it; with <paramref name="uses"/> only where nobody uses it, or has since.</summary>
    private async Task CloseAsync(long? uses)
    {
        await _gate.WaitAsync(CancellationToken.None);
        try
        {
            if (_log is not null && (uses is null || (_users == 0 && _uses == uses)))
            {
                await _log.DisposeAsync();
                _log = null;
            }
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>The log while somebody uses it.</summary>
    public sealed class Use(SharedLog shared, RecordLog log) : IAsyncDisposable
    {
        private int _returned;

        /// <summary>The log.</summary>
        public RecordLog Log => log;

        /// <inheritdoc/>
        public async ValueTask DisposeAsync()
        {
            if (Interlocked.Exchange(ref _returned, 1) == 0)
            {
                await shared.ReturnAsync();
            }
        }
    }
}
