using Npgsql;
using Roundtable.Workspace.Postgres;

namespace Roundtable.Workspace.Runs.Postgres;

/// <summary>
/// Runs that several processes work on, in the database of their log: a run is cut into parts of some items each, which workers claim
/// (<c>FOR UPDATE SKIP LOCKED</c>), and whose results lie in the database until all are there. docs/formats/postgres.md.
/// </summary>
public sealed class PostgresRuns : IAsyncDisposable
{
    /// <summary>Items of one part: few enough that a worker which is gone holds up little.</summary>
    public const int ItemsOfPart = 256;

    private readonly NpgsqlDataSource _source;

    private PostgresRuns(NpgsqlDataSource source) => _source = source;

    /// <summary>Opens the runs of a database, and makes their tables where they do not exist.</summary>
    /// <exception cref="IOException">When the database cannot be reached or refuses.</exception>
    public static Task<PostgresRuns> OpenAsync(NpgsqlConnectionStringBuilder address, CancellationToken cancellation) => GuardAsync(address, async () =>
    {
        var source = NpgsqlDataSource.Create(address);
        await using var command = source.CreateCommand(
            """
            CREATE SCHEMA IF NOT EXISTS roundtable;
            CREATE TABLE IF NOT EXISTS roundtable.runs (run text PRIMARY KEY, header bytea NOT NULL, codebook bytea);
            ALTER TABLE roundtable.runs ADD COLUMN IF NOT EXISTS codebook bytea;
            CREATE TABLE IF NOT EXISTS roundtable.run_parts (
                run text, part integer, results bytea, calls bytea, PRIMARY KEY (run, part)
            );
            CREATE TABLE IF NOT EXISTS roundtable.run_claims (run text, part integer, claims integer NOT NULL, PRIMARY KEY (run, part));
            """);
        try
        {
            await command.ExecuteNonQueryAsync(cancellation);
        }
        catch (PostgresException e)
            when (e.SqlState is PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.DuplicateTable or PostgresErrorCodes.DuplicateSchema)
        {
            // Another worker made them at the same moment.
        }

        return new PostgresRuns(source);
    });

    /// <summary>Adds a run and its parts; nothing happens where it is known.</summary>
    /// <param name="run">The run's id.</param>
    /// <param name="header">Its <c>run.json</c>.</param>
    /// <param name="codebook">Its <c>codebook.json</c>; null where it labels nothing.</param>
    /// <param name="items">How many items it has.</param>
    /// <param name="cancellation">Stops.</param>
    public async Task AddAsync(string run, byte[] header, byte[]? codebook, int items, CancellationToken cancellation)
    {
        await using var command = _source.CreateCommand(
            """
            WITH added AS (INSERT INTO roundtable.runs (run, header, codebook) VALUES ($1, $2, $4) ON CONFLICT DO NOTHING RETURNING run)
            INSERT INTO roundtable.run_parts (run, part) SELECT $1, p FROM added, generate_series(0, $3) p ON CONFLICT DO NOTHING
            """);
        command.Parameters.Add(new() { Value = run });
        command.Parameters.Add(new() { Value = header });
        command.Parameters.Add(new() { Value = ((items + ItemsOfPart - 1) / ItemsOfPart) - 1 });
        command.Parameters.Add(new() { Value = (object?)codebook ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Bytea });
        await command.ExecuteNonQueryAsync(cancellation);
    }

    /// <summary>
    /// The <c>run.json</c> and <c>codebook.json</c> of a run that another worker began; null where the database does not know it, or where it has no codebook.
    /// </summary>
    public async Task<(byte[]? Header, byte[]? Codebook)> HeaderAsync(string run, CancellationToken cancellation)
    {
        await using var command = _source.CreateCommand("SELECT header, codebook FROM roundtable.runs WHERE run = $1");
        command.Parameters.Add(new() { Value = run });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        return await reader.ReadAsync(cancellation)
            ? (reader.GetFieldValue<byte[]>(0), await reader.IsDBNullAsync(1, cancellation) ? null : reader.GetFieldValue<byte[]>(1))
            : default;
    }

