using Roundtable.Record.Entries;
using Roundtable.Record.Storage;
using Roundtable.Workspace.Logs;
using Roundtable.Workspace.Spending;

namespace Roundtable.Workspace.Gateway;

/// <summary>
/// What keys have spent, opened once for a process. The log is the truth: calls of which nothing was reserved are not written down when they are made, but
/// taken from it when somebody asks; a call whose process died before it was settled is settled by its leaf; a ledger that was lost is made again. A call that
/// has no leaf keeps its reservation.
/// </summary>
/// <param name="workspace">The data directory, or the database.</param>
/// <param name="shared">The log.</param>
/// <param name="configuration">Prices.</param>
public sealed class GatewaySpending(WorkspaceContext workspace, SharedLog shared, GatewayConfiguration configuration) : IAsyncDisposable
{
    private const int BatchSize = 1_000;

    private readonly SemaphoreSlim _turn = new(1);
    private volatile SpendingDatabase? _database;

    /// <summary>The database; when it is opened it is brought up to the log.</summary>
    /// <param name="cancellation">Stops waiting.</param>
    /// <exception cref="IOException">When it cannot be opened, or the log cannot.</exception>
    public ValueTask<SpendingDatabase> OpenAsync(CancellationToken cancellation) =>
        _database is { } open ? new(open) : new(CurrentAsync(cancellation));

    /// <summary>The database, brought up to what the log has now.</summary>
    /// <param name="cancellation">Stops; what was taken from the log stays.</param>
    /// <exception cref="IOException">When it cannot be opened, or the log cannot.</exception>
    public async Task<SpendingDatabase> CurrentAsync(CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation);
        try
        {
            if (_database is { } open)
            {
                await CatchUpAsync(open, cancellation);
                return open;
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
            _turn.Release();
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_database is { } database)
        {
            await database.DisposeAsync();
        }

        _turn.Dispose();
    }

    private async Task CatchUpAsync(SpendingDatabase database, CancellationToken cancellation)
    {
        var settings = (await configuration.CurrentAsync(cancellation)).Settings;
        await using var use = await shared.OpenAsync(cancellation);
        var store = use.Log.Store;
        var next = await database.NextLeafAsync(cancellation);
        var end = store.Head.Size;
        List<(ChargedCall, Charge)> taken = [];
        foreach (var bytes in store.Leaves(next).TakeWhile(_ => next < end))
        {
            cancellation.ThrowIfCancellationRequested();
            if (bytes.Span.IndexOf("\"kind\":\"exchange\""u8) >= 0 && Leaf(store, next, bytes.Span) is { Call: { } id } leaf
                && RecordedCall.Of(leaf, id, leaf.Document is { } digest ? store.Content(digest) : null, settings) is { } call)
            {
                taken.Add((call.Call, call.Charge(await configuration.CardAsync(call.Connection, call.Model, cancellation))));
            }

            next++;
            if (taken.Count == BatchSize || next == end)
            {
                await new SpendingLedger(database).SettleAllAsync(taken, cancellation);
                await database.TakenAsync(next, cancellation);
                taken.Clear();
            }
        }
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
