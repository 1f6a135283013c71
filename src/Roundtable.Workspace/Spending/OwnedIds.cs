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

    /// <summary>Records that a key made something. What has an owner keeps it.</summary>
    /// <param name="connection">Name of the connection.</param>
    /// <param name="ids">Its ids at the provider.</param>
    /// <param name="key">Id of the key; empty for whoever needs none.</param>
    /// <param name="cancellation">Stops.</param>
    /// <exception cref="IOException">When it cannot be written: nobody will reach it.</exception>
    public Task AddAsync(string connection, IReadOnlyCollection<string> ids, string key, CancellationToken cancellation) => database.ChangeAsync(
        async s =>
        {
            foreach (var id in ids.Where(i => i.Length is > 0 and <= MaxId).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
            {
                await s.RunAsync(
                    "INSERT INTO ~spending_owned (connection, id, key_id) VALUES (@connection, @id, @key) ON CONFLICT (connection, id) DO NOTHING",
                    ("@connection", connection),
                    ("@id", id),
                    ("@key", key));
            }

            return true;
        },
        cancellation);

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
}
