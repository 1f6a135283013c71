using Roundtable.Record.Entries;
using Roundtable.Record.Storage;

namespace Roundtable.Workspace.Logs;

/// <summary>
/// The log of a server, open for appending only while it is used and a moment longer, so that the command line can use the
/// same data directory beside it.
/// </summary>
/// <param name="workspace">Which log, and the clock.</param>
/// <param name="open">Opens the log; null for the workspace's own.</param>
public sealed class SharedLog(WorkspaceContext workspace, Func<CancellationToken, Task<RecordLog>>? open = null) : IAsyncDisposable
{
    private static readonly TimeSpan _linger = TimeSpan.FromSeconds(2);

    private readonly SemaphoreSlim _opening = new(1); // held while the log is opened or closed
    private readonly Lock _lock = new();
    private RecordLog? _log;
    private int _users;
    private long _uses;
    private bool _lingering;
    private bool _isStale;
    private (long Size, Digest Root)? _closed; // what it was when this closed it
    private long _others; // leaves that are no exchanges, until it was opened last

    /// <summary>Why the log could not be written when that was last tried; null where it could.</summary>
    public string? Fault { get; private set; }

    /// <summary>Opens the log for appending, or shares it with those who have it open; waits a moment where another process has it.</summary>
    /// <exception cref="LogInUseException">When another process keeps it.</exception>
    /// <exception cref="IOException">When it cannot be written, or failed and is still used by others.</exception>
    public Task<Use> OpenAsync(CancellationToken cancellation) => TryShare() is { } use ? Task.FromResult(use) : OpenSlowlyAsync(cancellation);

    /// <summary>Finds out whether a log that failed can be written again.</summary>
    /// <exception cref="IOException">When it cannot.</exception>
    public async Task RetryAsync(CancellationToken cancellation)
    {
        await using var use = await OpenAsync(cancellation);
        await use.Log.PublishAsync();
        Fault = null;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await CloseAsync(null);
        _opening.Dispose();
    }

    private Use? TryShare()
    {
        lock (_lock)
        {
            if (_log is null || (_isStale && _users == 0))
            {
                return null;
            }

            if (_isStale)
            {
                throw new IOException($"The log is opened anew once nobody uses it any more: {Fault}");
            }

            _users++;
            _uses++;
            return new Use(this, _log, _others);
        }
    }

    private async Task<Use> OpenSlowlyAsync(CancellationToken cancellation)
    {
        await _opening.WaitAsync(cancellation);
        try
        {
            if (TryShare() is { } use)
            {
                return use;
            }

            await CloseHeldAsync(uses: null);
            var log = await (open?.Invoke(cancellation) ?? LogAccess.OpenPatientlyAsync(workspace, cancellation));
            lock (_lock)
            {
                (_log, _isStale) = (log, false);
                _others += _closed is { } closed && closed == (log.Size, log.Root) ? 0 : 1; // others may have appended anything meanwhile
                _users++;
                _uses++;
                return new Use(this, log, _others);
            }
        }
        finally
        {
            _opening.Release();
        }
    }

    private void Return()
    {
        lock (_lock)
        {
            _users--;
            if (_users > 0 || _lingering)
            {
                return;
            }

            _lingering = true;
        }

        _ = LingerAsync();
    }

    private async Task LingerAsync()
    {
        while (true)
        {
            var uses = Volatile.Read(ref _uses);
            await Task.Delay(_linger, workspace.Time, CancellationToken.None);
            try
            {
                await CloseAsync(uses);
            }
            catch (ObjectDisposedException)
            {
                return; // the server stopped meanwhile, and closed it
            }

            lock (_lock)
            {
                if (_users > 0 || _uses == uses)
                {
                    _lingering = false;
                    return;
                }
            }
        }
    }

    /// <summary>Closes it; with <paramref name="uses"/> only where nobody uses it, or has since.</summary>
    private async Task CloseAsync(long? uses)
    {
        await _opening.WaitAsync(CancellationToken.None);
        try
        {
            await CloseHeldAsync(uses);
        }
        finally
        {
            _opening.Release();
        }
    }

    private async Task CloseHeldAsync(long? uses)
    {
        RecordLog? closing;
        lock (_lock)
        {
            if (uses is { } unchanged && (_users > 0 || _uses != unchanged))
            {
                return;
            }

            (closing, _log) = (_log, null);
        }

        if (closing is not null)
        {
            _closed = null;
            await closing.DisposeAsync();
            lock (_lock)
            {
                _others += closing.AppendedBesidesExchanges;
                _closed = LogAccess.Database(workspace) is null ? (closing.Size, closing.Root) : null; // a database is written by others all the time
            }
        }
    }

    /// <summary>The log while somebody uses it.</summary>
    public sealed class Use : IAsyncDisposable
    {
        private readonly SharedLog _shared;
        private readonly long _othersBefore;
        private int _returned;

        internal Use(SharedLog shared, RecordLog log, long othersBefore) => (_shared, Log, _othersBefore) = (shared, log, othersBefore);

        /// <summary>The log.</summary>
        public RecordLog Log { get; }

        /// <summary>
        /// Grows with each leaf that is no exchange, and where others may have appended one while the log was closed here: while it stays the same, nothing
        /// that rulings rest on was added.
        /// </summary>
        public long Others => _othersBefore + Log.AppendedBesidesExchanges;

        /// <summary>Something was appended.</summary>
        public void Succeeded() => _shared.Fault = null;

        /// <summary>Something could not be appended. The log is opened anew once nobody uses it any more.</summary>
        /// <param name="why">The error.</param>
        public void Failed(Exception why)
        {
            lock (_shared._lock)
            {
                _shared.Fault = why.Message;
                _shared._isStale |= why is IOException && ReferenceEquals(_shared._log, Log);
            }
        }

        /// <inheritdoc/>
        public ValueTask DisposeAsync()
        {
            if (Interlocked.Exchange(ref _returned, 1) == 0)
            {
                _shared.Return();
            }

            return ValueTask.CompletedTask;
        }
    }
}
