using System.Globalization;
using Microsoft.Data.Sqlite;
using Roundtable.Record.Files;
using Roundtable.Workspace.Sqlite;

namespace Roundtable.Workspace.Search;

/// <summary>The tables of the index of sessions.</summary>
internal static class SessionTables
{
    /// <summary>Changes whenever the tables do, or what is one model; an index of another version is made anew.</summary>
    public const int Version = 10;

    /// <summary>Opens a database, and makes its tables where they are missing or of another version.</summary>
    /// <exception cref="SqliteException">It is not a database, or cannot be opened.</exception>
    /// <exception cref="NewerFormatException">When a newer program made it: it is not touched.</exception>
    public static SqliteConnection Prepare(string path)
    {
        var database = SqliteFile.Open(path);
        try
        {
            using var overwriting = database.CreateCommand();
            overwriting.CommandText = "PRAGMA secure_delete = ON"; // what is deleted is overwritten
            overwriting.ExecuteNonQuery();
            if (SqliteFile.Version(database, path, Version) != Version)
            {
                using var make = database.CreateCommand();
                make.CommandText = $"""
                    PRAGMA journal_mode = WAL;
                    DROP TABLE IF EXISTS sessions;
                    DROP TABLE IF EXISTS texts;
                    DROP TABLE IF EXISTS choices;
                    CREATE TABLE sessions (id TEXT PRIMARY KEY, stamp TEXT NOT NULL, opened TEXT NOT NULL, question TEXT NOT NULL, label TEXT NOT NULL,
                        headline TEXT NOT NULL, models TEXT NOT NULL, simulated INTEGER NOT NULL, votes INTEGER NOT NULL, seats INTEGER NOT NULL,
                        disputed INTEGER, summary TEXT NOT NULL, first_text INTEGER NOT NULL, last_text INTEGER NOT NULL);
                    CREATE TABLE choices (session TEXT PRIMARY KEY, options INTEGER NOT NULL, models TEXT NOT NULL) WITHOUT ROWID;
                    CREATE INDEX sessions_by_models ON sessions (models);
                    CREATE INDEX sessions_by_question ON sessions (question COLLATE NOCASE, id DESC);
                    CREATE INDEX sessions_by_label ON sessions (label, id DESC);
                    CREATE VIRTUAL TABLE texts USING fts5(session UNINDEXED, place UNINDEXED, text,
                        tokenize = "unicode61 remove_diacritics 2", prefix = "2 3 4 5 6");
                    INSERT INTO texts (texts, rank) VALUES ('secure-delete', 1);
                    PRAGMA user_version = {Version.ToString(CultureInfo.InvariantCulture)};
                    """;
                make.ExecuteNonQuery();
            }

            // A header may be whole where pages are not; the cheap check reads them all.
            using var whole = database.CreateCommand();
            whole.CommandText = "SELECT count(*) FROM sessions";
            whole.ExecuteScalar();
            return database;
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }
}