    /// <summary>Claims a part that nobody has finished or is at; null where there is none now.</summary>
    public async Task<PostgresPart?> ClaimAsync(string run, CancellationToken cancellation)
    {
        var connection = await _source.OpenConnectionAsync(cancellation);
        try
        {
            var transaction = await connection.BeginTransactionAsync(cancellation);
            await using var command = new NpgsqlCommand(
                "SELECT part FROM roundtable.run_parts WHERE run = $1 AND results IS NULL ORDER BY part LIMIT 1 FOR UPDATE SKIP LOCKED",
                connection,
                transaction);
            command.Parameters.Add(new() { Value = run });
            if (await command.ExecuteScalarAsync(cancellation) is not int part)
            {
                await connection.DisposeAsync();
                return null;
            }

            return new PostgresPart(connection, transaction, run, part, await CountClaimAsync(run, part, cancellation) > 1);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>How many parts are finished, and how many there are.</summary>
    public async Task<(int Done, int All)> ProgressAsync(string run, CancellationToken cancellation)
    {
        await using var command = _source.CreateCommand("SELECT count(results), count(*) FROM roundtable.run_parts WHERE run = $1");
        command.Parameters.Add(new() { Value = run });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        await reader.ReadAsync(cancellation);
        return ((int)reader.GetInt64(0), (int)reader.GetInt64(1));
    }

    /// <summary>The lines of results and of calls of every finished part, in the order of the items.</summary>
    public async IAsyncEnumerable<(byte[] Results, byte[] Calls)> ResultsAsync(
        string run, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        await using var command = _source.CreateCommand("SELECT results, calls FROM roundtable.run_parts WHERE run = $1 AND results IS NOT NULL ORDER BY part");
        command.Parameters.Add(new() { Value = run });
        await using var reader = await command.ExecuteReaderAsync(System.Data.CommandBehavior.SequentialAccess, cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            yield return (reader.GetFieldValue<byte[]>(0), reader.GetFieldValue<byte[]>(1));
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _source.DisposeAsync();

    /// <summary>Counted outside of the claim's transaction, so that it stays where the worker is gone.</summary>
    private async Task<int> CountClaimAsync(string run, int part, CancellationToken cancellation)
    {
        await using var command = _source.CreateCommand(
            "INSERT INTO roundtable.run_claims AS c VALUES ($1, $2, 1) ON CONFLICT (run, part) DO UPDATE SET claims = c.claims + 1 RETURNING claims");
        command.Parameters.Add(new() { Value = run });
        command.Parameters.Add(new() { Value = part });
        return (int)(await command.ExecuteScalarAsync(cancellation))!;
    }

    private static async Task<T> GuardAsync<T>(NpgsqlConnectionStringBuilder address, Func<Task<T>> action)
    {
        try
        {
            return await action();
        }
        catch (NpgsqlException e)
        {
            throw DatabaseFault.Of(PostgresAddress.Shown(address), e);
        }
    }
}

/// <summary>A part of a run that this process has claimed: a row that is locked until it is finished, or the connection ends.</summary>
public sealed class PostgresPart : IAsyncDisposable
{
    private readonly NpgsqlConnection _connection;
    private readonly NpgsqlTransaction _transaction;
    private readonly string _run;

    internal PostgresPart(NpgsqlConnection connection, NpgsqlTransaction transaction, string run, int number, bool wasClaimed) =>
        (_connection, _transaction, _run, Number, WasClaimed) = (connection, transaction, run, number, wasClaimed);

    /// <summary>Its number, from 0.</summary>
    public int Number { get; }

    /// <summary>Whether another worker had it before and did not finish it: some of its answers may be on record.</summary>
    public bool WasClaimed { get; }

    /// <summary>Index of its first item.</summary>
    public int First => Number * PostgresRuns.ItemsOfPart;

    /// <summary>Finishes it.</summary>
    /// <param name="results">Its lines of results.</param>
    /// <param name="calls">Its lines of calls.</param>
    /// <param name="cancellation">Stops; the part is claimed again then.</param>
    public async Task FinishAsync(ReadOnlyMemory<byte> results, ReadOnlyMemory<byte> calls, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(
            "UPDATE roundtable.run_parts SET results = $3, calls = $4 WHERE run = $1 AND part = $2", _connection, _transaction);
        command.Parameters.Add(new() { Value = _run });
        command.Parameters.Add(new() { Value = Number });
        command.Parameters.Add(new() { Value = results.ToArray() });
        command.Parameters.Add(new() { Value = calls.ToArray() });
        await command.ExecuteNonQueryAsync(cancellation);
        await _transaction.CommitAsync(cancellation);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _transaction.DisposeAsync();
        await _connection.DisposeAsync();
    }
}
