namespace Roundtable.Workspace.Spending;

/// <summary>
/// Which key made what a provider keeps: files, batches, fine-tuning jobs, responses. All keys share the provider's, which shows everything to everybody; so
/// that what one key made is reached through that key alone, and what nobody is known to have made is reached by none.
/// </summary>
/// <param name="database">Where it is kept.</param>
public sealed class OwnedIds(SpendingDatabase database)
{
    /// <summary>Maximum length of an id, in UTF-16 code units.</summary>
    public const int MaxId = 400;

    private const int MaxRows = 500; // of one statement

    private readonly Lock _lock = new();
    private List<Making> _waiting = [];
    private bool _isWriting;

    /// <summary>What somebody waits to see written.</summary>
    private sealed record Making(IReadOnlyList<(string Connection, string Id, string Key)> Owned)
    {
        public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    /// <summary>Records that a key made something. What has an owner keeps it.</summary>
    /// <param name="connection">Name of the connection.</param>
    /// <param name="ids">Its ids at the provider.</param>
    /// <param name="key">Id of the key; empty for whoever needs none.</param>
    /// <param name="cancellation">Checked once at the start.</param>
    /// <exception cref="IOException">When it cannot be written: nobody will reach it.</exception>
    public Task AddAsync(string connection, IReadOnlyCollection<string> ids, string key, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var making = new Making([.. ids.Where(i => i.Length is > 0 and <= MaxId).Distinct(StringComparer.Ordinal).Select(i => (connection, i, key))]);
        lock (_lock)
        {
            _waiting.Add(making);
            if (_isWriting)
            {
                return making.Done.Task;
            }

            _isWriting = true;
        }

        _ = WriteAsync();
        return making.Done.Task;
    }

    /// <summary>The ids among some that a key did not make.</summary>
    /// <param name="connection">Name of the connection.</param>
    /// <param name="ids">Ids at the provider.</param>
    /// <param name="key">Id of the key.</param>
    /// <param name="cancellation">Stops.</param>
    /// <exception cref="IOException">When it cannot be read.</exception>
    public Task<IReadOnlyList<string>> NotOwnedAsync(string connection, IReadOnlyCollection<string> ids, string key, CancellationToken cancellation) =>
        database.ReadAsync<IReadOnlyList<string>>(
            async s =>
            {
                List<string> others = [];
                foreach (var id in ids.Distinct(StringComparer.Ordinal))
                {
                    var owner = id.Length > MaxId ? null : await s.FirstAsync(
                        "SELECT key_id FROM ~spending_owned WHERE connection = @connection AND id = @id",
                        static r => r.GetString(0),
                        ("@connection", connection),
                        ("@id", id));
                    if (owner != key)
                    {
                        others.Add(id);
                    }
                }

                return others;
            },
            cancellation);

    /// <summary>Writes what waits, all that came during one transaction in the next: every answer of some providers makes something.</summary>
    private async Task WriteAsync()
    {
        while (true)
        {
            List<Making> taken;
            lock (_lock)
            {
                (taken, _waiting) = (_waiting, []);
                if (taken.Count == 0)
                {
                    _isWriting = false;
                    return;
                }
            }

            try
            {
                await database.ChangeAsync(s => InsertAsync(s, taken), CancellationToken.None);
                taken.ForEach(m => m.Done.SetResult());
            }
#pragma warning disable CA1031 // Whoever waits is told.
            catch (Exception e)
#pragma warning restore CA1031
            {
                taken.ForEach(m => m.Done.SetException(e));
            }
        }
    }

    private static async Task<bool> InsertAsync(SpendingStatements statements, List<Making> makings)
    {
        // In one order, so that no two processes wait for each other; of two that made the same, the first keeps it.
        var rows = makings.SelectMany(m => m.Owned).DistinctBy(o => (o.Connection, o.Id))
            .OrderBy(o => o.Connection, StringComparer.Ordinal).ThenBy(o => o.Id, StringComparer.Ordinal);
        foreach (var some in rows.Chunk(MaxRows))
        {
            await statements.RunAsync(
                "INSERT INTO ~spending_owned (connection, id, key_id) VALUES "
                    + string.Join(", ", some.Select((_, i) => FormattableString.Invariant($"(@c{i}, @i{i}, @k{i})")))
                    + " ON CONFLICT (connection, id) DO NOTHING",
                [.. some.SelectMany(static (o, i) => (IEnumerable<(string, object)>)
                [
                    (FormattableString.Invariant($"@c{i}"), o.Connection),
                    (FormattableString.Invariant($"@i{i}"), o.Id),
                    (FormattableString.Invariant($"@k{i}"), o.Key),
                ])]);
        }

        return true;
    }
}
