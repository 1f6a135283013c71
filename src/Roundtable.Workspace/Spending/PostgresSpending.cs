using Npgsql;
using Roundtable.Record.Files;
using Roundtable.Workspace.Postgres;

namespace Roundtable.Workspace.Spending;

/// <summary>What keys have spent, as tables beside the log's: several gateways share each budget.</summary>
public sealed class PostgresSpending : SpendingDatabase
{
    private const long MakingLock = 0x5370656E64; // any number, the same in every process

    private readonly NpgsqlDataSource _source;
    private readonly string _location;

    private PostgresSpending(NpgsqlDataSource source, string location) => (_source, _location) = (source, location);

    private protected override string Prefix => "roundtable.";

    /// <summary>Opens the tables of a database, or makes them.</summary>
    /// <param name="address">The database.</param>
    /// <param name="cancellation">Stops.</param>
    /// <exception cref="NewerFormatException">When a newer program made the tables of the log: nothing is touched.</exception>
    /// <exception cref="IOException">When the database cannot be reached or refuses.</exception>
    public static async Task<PostgresSpending> OpenAsync(NpgsqlConnectionStringBuilder address, CancellationToken cancellation)
    {
        var database = new PostgresSpending(NpgsqlDataSource.Create(address), PostgresAddress.Shown(address));
        try
        {
            await database.MakeAsync(cancellation);
            return database;
        }
        catch
        {
            await database.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc/>
    public override ValueTask DisposeAsync() => _source.DisposeAsync();

    /// <inheritdoc/>
    internal override async Task<bool> ChangeAsync(Func<SpendingStatements, Task<bool>> work, CancellationToken cancellation)
    {
        try
        {
            await using var connection = await _source.OpenConnectionAsync(cancellation);
            await using var transaction = await connection.BeginTransactionAsync(cancellation);
            var kept = await work(new SpendingStatements(connection, transaction, Prefix, cancellation));
            if (kept)
            {
                await transaction.CommitAsync(cancellation);
            }

            return kept;
        }
        catch (NpgsqlException e)
        {
            throw Refused(e);
        }
    }

    /// <inheritdoc/>
    internal override async Task<T> ReadAsync<T>(Func<SpendingStatements, Task<T>> work, CancellationToken cancellation)
    {
        try
        {
            await using var connection = await _source.OpenConnectionAsync(cancellation);
            return await work(new SpendingStatements(connection, null, Prefix, cancellation));
        }
        catch (NpgsqlException e)
        {
            throw Refused(e);
        }
    }

    private async Task MakeAsync(CancellationToken cancellation)
    {
        try
        {
            await using var connection = await _source.OpenConnectionAsync(cancellation);
            PostgresSchema.ThrowIfNewer(connection, _location);
            await using var transaction = await connection.BeginTransactionAsync(cancellation);
            await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Nothing in it comes from outside.
            command.CommandText = $"SELECT pg_advisory_xact_lock({MakingLock}); CREATE SCHEMA IF NOT EXISTS roundtable; {Tables}";
#pragma warning restore CA2100
            await command.ExecuteNonQueryAsync(cancellation);
            await transaction.CommitAsync(cancellation);
        }
        catch (NpgsqlException e)
        {
            throw Refused(e);
        }
    }

    private IOException Refused(NpgsqlException e) => DatabaseFault.Handled(_location, e, _source);
}
