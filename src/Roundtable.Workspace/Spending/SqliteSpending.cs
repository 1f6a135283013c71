using Microsoft.Data.Sqlite;
using Roundtable.Record.Files;
using Roundtable.Workspace.Sqlite;

namespace Roundtable.Workspace.Spending;

/// <summary>
/// What keys have spent, in <c>spending.db</c> of the data directory. What was committed survives the end of the process, however it ends; after a loss of
/// power the last reservations may be missing, but no call that is in the log.
/// </summary>
public sealed class SqliteSpending : SpendingDatabase
{
    /// <summary>Name of the file in the data directory.</summary>
    public const string FileName = "spending.db";

    private readonly SqliteConnection _database;
    private readonly string _path;
    private readonly SemaphoreSlim _turn = new(1);

    private SqliteSpending(SqliteConnection database, string path) => (_database, _path) = (database, path);

    private protected override string Prefix => "";

    /// <summary>Opens the file, or makes it.</summary>
    /// <param name="dataDirectory">The data directory; it is created where it does not exist.</param>
    /// <exception cref="NewerFormatException">When a newer program made it: it is not touched.</exception>
    /// <exception cref="IOException">When it cannot be opened. It is not made again: budgets would begin anew.</exception>
    public static SqliteSpending Open(string dataDirectory)
    {
        PrivateFiles.CreateDirectory(dataDirectory);
        var path = Path.Combine(dataDirectory, FileName);
        SqliteConnection? connection = null;
        try
        {
            connection = SqliteFile.Open(path);
            SqliteFile.Version(connection, path, Version);
            var database = new SqliteSpending(connection, path);
            using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Nothing in it comes from outside.
            command.CommandText = FormattableString.Invariant(
                $"PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA busy_timeout = 10000; {database.Tables} PRAGMA user_version = {Version};");
#pragma warning restore CA2100
            command.ExecuteNonQuery();
            return database;
        }
        catch (SqliteException e)
        {
            connection?.Dispose();
            throw new IOException($"{path}, where it is kept what keys have spent, cannot be opened: {e.Message}", e);
        }
        catch
        {
            connection?.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        await _turn.WaitAsync();
        await _database.DisposeAsync();
        _turn.Dispose();
    }

    /// <inheritdoc/>
    internal override async Task<bool> ChangeAsync(Func<SpendingStatements, Task<bool>> work, CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation);
        try
        {
            // It takes the write lock at once: what is read in it cannot change before it is written.
            await using var transaction = _database.BeginTransaction(deferred: false);
            var kept = await work(new SpendingStatements(_database, transaction, Prefix, cancellation));
            if (kept)
            {
                await transaction.CommitAsync(cancellation);
            }

            return kept;
        }
        catch (SqliteException e)
        {
            throw Refused(e);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <inheritdoc/>
    internal override async Task<T> ReadAsync<T>(Func<SpendingStatements, Task<T>> work, CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation);
        try
        {
            return await work(new SpendingStatements(_database, null, Prefix, cancellation));
        }
        catch (SqliteException e)
        {
            throw Refused(e);
        }
        finally
        {
            _turn.Release();
        }
    }

    private IOException Refused(SqliteException e) => new($"{_path} cannot be read or written: {e.Message}", e);
}
