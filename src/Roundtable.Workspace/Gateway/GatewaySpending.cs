using Roundtable.Record.Entries;
using Roundtable.Record.Storage;
using Roundtable.Workspace.Logs;
using Roundtable.Workspace.Spending;

namespace Roundtable.Workspace.Gateway;

/// <summary>
/// What keys have spent, opened once for a process and brought up to the log first: a call whose leaf is there is settled by it, if the process that made it
/// died before it did so; a ledger that was lost is made again. A call that has no leaf keeps its reservation.
/// </summary>
/// <param name="workspace">The data directory, or the database.</param>
/// <param name="shared">The log.</param>
/// <param name="configuration">Prices.</param>
public sealed class GatewaySpending(WorkspaceContext workspace, SharedLog shared, GatewayConfiguration configuration) : IAsyncDisposable
{
    private readonly SemaphoreSlim _opening = new(1);
    private volatile SpendingDatabase? _database;

    /// <summary>The database.</summary>
    /// <param name="cancellation">Stops waiting.</param>
    /// <exception cref="IOException">When it cannot be opened, or the log cannot.</exception>
    public async ValueTask<SpendingDatabase> OpenAsync(CancellationToken cancellation)
    {
        if (_database is { } open)
        {
            return open;
        }

        await _opening.WaitAsync(cancellation);
        try
        {
            if (_database is { } opened)
            {
                return opened;
            }

            SpendingDatabase database = LogAccess.Database(workspace) is { } address
                ? await PostgresSpending.OpenAsync(address, cancellation)
                : SqliteSpending.Open(workspace.DataDirectory);
            try
            {
                await CatchUpAsync(database, cancellation);
            }
            catch
            {
                await database.DisposeAsync();
                throw;
            }

            return _database = database;
        }
        finally
        {
            _opening.Release();
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_database is { } database)
        {
            await database.DisposeAsync();
        }

        _opening.Dispose();
    }

    private async Task CatchUpAsync(SpendingDatabase database, CancellationToken cancellation)
    {
        var settings = (await configuration.CurrentAsync(cancellation)).Settings;
        var ledger = new SpendingLedger(database);
        await using var use = await shared.OpenAsync(cancellation);
        var store = use.Log.Store;
        var next = await database.NextLeafAsync(cancellation);
        var end = store.Head.Size;
        foreach (var bytes in store.Leaves(next))
        {
            cancellation.ThrowIfCancellationRequested();
            if (next >= end)
            {
                break;
            }

            if (bytes.Span.IndexOf("\"kind\":\"exchange\""u8) >= 0 && Leaf(store, next, bytes.Span) is { Call: { } id } leaf
                && RecordedCall.Of(leaf, id, leaf.Document is { } digest ? store.Content(digest) : null, settings) is { } call)
            {
                await ledger.SettleAsync(call.Call, call.Charge(await configuration.CardAsync(call.Connection, call.Model, cancellation)), cancellation);
            }

            next++;
        }

        await database.TakenAsync(next, cancellation);
    }

    private static Leaf? Leaf(LogStore store, long index, ReadOnlySpan<byte> bytes)
    {
        try
        {
            return RecordLog.ReadLeaf(store, index, bytes);
        }
        catch (DamagedLogException)
        {
            return null; // 'log verify' tells of damage
        }
    }
}
