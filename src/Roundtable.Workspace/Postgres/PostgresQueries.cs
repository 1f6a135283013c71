using Npgsql;
using NpgsqlTypes;
using Roundtable.Record.Checkpoints;
using Roundtable.Record.Entries;
using Roundtable.Record.Storage;
using Roundtable.Record.Tiles;

namespace Roundtable.Workspace.Postgres;

/// <summary>Every statement that is sent to the database.</summary>
public static class PostgresQueries
{
    /// <summary>The version of the tables; null where there is no log yet.</summary>
    public static int? Version(NpgsqlConnection connection) => Exists(connection) ? Scalar(connection, "SELECT version FROM roundtable.log") as int? : null;

    /// <summary>The log's origin, the name in its checkpoints; null where there is no log yet.</summary>
    public static string? Origin(NpgsqlConnection connection) => Exists(connection) ? Scalar(connection, "SELECT origin FROM roundtable.log") as string : null;

    /// <summary>The log's public keys, one a line; null where there is no log yet.</summary>
    public static string? Keys(NpgsqlConnection connection) => Exists(connection) ? Scalar(connection, "SELECT keys FROM roundtable.log") as string : null;

    /// <summary>The signed checkpoint that was published last; null where none was.</summary>
    public static byte[]? Checkpoint(NpgsqlConnection connection) =>
        Exists(connection) ? Scalar(connection, "SELECT checkpoint FROM roundtable.log") as byte[] : null;

    /// <summary>Begins a log, if no other process was first.</summary>
    public static void BeginLog(NpgsqlConnection connection, int version, VerifierKey key, TreeHead head) => Execute(
        connection,
        "INSERT INTO roundtable.log (version, origin, size, root, keys) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING",
        version, key.Name, head.Size, head.Root.ToArray(), $"{key}\n");

    /// <summary>Size and root; within a transaction the row is locked, and with it the log.</summary>
    /// <exception cref="IOException">When there is no log in the database.</exception>
    public static TreeHead Head(NpgsqlConnection connection, NpgsqlTransaction? transaction)
    {
        using var command = new NpgsqlCommand($"SELECT size, root FROM roundtable.log{(transaction is null ? "" : " FOR UPDATE")}", connection, transaction);
        using var reader = command.ExecuteReader();
        return reader.Read()
            ? new TreeHead(reader.GetInt64(0), new Digest(reader.GetFieldValue<byte[]>(1)))
            : throw new IOException("There is no log in the database.");
    }

    /// <summary>A tile as wide as its path says, or null; a bundle is put together from its leaves.</summary>
    public static byte[]? Tile(NpgsqlConnection connection, TilePath tile)
    {
        if (tile.IsEntries)
        {
            var start = tile.Index * TilePath.FullWidth;
            var leaves = Leaves(connection, start, start + tile.Width);
            if (leaves.Count < tile.Width)
            {
                return null;
            }

            var bundle = new byte[leaves.Sum(l => EntryBundle.PrefixLength + l.Bytes.Length)];
            var written = 0;
            foreach (var (_, bytes) in leaves)
            {
                written += EntryBundle.Write(bundle.AsSpan(written), bytes);
            }

            return bundle;
        }

        return Scalar(connection, "SELECT hashes FROM roundtable.tiles WHERE level = $1 AND index = $2", (short)tile.Level, tile.Index) is byte[] hashes
            && hashes.Length >= tile.Width * Digest.Length
                ? hashes[..(tile.Width * Digest.Length)]
                : null;
    }

