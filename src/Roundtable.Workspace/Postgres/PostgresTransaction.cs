using System.Data;
using Npgsql;
using Roundtable.Record.Storage;

namespace Roundtable.Workspace.Postgres;

/// <summary>The connection of a log that is being written, kept between its transactions.</summary>
/// <param name="source">Where connections come from.</param>
internal sealed class PostgresTransaction(NpgsqlDataSource source) : IDisposable
{
    private NpgsqlConnection? _connection;
    private NpgsqlTransaction? _transaction;

    /// <summary>The connection of the transaction that was begun last.</summary>
    /// <exception cref="InvalidOperationException">When none was.</exception>
    public NpgsqlConnection Connection => _connection ?? throw new InvalidOperationException("The log is not being written.");

    /// <summary>
    /// Begins a transaction and reads where the log ends. The connection may be one of before the server was started again: as nothing was written yet, that
    /// is tried once more over a new one.
    /// </summary>
    public TreeHead Begin()
    {
        for (var isFirst = true; ; isFirst = false)
        {
            try
            {
                _connection ??= source.OpenConnection();
                _transaction = _connection.BeginTransaction();
                return PostgresQueries.Head(_connection, _transaction);
            }
            catch (NpgsqlException) when (isFirst && _connection is { State: not ConnectionState.Open })
            {
                Close();
                source.Clear();
            }
        }
    }

    /// <summary>Makes what was written durable.</summary>
    public void Commit() => _transaction!.Commit();

    /// <summary>Ends the transaction, and takes back what was not committed.</summary>
    public void End()
    {
        _transaction?.Dispose();
        _transaction = null;
    }

    /// <summary>Ends the transaction and gives the connection back.</summary>
    public void Close()
    {
        End();
        _connection?.Dispose();
        _connection = null;
    }

    /// <inheritdoc/>
    public void Dispose() => Close();
}
