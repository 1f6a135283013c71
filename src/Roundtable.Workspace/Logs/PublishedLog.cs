using Roundtable.Record.Storage;
using Roundtable.Record.Tiles;

namespace Roundtable.Workspace.Logs;

/// <summary>What a log publishes: checkpoint, keys and tiles, and no contents. Let it go after use.</summary>
public sealed class PublishedLog : IDisposable
{
    private readonly LogStore? _store;

    private PublishedLog(LogStore? store, ILogResources resources) => (_store, Resources) = (store, resources);

    /// <summary>Its resources by their paths.</summary>
    public ILogResources Resources { get; }

    /// <inheritdoc/>
    public void Dispose() => _store?.Dispose();

    /// <summary>
    /// Opens it. Published files need no lock and change only as a whole, so that another process may go on writing them; a database is connected to.
    /// </summary>
    /// <exception cref="WorkspaceException">When the database cannot be reached.</exception>
    internal static async Task<PublishedLog> OpenAsync(WorkspaceContext workspace, CancellationToken cancellation)
    {
        if (LogAccess.Database(workspace) is null)
        {
            return new PublishedLog(null, new PublishedFiles(workspace.DataDirectory));
        }

        var store = await LogAccess.ReadAsync(workspace, cancellation);
        return new PublishedLog(store, store);
    }
}