    /// <summary>The partial tiles at the right edge of a log, in one round trip.</summary>
    public static Dictionary<TilePath, byte[]> Edge(NpgsqlConnection connection, long size)
    {
        var paths = Enumerable.Range(0, TilePath.MaxLevels)
            .Select(level => (Level: level, Index: (size >> (8 * level)) / TilePath.FullWidth))
            .Where(t => TilePath.WidthAt(size, t.Level, t.Index) > 0)
            .ToDictionary(t => (short)t.Level, t => TilePath.Hashes(t.Level, t.Index, TilePath.WidthAt(size, t.Level, t.Index)));
        using var command = Command(
            connection, "SELECT level, hashes FROM roundtable.tiles WHERE (level, index) IN (SELECT * FROM unnest($1, "
                + "$2))", paths.Keys.ToArray(), paths.Values.Select(p => p.Index)
                .ToArray());
        using var reader = command.ExecuteReader();
        Dictionary<TilePath, byte[]> edge = [];
        while (reader.Read())
        {
            edge[paths[reader.GetInt16(0)]] = reader.GetFieldValue<byte[]>(1);
        }

        return edge;
    }

    /// <summary>The leaves from one index up to another, which is left out, in order; fewer where the log ends before.</summary>
    public static IReadOnlyList<(long Index, byte[] Bytes)> Leaves(NpgsqlConnection connection, long from, long end)
    {
        using var command = Command(connection, "SELECT index, bytes FROM roundtable.leaves WHERE index >= $1 AND index < $2 ORDER BY index", from, end);
        using var reader = command.ExecuteReader();
        var leaves = new List<(long, byte[])>();
        while (reader.Read())
        {
            leaves.Add((reader.GetInt64(0), reader.GetFieldValue<byte[]>(1)));
        }

        return leaves;
    }

    /// <summary>The content of a digest; null where it was erased or never stored.</summary>
    public static byte[]? Content(NpgsqlConnection connection, Digest digest) =>
        Scalar(connection, "SELECT bytes FROM roundtable.contents WHERE digest = $1", digest.ToArray()) as byte[];

    /// <summary>Whether the content of a digest is stored and was not erased.</summary>
    public static bool HasContent(NpgsqlConnection connection, Digest digest) =>
        Scalar(connection, "SELECT true FROM roundtable.contents WHERE digest = $1 AND bytes IS NOT NULL", digest.ToArray()) is true;

