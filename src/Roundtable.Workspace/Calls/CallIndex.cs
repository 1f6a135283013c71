using System.Globalization;
using Microsoft.Data.Sqlite;
using Roundtable.Record.Entries;
using Roundtable.Record.Files;
using Roundtable.Record.Storage;
using Roundtable.Workspace.Sqlite;

namespace Roundtable.Workspace.Calls;

/// <summary>
/// Finds exchanges in the log by the ids of their calls: <c>calls.db</c> in the data directory. It is an index and nothing more: before each question it
/// catches up with the log, and where it is missing or damaged it is made anew.
/// </summary>
public sealed class CallIndex : IDisposable
{
    /// <summary>The file's name in the data directory.</summary>
    public const string FileName = "calls.db";

    private const int Version = 1;
    private const int BatchSize = 5_000;
    private const string Columns = "leaf, id, time, upstream, requested, served, caller, use, path, status, cut, finish, input, output, cost, duration";

    private readonly SqliteConnection _database;

    private CallIndex(SqliteConnection database) => _database = database;

    /// <summary>Opens the index of a data directory, or makes it.</summary>
    /// <exception cref="IOException">When it cannot be written.</exception>
    public static CallIndex Open(string dataDirectory) => SqliteFile.OpenIndex(dataDirectory, FileName, Version, p => new CallIndex(Prepare(p)));

    /// <summary>Opens the index of a data directory, or makes it; where the directory cannot be written to, one in memory.</summary>
    /// <exception cref="NewerFormatException">When a newer program made it.</exception>
    public static CallIndex OpenOrInMemory(string dataDirectory)
    {
        try
        {
            return Open(dataDirectory);
        }
        catch (Exception e) when (e is UnauthorizedAccessException or SqliteException || (e is IOException && e is not NewerFormatException))
        {
            return new CallIndex(Prepare(":memory:"));
        }
    }

    /// <summary>Removes the index of a data directory.</summary>
    public static void Remove(string dataDirectory) => SqliteFile.RemoveIndex(dataDirectory, FileName, Version);

    /// <summary>Takes in the leaves that it has not seen yet.</summary>
    /// <param name="store">The log.</param>
    /// <param name="cancellation">Stops; what was taken in stays.</param>
    public void CatchUp(LogStore store, CancellationToken cancellation)
    {
        var next = _database.Scalar("SELECT next FROM state");
        if (next >= store.Head.Size)
        {
            return;
        }

        var transaction = _database.BeginTransaction();
        try
        {
            using var insert = Insert();
            var taken = 0;
            foreach (var bytes in store.Leaves(next))
            {
                cancellation.ThrowIfCancellationRequested();
                if (bytes.Span.IndexOf("\"kind\":\"exchange\""u8) >= 0)
                {
                    Add(insert, store, next, bytes.Span);
                }

                next++;
                if (++taken % BatchSize == 0)
                {
                    Commit(transaction, next);
                    transaction.Dispose();
                    transaction = _database.BeginTransaction();
                    insert.Transaction = transaction;
                }
            }

            Commit(transaction, next);
        }
        finally
        {
            transaction.Dispose();
        }
    }

    /// <summary>Index of the leaf of a call; null where it has none.</summary>
    public long? Find(string id)
    {
        using var command = _database.Command("SELECT leaf FROM calls WHERE id = $id", ("$id", id));
        return command.ExecuteScalar() as long?;
    }

    /// <summary>Calls in figures.</summary>
    /// <param name="caller">Only those of this caller; null for all.</param>
    /// <param name="isWanted">Which: it is told the name of the model that answered, or was asked for.</param>
    public CallFigures Figures(string? caller, Func<string, bool> isWanted) => CallSums.Of(_database, caller, isWanted);

