using System.Globalization;
using Microsoft.Data.Sqlite;
using Roundtable.Workspace.Sqlite;

namespace Roundtable.Workspace.Lineage;

/// <summary>The index in a file of the data directory.</summary>
public sealed class SqliteLineage : LineageIndex
{
    /// <summary>The file's name in the data directory.</summary>
    public const string FileName = "lineage.db";

    /// <summary>The version of its tables; that of before had none and is made anew.</summary>
    private const int Version = 1;

    private const string Memory = ":memory:";

    private SqliteLineage(SqliteConnection database, bool inMemory)
        : base(database, "") => IsInMemory = inMemory;

    /// <summary>Opens the index of a data directory, or makes it; a damaged one is made anew.</summary>
    /// <exception cref="IOException">When it cannot be written.</exception>
    public static SqliteLineage Open(string dataDirectory) => SqliteFile.OpenIndex(dataDirectory, FileName, Version, Prepare);

    /// <summary>An index in memory, for a data directory that cannot be written to.</summary>
    public static SqliteLineage InMemory() => Prepare(Memory);

    /// <inheritdoc/>
    protected override bool IsInMemory { get; }

    /// <inheritdoc/>
    protected override string RecursionLimit => "LIMIT @most";

    /// <inheritdoc/>
    public override Dictionary<string, long> Numbers(IReadOnlyCollection<string> names)
    {
        Dictionary<string, long> numbers = new(names.Count, StringComparer.Ordinal);
        using var insert = (SqliteCommand)Command("INSERT INTO lineage_nodes (name) VALUES (@name) ON CONFLICT DO NOTHING");
        using var select = (SqliteCommand)Command("SELECT id FROM lineage_nodes WHERE name = @name");
        var (given, asked) = (insert.Parameters.Add("@name", SqliteType.Text), select.Parameters.Add("@name", SqliteType.Text));
        foreach (var name in names)
        {
            given.Value = asked.Value = name;
            insert.ExecuteNonQuery();
            numbers[name] = (long)select.ExecuteScalar()!;
        }

        return numbers;
    }

    /// <inheritdoc/>
    protected override void Write(LineageBatch batch, long next)
    {
        using var transaction = ((SqliteConnection)Database).BeginTransaction();
        var steps = batch.Steps();
        Forget(batch.Called);
        using var insert = (SqliteCommand)Command("INSERT INTO lineage_edges (node, source, kind, declared) VALUES (@node, @source, @kind, @declared) ON "
            + "CONFLICT DO NOTHING");
        SqliteParameter[] values = [.. ((string[])["@node", "@source", "@kind", "@declared"]).Select(n => insert.Parameters.Add(n, SqliteType.Integer))];
        foreach (var step in steps)
        {
            (values[0].Value, values[1].Value, values[2].Value, values[3].Value) = (step.Node, step.Source, step.Code, step.Declared ? 1 : 0);
            insert.ExecuteNonQuery();
        }

        foreach (var (leaf, time, digest, document) in batch.Entries)
        {
            using var entry = Command(
                "INSERT OR REPLACE INTO lineage_entries (leaf, time, digest, document) VALUES (@leaf, @time, @digest, @document)",
                ("@leaf", leaf), ("@time", time.ToString("O", CultureInfo.InvariantCulture)), ("@digest", digest.ToString()), ("@document", document));
            entry.ExecuteNonQuery();
        }

        foreach (var document in batch.Documents)
        {
            using var noted = Command(
                "INSERT OR REPLACE INTO lineage_documents (leaf, kind, digest) VALUES (@leaf, @kind, @digest)",
                ("@leaf", document.Leaf), ("@kind", document.Kind), ("@digest", document.Digest.ToString()));
            noted.ExecuteNonQuery();
        }

        using var state = Command("UPDATE lineage_state SET next = @next", ("@next", next));
        state.ExecuteNonQuery();
        transaction.Commit();
        batch.Clear();
    }

    private static SqliteLineage Prepare(string path)
    {
        var database = SqliteFile.Open(path);
        try
        {
            var version = SqliteFile.Version(database, path, Version);
            using var check = database.CreateCommand();
            check.CommandText = "SELECT name FROM sqlite_master WHERE name = 'lineage_state'";
            var isThere = check.ExecuteScalar() is not null;
            check.CommandText = isThere ? "SELECT stamp FROM lineage_state" : "SELECT NULL";
            var index = new SqliteLineage(database, path == Memory);
            if (version != Version || check.ExecuteScalar() as string != Stamp)
            {
                index.Make();
            }

            return index;
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    private void Make()
    {
        using var make = Command(
            $"""
            PRAGMA journal_mode = WAL;
            PRAGMA synchronous = NORMAL;
            PRAGMA user_version = {Version.ToString(CultureInfo.InvariantCulture)};
            DROP TABLE IF EXISTS lineage_state;
            DROP TABLE IF EXISTS lineage_nodes;
            DROP TABLE IF EXISTS lineage_edges;
            DROP TABLE IF EXISTS lineage_entries;
            DROP TABLE IF EXISTS lineage_documents;
            CREATE TABLE lineage_state (next INTEGER NOT NULL, stamp TEXT NOT NULL);
            CREATE TABLE lineage_nodes (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
            CREATE TABLE lineage_edges (node INTEGER, source INTEGER, kind INTEGER, declared INTEGER, PRIMARY KEY (node, source, kind)) WITHOUT ROWID;
            CREATE INDEX lineage_down ON lineage_edges (source, node);
            CREATE TABLE lineage_entries (leaf INTEGER PRIMARY KEY, time TEXT NOT NULL, digest TEXT NOT NULL, document BLOB NOT NULL);
            CREATE TABLE lineage_documents (leaf INTEGER PRIMARY KEY, kind TEXT NOT NULL, digest TEXT NOT NULL);
            CREATE INDEX lineage_by_kind ON lineage_documents (kind, leaf);
            INSERT INTO lineage_state (next, stamp) VALUES (0, @stamp);
            """,
            ("@stamp", Stamp));
        make.ExecuteNonQuery();
        Begin();
    }
}