    /// <summary>Every content by its digest, in the order of digests; null for those that were erased. Rows are read one by one.</summary>
    public static IEnumerable<(Digest Digest, byte[]? Bytes)> Contents(NpgsqlConnection connection, CancellationToken cancellation)
    {
        using var command = Command(connection, "SELECT digest, bytes FROM roundtable.contents ORDER BY digest");
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            cancellation.ThrowIfCancellationRequested();
            yield return (new Digest(reader.GetFieldValue<byte[]>(0)), reader.IsDBNull(1) ? null : reader.GetFieldValue<byte[]>(1));
        }
    }

    /// <summary>Index of the leaf of a kind that was appended for a subject once; null where there is none.</summary>
    public static long? Earlier(NpgsqlConnection connection, LeafKind kind, Digest subject) =>
        Scalar(connection, "SELECT leaf FROM roundtable.subjects WHERE kind = $1 AND subject = $2", kind.ToString(), subject.ToArray()) as long?;

    /// <summary>Writes a group, in one round trip.</summary>
    public static void Write(
        NpgsqlConnection connection,
        Dictionary<Digest, byte[]> contents,
        long first,
        IReadOnlyList<PendingAppend> leaves,
        IReadOnlyList<(TilePath Path, byte[] Hashes)> tiles,
        TreeHead head)
    {
        using var batch = new NpgsqlBatch(connection);
        Add(
            "INSERT INTO roundtable.contents (digest, bytes) SELECT * FROM unnest($1, $2) ON CONFLICT (digest) DO UPDATE SET bytes = EXCLUDED.bytes WHERE "
                + "contents.bytes IS NULL",
            contents.Keys.Select(d => d.ToArray()).ToArray(), contents.Values.ToArray());
        if (leaves.Count > 0)
        {
            Add(
                "INSERT INTO roundtable.leaves (index, bytes) SELECT * FROM unnest($1, $2)",
                Enumerable.Range(0, leaves.Count).Select(i => first + i).ToArray(), leaves.Select(l => l.Bytes).ToArray());
            Add(
                "INSERT INTO roundtable.subjects (kind, subject, leaf) SELECT DISTINCT ON (1, 2) * FROM unnest($1, $2, $3) ORDER BY 1, 2, 3 ON CONFLICT DO "
                    + "NOTHING",
                leaves.Select(l => l.Leaf.Kind.ToString()).ToArray(), leaves.Select(l => l.Subject.ToArray()).ToArray(), Enumerable.Range(0, leaves.Count)
                    .Select(i => first + i).ToArray());
            Add(
                "INSERT INTO roundtable.tiles (level, index, hashes) SELECT * FROM unnest($1, $2, $3) ON CONFLICT (level, index) DO UPDATE SET hashes = "
                    + "EXCLUDED.hashes",
                tiles.Select(t => (short)t.Path.Level).ToArray(), tiles.Select(t => t.Path.Index).ToArray(), tiles.Select(t => t.Hashes).ToArray());
            Add("UPDATE roundtable.log SET size = $1, root = $2", head.Size, head.Root.ToArray());
        }

        batch.ExecuteNonQuery();

        void Add(string sql, params object[] values)
        {
            var command = new NpgsqlBatchCommand(sql);
            foreach (var value in values)
            {
                command.Parameters.Add(Parameter(value));
            }

            batch.BatchCommands.Add(command);
        }
    }

    /// <summary>Lists a new key, with the old one's word for it where there is one.</summary>
    public static void AddKey(NpgsqlConnection connection, VerifierKey key, byte[]? word)
    {
        Execute(connection, "UPDATE roundtable.log SET keys = keys || $1", $"{key}\n");
        if (word is not null)
        {
            Execute(connection, "INSERT INTO roundtable.rotations (id, note) VALUES ($1, $2)", key.IdText, word);
        }
    }

    /// <summary>The note by which the key before one of this id (eight hexadecimal digits) signed it; null where there is none.</summary>
    public static byte[]? Rotation(NpgsqlConnection connection, string id) =>
        Scalar(connection, "SELECT note FROM roundtable.rotations WHERE id = $1", id) as byte[];

    /// <summary>Replaces the published checkpoint.</summary>
    public static void Publish(NpgsqlConnection connection, byte[] checkpoint) => Execute(connection, "UPDATE roundtable.log SET checkpoint = $1", checkpoint);

    /// <summary>Removes contents, and what the database itself would keep of them in its tables.</summary>
    public static void Erase(NpgsqlConnection connection, IReadOnlyCollection<Digest> contents)
    {
        Execute(connection, "UPDATE roundtable.contents SET bytes = NULL WHERE digest = ANY ($1)", [contents.Select(d => d.ToArray()).ToArray()]);
        Execute(connection, "VACUUM roundtable.contents");
    }

    private static bool Exists(NpgsqlConnection connection) => Scalar(connection, "SELECT to_regclass('roundtable.log') IS NOT NULL") is true;

    private static object? Scalar(NpgsqlConnection connection, string sql, params object[] values)
    {
        using var command = Command(connection, sql, values);
        return command.ExecuteScalar() is var value && value is DBNull ? null : value;
    }

    private static void Execute(NpgsqlConnection connection, string sql, params object[] values)
    {
        using var command = Command(connection, sql, values);
        command.ExecuteNonQuery();
    }

    private static NpgsqlCommand Command(NpgsqlConnection connection, string sql, params object[] values)
    {
#pragma warning disable CA2100 // Every statement is written in this file; what comes from outside goes in as parameters.
        var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
        foreach (var value in values)
        {
            command.Parameters.Add(Parameter(value));
        }

        return command;
    }

    private static NpgsqlParameter Parameter(object value)
    {
        var parameter = new NpgsqlParameter { Value = value };
        if (value is byte[][])
        {
            parameter.NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bytea; // which an empty array does not say by itself
        }

        return parameter;
    }
}
