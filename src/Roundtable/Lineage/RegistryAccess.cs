using Roundtable.CommandLine;
using Roundtable.Log;
using Roundtable.Record.Storage;
using Roundtable.Sessions;
using Roundtable.Terms.Registry;
using Roundtable.Terms.Rulings;

namespace Roundtable.Lineage;

/// <summary>The registry and lineage of an invocation's log, as they stand now. Let it go after use.</summary>
internal sealed class RegistryAccess : IDisposable
{
    private RegistryAccess(LineageIndex index, LogStore? log, SessionStore sessions)
    {
        Index = index;
        Log = log;
        Registry = index.Registry();
        Sessions = sessions;
        Things = new LogThings(Registry, log, sessions);
    }

    /// <summary>The index over the log.</summary>
    public LineageIndex Index { get; }

    /// <summary>The log; null where it cannot be read.</summary>
    public LogStore? Log { get; }

    /// <summary>The session files.</summary>
    public SessionStore Sessions { get; }

    /// <summary>The registry.</summary>
    public RegistrySnapshot Registry { get; }

    /// <summary>The lineage.</summary>
    public LogThings Things { get; }

    /// <summary>Rules on uses of things.</summary>
    public Judge Judge => new(Registry, Things);

    /// <summary>Opens it, and takes into the index what the log has gained.</summary>
    public static Task<RegistryAccess> OpenAsync(Invocation invocation, CancellationToken cancellation) => Task.Run(
        () =>
        {
            LineageIndex index = LogAccess.Database(invocation) is { } address ? PostgresLineage.Open(address) : SqliteLineage.Open(invocation.DataDirectory);
            LogStore? log = null;
            try
            {
                log = LogAccess.TryRead(invocation);
                if (log is not null)
                {
                    index.CatchUp(log, null, cancellation);
                }

                return new RegistryAccess(index, log, new SessionStore(invocation.DataDirectory, invocation.Time));
            }
            catch
            {
                log?.Dispose();
                index.Dispose();
                throw;
            }
        },
        cancellation);

    /// <inheritdoc/>
    public void Dispose()
    {
        Log?.Dispose();
        Index.Dispose();
    }
}
