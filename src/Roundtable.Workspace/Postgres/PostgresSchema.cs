using Npgsql;
using Roundtable.Record.Files;

namespace Roundtable.Workspace.Postgres;

/// <summary>The tables of a log. docs/formats/postgres.md describes them.</summary>
public static class PostgresSchema
{
    /// <summary>Changes whenever the tables do.</summary>
    public const int Version = 1;

    private const long MakingLock = 0x526F756E64; // any number, the same in every process

    /// <summary>Refuses tables that a newer program made, before anything in them is read or written.</summary>
    /// <param name="connection">The database.</param>
    /// <param name="location">What it is called in errors.</param>
    /// <exception cref="NewerFormatException">When their version is newer.</exception>
    public static void ThrowIfNewer(NpgsqlConnection connection, string location)
    {
        if (PostgresQueries.Version(connection) is { } version && version > Version)
        {
            throw new NewerFormatException(location, version, Version);
        }
    }

    /// <summary>Makes the tables where they do not exist, one process at a time.</summary>
    /// <param name="connection">The database.</param>
    /// <param name="location">What it is called in errors.</param>
    /// <exception cref="NewerFormatException">When a newer program made them: they are not touched.</exception>
    public static void Make(NpgsqlConnection connection, string location)
    {
        ThrowIfNewer(connection, location);
        using var transaction = connection.BeginTransaction();
        using var command = new NpgsqlCommand(
            """
            SELECT pg_advisory_xact_lock(@lock);
            CREATE SCHEMA IF NOT EXISTS roundtable;
            CREATE TABLE IF NOT EXISTS roundtable.log (
                one boolean PRIMARY KEY DEFAULT true CHECK (one),
                version integer NOT NULL,
                origin text NOT NULL,
                size bigint NOT NULL,
                root bytea NOT NULL,
                keys text NOT NULL,
                checkpoint bytea
            );
            CREATE TABLE IF NOT EXISTS roundtable.leaves (index bigint PRIMARY KEY, bytes bytea NOT NULL);
            CREATE TABLE IF NOT EXISTS roundtable.tiles (
                level smallint, index bigint, hashes bytea NOT NULL, PRIMARY KEY (level, index)
            ) WITH (fillfactor = 50);
            CREATE TABLE IF NOT EXISTS roundtable.contents (digest bytea PRIMARY KEY, bytes bytea);
            CREATE TABLE IF NOT EXISTS roundtable.subjects (kind text, subject bytea, leaf bigint NOT NULL, PRIMARY KEY (kind, subject));
            CREATE TABLE IF NOT EXISTS roundtable.rotations (id text PRIMARY KEY, note bytea NOT NULL);
            CREATE TABLE IF NOT EXISTS roundtable.live_sessions (session text PRIMARY KEY, run text, ended timestamptz);
            CREATE UNLOGGED TABLE IF NOT EXISTS roundtable.live_events (
                session text, run text, number bigint, seat integer, event bytea NOT NULL, PRIMARY KEY (session, run, number)
            );
            CREATE TABLE IF NOT EXISTS roundtable.live_keys (
                key text PRIMARY KEY, request text NOT NULL, session text NOT NULL, made timestamptz NOT NULL DEFAULT now()
            );
            """,
            connection,
            transaction);
        command.Parameters.AddWithValue("lock", MakingLock);
        command.ExecuteNonQuery();
        transaction.Commit();
    }
}
