using Roundtable.Record.Storage;
using Roundtable.Workspace.Logs;

namespace Roundtable.Workspace.Lineage;

/// <summary>
/// The log and the registry as one request or one command reads them: each is opened when it is first needed, at most once, and
/// closed with this. Nothing of it is newer than the moment of opening.
/// </summary>
/// <param name="workspace">Which data directory.</param>
public sealed class WorkspaceReader(WorkspaceContext workspace) : IDisposable
{
    private readonly SemaphoreSlim _gate = new(1);
    private RegistryAccess? _registry;
    private LogStore? _log;

    /// <summary>The registry and lineage, with what the log has gained.</summary>
    /// <exception cref="IOException">When the index cannot be written.</exception>
    public async Task<RegistryAccess> OpenRegistryAsync(CancellationToken cancellation)
    {
        await _gate.WaitAsync(cancellation);
        try
        {
            return _registry ??= await RegistryAccess.OpenAsync(workspace, cancellation);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>The log, for reading; null where it cannot be read now.</summary>
    public async Task<LogStore?> TryOpenLogAsync(CancellationToken cancellation)
    {
        await _gate.WaitAsync(cancellation);
        try
        {
            return _registry?.Log ?? (_log ??= await Task.Run(() => LogAccess.TryRead(workspace), cancellation));
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _registry?.Dispose();
        _log?.Dispose();
        _gate.Dispose();
    }
}
