using System.Data.Common;

namespace Roundtable.Workspace.Spending;

/// <summary>
/// Where it is kept what keys have spent and own: a file of the data directory, or tables beside the log's for several processes at once. The statements are
/// the same for both.
/// </summary>
public abstract class SpendingDatabase : IAsyncDisposable
{
    /// <summary>Changes whenever a program that knows the tables of before could not use them any more.</summary>
    public const int Version = 1;

    private protected SpendingDatabase()
    {
    }

    /// <summary>What stands before the names of tables.</summary>
    private protected abstract string Prefix { get; }

    /// <summary>The statements that make the tables where they are missing.</summary>
    private protected string Tables =>
        $"""
        CREATE TABLE IF NOT EXISTS {Prefix}spending_calls (
            call_id TEXT PRIMARY KEY, key_id TEXT NOT NULL, owner TEXT NOT NULL, model TEXT NOT NULL, day TEXT NOT NULL, state TEXT NOT NULL,
            micro BIGINT NOT NULL, input BIGINT NOT NULL, output BIGINT NOT NULL
        );
        CREATE INDEX IF NOT EXISTS spending_calls_day ON {Prefix}spending_calls (day);
        CREATE INDEX IF NOT EXISTS spending_calls_key ON {Prefix}spending_calls (key_id, day);
        CREATE TABLE IF NOT EXISTS {Prefix}spending_totals (key_id TEXT NOT NULL, period TEXT NOT NULL, micro BIGINT NOT NULL, PRIMARY KEY (key_id, period));
        CREATE TABLE IF NOT EXISTS {Prefix}spending_alerts (key_id TEXT NOT NULL, period TEXT NOT NULL, percent BIGINT NOT NULL,
            PRIMARY KEY (key_id, period, percent));
        CREATE TABLE IF NOT EXISTS {Prefix}spending_owned (connection TEXT NOT NULL, id TEXT NOT NULL, key_id TEXT NOT NULL, PRIMARY KEY (connection, id));
        CREATE TABLE IF NOT EXISTS {Prefix}spending_batches (connection TEXT, id TEXT, call_id TEXT NOT NULL, PRIMARY KEY (connection, id));
        CREATE TABLE IF NOT EXISTS {Prefix}spending_state (one BIGINT PRIMARY KEY, next_leaf BIGINT NOT NULL);
        """;

    /// <summary>Closes it.</summary>
    public abstract ValueTask DisposeAsync();

    /// <summary>Index of the leaf up to which the log was taken in; 0 where it never was.</summary>
    /// <param name="cancellation">Stops.</param>
    /// <exception cref="IOException">When it cannot be read.</exception>
    public Task<long> NextLeafAsync(CancellationToken cancellation) => ReadAsync(
        async s => (await s.RowsAsync("SELECT next_leaf FROM ~spending_state", static r => r.GetInt64(0))).FirstOrDefault(), cancellation);

    /// <summary>Notes up to which leaf the log was taken in.</summary>
    /// <param name="next">Index of the first leaf that was not.</param>
    /// <param name="cancellation">Stops.</param>
    /// <exception cref="IOException">When it cannot be written.</exception>
    public Task TakenAsync(long next, CancellationToken cancellation) => ChangeAsync(
        async s => await s.RunAsync(
            """
            INSERT INTO ~spending_state (one, next_leaf) VALUES (1, @next)
            ON CONFLICT (one) DO UPDATE SET next_leaf = excluded.next_leaf WHERE spending_state.next_leaf < excluded.next_leaf
            """,
            ("@next", next)) >= 0,
        cancellation);

    /// <summary>Runs statements in one transaction, which is rolled back where they return false.</summary>
    /// <param name="work">The statements; whether to keep what they did.</param>
    /// <param name="cancellation">Stops before the commit.</param>
    /// <exception cref="IOException">When the database refuses or cannot be reached.</exception>
    internal abstract Task<bool> ChangeAsync(Func<SpendingStatements, Task<bool>> work, CancellationToken cancellation);

    /// <summary>Runs statements that only read.</summary>
    /// <param name="work">The statements.</param>
    /// <param name="cancellation">Stops.</param>
    /// <exception cref="IOException">When the database refuses or cannot be reached.</exception>
    internal abstract Task<T> ReadAsync<T>(Func<SpendingStatements, Task<T>> work, CancellationToken cancellation);
}

/// <summary>Statements on one connection; <c>~</c> stands for what is before the names of tables.</summary>
/// <param name="connection">The connection.</param>
/// <param name="transaction">The transaction, or null.</param>
/// <param name="prefix">What stands before the names of tables.</param>
/// <param name="cancellation">Stops.</param>
internal sealed class SpendingStatements(DbConnection connection, DbTransaction? transaction, string prefix, CancellationToken cancellation)
{
    /// <summary>Runs a statement; how many rows it changed.</summary>
    public async Task<int> RunAsync(string sql, params (string Name, object Value)[] parameters)
    {
        await using var command = Command(sql, parameters);
        return await command.ExecuteNonQueryAsync(cancellation);
    }

    /// <summary>The first row of a query as something; null where there is none.</summary>
    public async Task<T?> FirstAsync<T>(string sql, Func<DbDataReader, T> read, params (string Name, object Value)[] parameters)
        where T : class
    {
        await using var command = Command(sql, parameters);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        return await reader.ReadAsync(cancellation) ? read(reader) : null;
    }

    /// <summary>The rows of a query.</summary>
    public async Task<IReadOnlyList<T>> RowsAsync<T>(string sql, Func<DbDataReader, T> read, params (string Name, object Value)[] parameters)
    {
        await using var command = Command(sql, parameters);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        List<T> rows = [];
        while (await reader.ReadAsync(cancellation))
        {
            rows.Add(read(reader));
        }

        return rows;
    }

    private DbCommand Command(string sql, (string Name, object Value)[] parameters)
    {
        var command = connection.CreateCommand();
        command.Transaction = transaction;
#pragma warning disable CA2100 // Every statement is written in the program; what comes from outside goes in as parameters.
        command.CommandText = sql.Replace("~", prefix, StringComparison.Ordinal);
#pragma warning restore CA2100
        foreach (var (name, value) in parameters)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, value);
            command.Parameters.Add(parameter);
        }

        return command;
    }
}
