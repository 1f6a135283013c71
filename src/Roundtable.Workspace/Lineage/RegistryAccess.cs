using Microsoft.Data.Sqlite;
using Roundtable.Record.Files;
using Roundtable.Record.Storage;
using Roundtable.Terms.Registry;
using Roundtable.Terms.Rulings;
using Roundtable.Workspace.Calls;
using Roundtable.Workspace.Logs;
using Roundtable.Workspace.Sessions;

namespace Roundtable.Workspace.Lineage;

/// <summary>The registry and lineage of a workspace's log, as they stand now. Let it go after use.</summary>
public sealed class RegistryAccess : IDisposable
{
    private readonly Lazy<CallIndex> _calls;
    private readonly bool _ownsLog;

    private RegistryAccess(LineageIndex index, LogStore? log, bool ownsLog, SessionStore sessions, string directory)
    {
        _ownsLog = ownsLog;
        _calls = new Lazy<CallIndex>(() => CallIndex.OpenOrInMemory(directory));
        Index = index;
        Directory = directory;
        Log = log;
        Registry = index.Registry();
        Sessions = sessions;
        Artifacts = new LogArtifacts(Registry, log, sessions, LeafOfCall, index.NewestHeld);
    }

    /// <summary>The index over the log.</summary>
    public LineageIndex Index { get; }

    /// <summary>The data directory.</summary>
    public string Directory { get; }

    /// <summary>The log; null where it cannot be read.</summary>
    public LogStore? Log { get; }

    /// <summary>The session files.</summary>
    public SessionStore Sessions { get; }

    /// <summary>The registry.</summary>
    public RegistrySnapshot Registry { get; }

    /// <summary>The lineage.</summary>
    public LogArtifacts Artifacts { get; }

    /// <summary>Rules on uses of artifacts.</summary>
    public Judge Judge => new(Registry, Artifacts);

    /// <summary>Index of the leaf of a call through the gateway; null where the log has none.</summary>
    /// <param name="call">The call's id.</param>
    /// <exception cref="NewerFormatException">When a newer program made the index of calls.</exception>
    public long? LeafOfCall(string call)
    {
        if (Log is null)
        {
            return null;
        }

        _calls.Value.CatchUp(Log, CancellationToken.None);
        return _calls.Value.Find(call);
    }

    /// <summary>Opens it, and takes into the index what the log has gained.</summary>
    public static async Task<RegistryAccess> OpenAsync(WorkspaceContext workspace, CancellationToken cancellation)
    {
        // Opening the log and reading the starter set take a short command as long as each other, and neither needs the other.
        var starter = Task.Run(() => StarterSet.Entries, CancellationToken.None);
        var log = await Task.Run(() => LogAccess.TryRead(workspace), cancellation);
        LineageIndex? index = null;
        try
        {
            await starter;
            index = await Task.Run(() => Open(workspace, log, cancellation), cancellation);
            return new RegistryAccess(index, log, ownsLog: true, new SessionStore(workspace.DataDirectory, workspace.Time), workspace.DataDirectory);
        }
        catch
        {
            index?.Dispose();
            log?.Dispose();
            throw;
        }
    }

    /// <summary>Opens it over a log that is open already, and stays so: opening one anew reads what no checkpoint covers yet.</summary>
    /// <param name="workspace">The world.</param>
    /// <param name="log">The log.</param>
    /// <param name="cancellation">Stops.</param>
    public static async Task<RegistryAccess> OverAsync(WorkspaceContext workspace, LogStore log, CancellationToken cancellation)
    {
        var index = await Task.Run(() => Open(workspace, log, cancellation), cancellation);
        return new RegistryAccess(index, log, ownsLog: false, new SessionStore(workspace.DataDirectory, workspace.Time), workspace.DataDirectory);
    }

    /// <summary>The index with what the log has; where the data directory cannot be written to, one in memory that ends with what it was opened for.</summary>
    private static LineageIndex Open(WorkspaceContext workspace, LogStore? log, CancellationToken cancellation)
    {
        if (LogAccess.Database(workspace) is { } address)
        {
            return CaughtUp(PostgresLineage.Open(address), log, cancellation);
        }

        try
        {
            var isThere = System.IO.Directory.Exists(workspace.DataDirectory);
            return CaughtUp(isThere ? SqliteLineage.Open(workspace.DataDirectory) : SqliteLineage.InMemory(), log, cancellation);
        }
        catch (Exception e) when (e is UnauthorizedAccessException or SqliteException || (e is IOException && e is not NewerFormatException))
        {
            return CaughtUp(SqliteLineage.InMemory(), log, cancellation);
        }
    }

    private static LineageIndex CaughtUp(LineageIndex index, LogStore? log, CancellationToken cancellation)
    {
        try
        {
            if (log is not null)
            {
                index.CatchUp(log, null, cancellation);
            }

            return index;
        }
        catch
        {
            index.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_calls.IsValueCreated)
        {
            _calls.Value.Dispose();
        }

        if (_ownsLog)
        {
            Log?.Dispose();
        }

        Index.Dispose();
    }
}
