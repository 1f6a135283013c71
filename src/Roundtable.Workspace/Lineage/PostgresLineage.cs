using System.Globalization;
using Npgsql;
using Roundtable.Record.Files;
using Roundtable.Workspace.Postgres;

namespace Roundtable.Workspace.Lineage;

/// <summary>The index as tables beside the log's, for several processes at once: one of them takes leaves in at a time.</summary>
public sealed class PostgresLineage : LineageIndex
{
    private const long WritingLock = 0x4C696E65; // any number, the same in every process

    private PostgresLineage(NpgsqlConnection database)
        : base(database, "roundtable.")
    {
    }

    /// <summary>Opens the index of a database, or makes it.</summary>
    /// <exception cref="IOException">When the database cannot be reached or refuses.</exception>
    public static PostgresLineage Open(NpgsqlConnectionStringBuilder address)
    {
        var database = new NpgsqlConnection(address.ToString());
        try
        {
            database.Open();
            PostgresSchema.ThrowIfNewer(database, PostgresAddress.Shown(address));
            var index = new PostgresLineage(database);
            index.Prepare();
            return index;
        }
        catch (NewerFormatException)
        {
            database.Dispose();
            throw;
        }
        catch (NpgsqlException e)
        {
            database.Dispose();
            throw DatabaseFault.Handled(PostgresAddress.Shown(address), e);
        }
    }

    /// <inheritdoc/>
    public override Dictionary<string, long> Numbers(IReadOnlyCollection<string> names)
    {
        string[] all = [.. names];
        using var insert = Command("INSERT INTO roundtable.lineage_nodes (name) SELECT unnest(@names) ON CONFLICT DO NOTHING", ("@names", all));
        insert.ExecuteNonQuery();
        using var select = Command("SELECT name, id FROM roundtable.lineage_nodes WHERE name = ANY(@names)", ("@names", all));
        using var reader = select.ExecuteReader();
        Dictionary<string, long> numbers = new(all.Length, StringComparer.Ordinal);
        while (reader.Read())
        {
            numbers[reader.GetString(0)] = reader.GetInt64(1);
        }

        return numbers;
    }

    /// <inheritdoc/>
    protected override void Write(LineageBatch batch, long next)
    {
        using var transaction = ((NpgsqlConnection)Database).BeginTransaction();
        using (var locked = Command("SELECT pg_advisory_xact_lock(@lock)", ("@lock", WritingLock)))
        {
            locked.ExecuteNonQuery();
        }

        var steps = batch.Steps();
        Forget(batch.Called);
        using var insert = Command(
            """
            INSERT INTO roundtable.lineage_edges (node, source, kind, declared)
            SELECT * FROM unnest(@nodes, @sources, @kinds, @declared) ON CONFLICT DO NOTHING
            """,
            ("@nodes", steps.Select(s => s.Node).ToArray()),
            ("@sources", steps.Select(s => s.Source).ToArray()),
            ("@kinds", steps.Select(s => (long)s.Code).ToArray()),
            ("@declared", steps.Select(s => s.Declared ? 1L : 0L).ToArray()));
        insert.ExecuteNonQuery();
        foreach (var (leaf, time, digest, document) in batch.Entries)
        {
            using var entry = Command(
                "INSERT INTO roundtable.lineage_entries (leaf, time, digest, document) VALUES (@leaf, @time, @digest, @document) ON CONFLICT DO NOTHING",
                ("@leaf", leaf), ("@time", time.ToString("O", CultureInfo.InvariantCulture)), ("@digest", digest.ToString()), ("@document", document));
            entry.ExecuteNonQuery();
        }

        foreach (var document in batch.Documents)
        {
            using var noted = Command(
                "INSERT INTO roundtable.lineage_documents (leaf, kind, digest) VALUES (@leaf, @kind, @digest) ON CONFLICT DO NOTHING",
                ("@leaf", document.Leaf), ("@kind", document.Kind), ("@digest", document.Digest.ToString()));
            noted.ExecuteNonQuery();
        }

        using var state = Command("UPDATE roundtable.lineage_state SET next = greatest(next, @next)", ("@next", next));
        state.ExecuteNonQuery();
        transaction.Commit();
        batch.Clear();
    }

    private void Prepare()
    {
        using var transaction = ((NpgsqlConnection)Database).BeginTransaction();
        using (var make = Command(
            """
            SELECT pg_advisory_xact_lock(@lock);
            CREATE SCHEMA IF NOT EXISTS roundtable;
            CREATE TABLE IF NOT EXISTS roundtable.lineage_state (next bigint NOT NULL, stamp text NOT NULL);
            CREATE TABLE IF NOT EXISTS roundtable.lineage_nodes (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text NOT NULL UNIQUE);
            CREATE TABLE IF NOT EXISTS roundtable.lineage_edges (node bigint, source bigint, kind bigint, declared bigint, PRIMARY KEY (node, source, kind));
            CREATE INDEX IF NOT EXISTS lineage_down ON roundtable.lineage_edges (source, node);
            CREATE TABLE IF NOT EXISTS roundtable.lineage_entries (leaf bigint PRIMARY KEY, time text NOT NULL, digest text NOT NULL, document bytea NOT NULL);
            CREATE TABLE IF NOT EXISTS roundtable.lineage_documents (leaf bigint PRIMARY KEY, kind text NOT NULL, digest text NOT NULL);
            CREATE INDEX IF NOT EXISTS lineage_by_kind ON roundtable.lineage_documents (kind, leaf);
            """,
            ("@lock", WritingLock)))
        {
            make.ExecuteNonQuery();
        }

        using (var check = Command("SELECT stamp FROM roundtable.lineage_state"))
        {
            if (check.ExecuteScalar() as string == Stamp)
            {
                transaction.Commit();
                return;
            }
        }

        using (var clear = Command(
            """
            TRUNCATE roundtable.lineage_state, roundtable.lineage_nodes, roundtable.lineage_edges, roundtable.lineage_entries, roundtable.lineage_documents;
            """))
        {
            clear.ExecuteNonQuery();
        }

        using (var begin = Command("INSERT INTO roundtable.lineage_state (next, stamp) VALUES (0, @stamp)", ("@stamp", Stamp)))
        {
            begin.ExecuteNonQuery();
        }

        transaction.Commit();
        Begin();
    }
}
