using Microsoft.Data.Sqlite;
using Roundtable.Annotation.Runs;
using Roundtable.Record.Entries;
using Roundtable.Record.Storage;
using Roundtable.Workspace.Sqlite;

namespace Roundtable.Workspace.Runs;

/// <summary>
/// Finds recorded answers by the keys of their calls: <c>answers.db</c> in the data directory. It is an index and nothing more: it catches up with the log
/// before a run, is told of what the run asks, and where it is missing or damaged it is made anew. It holds no content: half of each key, and a leaf.
/// Thread-safe.
/// </summary>
public sealed class AnswerIndex : IDisposable
{
    /// <summary>The file's name in the data directory.</summary>
    public const string FileName = "answers.db";

    private const int Version = 1;
    private const int BatchSize = 2_000;
    private const int KeyBytes = 16;

    private readonly SqliteConnection _database;
    private readonly SqliteCommand _find;
    private readonly SqliteCommand _add;
    private readonly SqliteCommand _model;
    private readonly Lock _lock = new();
    private readonly Dictionary<string, (string? Served, long Leaf)> _models = new(StringComparer.Ordinal);
    private readonly Dictionary<Digest, long> _pending = [];

    private AnswerIndex(SqliteConnection database)
    {
        _database = database;
        _find = database.Command("SELECT leaf FROM answers WHERE key = $key");
        _find.Parameters.Add("$key", SqliteType.Blob);
        _add = database.Command(
            "INSERT INTO answers (key, leaf) VALUES ($key, $leaf) ON CONFLICT (key) DO UPDATE SET leaf = excluded.leaf WHERE excluded.leaf > leaf");
        _add.Parameters.Add("$key", SqliteType.Blob);
        _add.Parameters.Add("$leaf", SqliteType.Integer);
        _model = database.Command(
            "INSERT INTO models (name, served, leaf) VALUES ($name, $served, $leaf) "
                + "ON CONFLICT (name) DO UPDATE SET served = excluded.served, leaf = excluded.leaf WHERE excluded.leaf > leaf");
        _model.Parameters.Add("$name", SqliteType.Text);
        _model.Parameters.Add("$served", SqliteType.Text);
        _model.Parameters.Add("$leaf", SqliteType.Integer);
        using var models = database.Command("SELECT name, served, leaf FROM models");
        using var reader = models.ExecuteReader();
        while (reader.Read())
        {
            _models[reader.GetString(0)] = (reader.IsDBNull(1) ? null : reader.GetString(1), reader.GetInt64(2));
        }
    }

    /// <summary>Opens the index of a data directory, or makes it.</summary>
    /// <exception cref="IOException">When it cannot be written.</exception>
    public static AnswerIndex Open(string dataDirectory) => SqliteFile.OpenIndex(dataDirectory, FileName, Version, p => new AnswerIndex(Prepare(p)));

    /// <summary>Removes the index of a data directory.</summary>
    public static void Remove(string dataDirectory) => SqliteFile.RemoveIndex(dataDirectory, FileName, Version);

    /// <summary>Takes in the leaves that it has not seen yet.</summary>
    /// <param name="store">The log.</param>
    /// <param name="cancellation">Stops; what was taken in stays.</param>
    public void CatchUp(LogStore store, CancellationToken cancellation)
    {
        lock (_lock)
        {
            Write(null);
            var next = _database.Scalar("SELECT next FROM state");
            if (next >= store.Head.Size)
            {
                return;
            }

            foreach (var bytes in store.Leaves(next))
            {
                cancellation.ThrowIfCancellationRequested();
                if (bytes.Span.IndexOf("\"kind\":\"model-output\""u8) >= 0 && Read(store, next, bytes.Span) is { } leaf)
                {
                    Add(leaf, next);
                }

                next++;
                if (_pending.Count >= BatchSize)
                {
                    Write(next);
                }
            }

            Write(next);
        }
    }

    /// <summary>Index of the newest leaf that answers a call and may be used again; null where there is none.</summary>
    public long? Find(CallKey key)
    {
        lock (_lock)
        {
            if (_pending.TryGetValue(key.Digest, out var leaf))
            {
                return leaf;
            }

            _find.Parameters[0].Value = Short(key.Digest);
            return _find.ExecuteScalar() as long?;
        }
    }