    /// <summary>Calls, newest first where nothing else is wanted.</summary>
    /// <param name="filter">Which.</param>
    /// <param name="skip">How many to leave out.</param>
    /// <param name="limit">How many at most.</param>
    public (IReadOnlyList<CallLine> Lines, int Total) List(CallFilter filter, int skip, int limit)
    {
        List<(string, object)> parameters = [];
        var where = CallQueries.Where(filter, parameters);
        var total = (int)_database.Scalar($"SELECT count(*) FROM calls {where}", [.. parameters]);
        using var command = _database.Command(
            $"SELECT {Columns} FROM calls {where} "
                + $"ORDER BY {CallQueries.Order(filter)} LIMIT $limit OFFSET $skip", [.. parameters, ("$limit", limit), ("$skip", skip)]);
        using var reader = command.ExecuteReader();
        List<CallLine> lines = [];
        while (reader.Read())
        {
            lines.Add(new CallLine(
                reader.GetInt64(0),
                reader.GetString(1),
                DateTimeOffset.Parse(reader.GetString(2), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal),
                Text(3), Text(4), Text(5), Text(6), Text(7), Text(8), (int?)Number(9), Text(10), Text(11), Number(12), Number(13),
                Text(14) is { } cost ? decimal.Parse(cost, CultureInfo.InvariantCulture) : null,
                Number(15)));
        }

        return (lines, total);

        string? Text(int column) => reader.IsDBNull(column) ? null : reader.GetString(column);
        long? Number(int column) => reader.IsDBNull(column) ? null : reader.GetInt64(column);
    }

    /// <inheritdoc/>
    public void Dispose() => _database.Dispose();

    private static SqliteConnection Prepare(string path)
    {
        var database = SqliteFile.Open(path);
        try
        {
            if (SqliteFile.Version(database, path, Version) < Version)
            {
                using var create = database.Command($"""
                    PRAGMA journal_mode = WAL;
                    CREATE TABLE calls (leaf INTEGER PRIMARY KEY, id TEXT NOT NULL, time TEXT NOT NULL, upstream TEXT, requested TEXT, served TEXT, caller TEXT,
                        use TEXT, path TEXT, status INTEGER, cut TEXT, finish TEXT, input INTEGER, output INTEGER, cost TEXT, duration INTEGER);
                    CREATE INDEX calls_id ON calls (id);
                    CREATE INDEX calls_caller ON calls (caller, leaf);
                    CREATE TABLE state (next INTEGER NOT NULL);
                    INSERT INTO state VALUES (0);
                    PRAGMA user_version = {Version};
                    """);
                create.ExecuteNonQuery();
            }

            return database;
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    private SqliteCommand Insert()
    {
        var command = _database.Command(
            $"INSERT OR REPLACE INTO calls ({Columns}) VALUES ({string.Join(", ", Columns.Split(", ").Select(c => "$" + c))})");
        foreach (var column in Columns.Split(", "))
        {
            command.Parameters.AddWithValue("$" + column, DBNull.Value);
        }

        command.Prepare();
        return command;
    }

    private static void Add(SqliteCommand insert, LogStore store, long index, ReadOnlySpan<byte> bytes)
    {
        Leaf leaf;
        try
        {
            leaf = RecordLog.ReadLeaf(store, index, bytes);
        }
        catch (DamagedLogException)
        {
            return; // 'log verify' tells of damage
        }

        if (leaf is not { Kind: LeafKind.Exchange, Call: { } call })
        {
            return;
        }

        var facts = CallFacts.Of(leaf.Document is { } digest ? store.Content(digest) : null);
        Set("leaf", index);
        Set("id", call);
        Set("time", leaf.Time.UtcDateTime.ToString("O", CultureInfo.InvariantCulture));
        Set("upstream", facts.Upstream ?? leaf.Producer?.Connection);
        Set("requested", leaf.Producer?.Requested);
        Set("served", leaf.Producer?.Served);
        Set("caller", facts.Caller);
        Set("use", facts.Use);
        Set("path", facts.Path);
        Set("status", facts.Status);
        Set("cut", facts.Cut);
        Set("finish", leaf.FinishReason);
        Set("input", leaf.Usage?.TotalInput);
        Set("output", leaf.Usage?.TotalOutput);
        Set("cost", leaf.CostUsd?.ToString(CultureInfo.InvariantCulture));
        Set("duration", leaf.DurationMs);
        insert.ExecuteNonQuery();

        void Set(string column, object? value) => insert.Parameters["$" + column].Value = value ?? DBNull.Value;
    }

    private void Commit(SqliteTransaction transaction, long next)
    {
        using var command = _database.Command("UPDATE state SET next = $next", ("$next", next));
        command.Transaction = transaction;
        command.ExecuteNonQuery();
        transaction.Commit();
    }
}