    /// <summary>
    /// The model that an alias served when it was last heard: <c>Known</c> is false where it never was, <c>Served</c> null where the provider did not say.
    /// </summary>
    public (bool Known, string? Served) Serves(string connection, string requested)
    {
        lock (_lock)
        {
            return _models.TryGetValue(Alias(connection, requested), out var model) ? (true, model.Served) : (false, null);
        }
    }

    /// <summary>Adds an answer that was just recorded.</summary>
    /// <param name="key">The key of its call.</param>
    /// <param name="leaf">Index of its leaf.</param>
    /// <param name="connection">The connection.</param>
    /// <param name="requested">The model that was asked for.</param>
    /// <param name="served">The model that served it; null where the provider did not say.</param>
    /// <param name="usable">Whether it may be used again: not where it was cut, or refused by the provider.</param>
    public void Add(CallKey key, long leaf, string connection, string requested, string? served, bool usable)
    {
        lock (_lock)
        {
            AddHeld(key, leaf, connection, requested, served, usable);
            if (_pending.Count >= BatchSize)
            {
                Write(null);
            }
        }
    }

    /// <summary>Writes what was added, and notes that every answer before a leaf is known.</summary>
    /// <param name="next">Index of the first leaf that may hold an answer which was not added.</param>
    public void Flush(long next)
    {
        lock (_lock)
        {
            Write(next);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_lock)
        {
            Write(null);
            _find.Dispose();
            _add.Dispose();
            _model.Dispose();
            _database.Dispose();
        }
    }

    private void Add(Leaf leaf, long index)
    {
        if (CallKey.Of(leaf) is { } key && leaf.Producer is { } producer)
        {
            var usable = leaf is { Refused: false, FinishReason: not "length", Output: not null };
            AddHeld(key, index, producer.Connection, producer.Requested, producer.Served, usable);
        }
    }

    private void AddHeld(CallKey key, long leaf, string connection, string requested, string? served, bool usable)
    {
        var alias = Alias(connection, requested);
        if (!_models.TryGetValue(alias, out var model) || leaf > model.Leaf)
        {
            _models[alias] = (served, leaf);
        }

        if (usable)
        {
            _pending[key.Digest] = leaf;
        }
    }

    private void Write(long? next)
    {
        using var transaction = _database.BeginTransaction();
        _add.Transaction = _model.Transaction = _find.Transaction = transaction;
        foreach (var (key, leaf) in _pending)
        {
            _add.Parameters[0].Value = Short(key);
            _add.Parameters[1].Value = leaf;
            _add.ExecuteNonQuery();
        }

        foreach (var (name, (served, leaf)) in _models)
        {
            _model.Parameters[0].Value = name;
            _model.Parameters[1].Value = (object?)served ?? DBNull.Value;
            _model.Parameters[2].Value = leaf;
            _model.ExecuteNonQuery();
        }

        if (next is { } known)
        {
            using var state = _database.Command("UPDATE state SET next = $next WHERE next < $next", ("$next", known));
            state.Transaction = transaction;
            state.ExecuteNonQuery();
        }

        transaction.Commit();
        _find.Transaction = null;
        _pending.Clear();
    }

    private static Leaf? Read(LogStore store, long index, ReadOnlySpan<byte> bytes)
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

    private static byte[] Short(Digest key) => key.ToArray()[..KeyBytes];

    private static string Alias(string connection, string requested) => $"{connection}\n{requested}";

    private static SqliteConnection Prepare(string path)
    {
        var database = SqliteFile.Open(path);
        try
        {
            if (SqliteFile.Version(database, path, Version) < Version)
            {
                using var create = database.Command($"""
                    PRAGMA journal_mode = WAL;
                    CREATE TABLE answers (key BLOB PRIMARY KEY, leaf INTEGER NOT NULL) WITHOUT ROWID;
                    CREATE TABLE models (name TEXT PRIMARY KEY, served TEXT, leaf INTEGER NOT NULL);
                    CREATE TABLE state (next INTEGER NOT NULL);
                    INSERT INTO state VALUES (0);
                    PRAGMA user_version = {Version};
                    """);
                create.ExecuteNonQuery();
            }

            using var settings = database.Command("PRAGMA synchronous = NORMAL; PRAGMA cache_size = -16000");
            settings.ExecuteNonQuery();
            return database;
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }
}
