using System.Globalization;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Roundtable.Deliberation.Sessions;
using Roundtable.Record.Storage;
using Roundtable.Workspace.Sessions;
using Roundtable.Workspace.Sqlite;

namespace Roundtable.Workspace.Search;

/// <summary>
/// The full-text index over questions and arguments: <c>index.db</c> in the data directory, SQLite with FTS5. It is an index
/// and nothing more: before each search it catches up with the session files, and where it is damaged it is made anew.
/// </summary>
public sealed class SessionIndex : IDisposable
{
    /// <summary>The file's name in the data directory.</summary>
    public const string FileName = "index.db";

    /// <summary>Changes whenever the tables do; an index of another version is made anew.</summary>
    private const int Version = 3;

    private readonly SqliteConnection _database;

    private SessionIndex(SqliteConnection database) => _database = database;

    /// <summary>Opens the index of a data directory, or makes it.</summary>
    /// <exception cref="IOException">When it cannot be written.</exception>
    public static SessionIndex Open(string dataDirectory) => SqliteFile.OpenIndex(dataDirectory, FileName, path => new SessionIndex(Prepare(path)));

    /// <summary>Removes the index of a data directory.</summary>
    public static void Remove(string dataDirectory) => SqliteFile.RemoveIndex(dataDirectory, FileName);

    /// <summary>Takes in session files that are new or changed and forgets those that are gone.</summary>
    /// <param name="store">The session files.</param>
    /// <param name="log">Opens the log, for what calls took; asked only where there is something to take in, and lets go of by this. Null where it
    /// cannot be read.</param>
    /// <param name="progress">Is told how many were taken in so far, or null.</param>
    /// <param name="cancellation">Stops; what was taken in stays.</param>
    /// <returns>How many sessions the index holds.</returns>
    public int CatchUp(SessionStore store, Func<LogStore?> log, IProgress<int>? progress, CancellationToken cancellation)
    {
        var known = Known();
        var files = store.Files().ToDictionary(f => f.Id, f => f.Stamp, StringComparer.Ordinal);
        foreach (var gone in known.Keys.Where(id => !files.ContainsKey(id)).ToList())
        {
            Forget(gone);
        }

        var done = 0;
        List<KeyValuePair<string, string>> changed = [.. files.Where(f => known.GetValueOrDefault(f.Key) != f.Value)];
        using var calls = changed.Count > 0 ? log() : null;
        foreach (var (id, stamp) in changed)
        {
            cancellation.ThrowIfCancellationRequested();
            using var transaction = _database.BeginTransaction();
            Forget(id);
            if (store.TryRead(id) is { } session)
            {
                Add(session, stamp, SummaryBuilder.Make(session, calls));
            }

            transaction.Commit();
            progress?.Report(++done);
        }

        return files.Count;
    }

    /// <summary>The sessions in which all words are found in one place, best first.</summary>
    /// <param name="query">From <see cref="SearchQuery.Query"/>.</param>
    /// <param name="most">The most hits.</param>
    public IReadOnlyList<SearchHit> Search(string query, int most)
    {
        using var command = Command(
            "SELECT session, place, snippet(texts, 2, char(2), char(3), '…', 16) FROM texts WHERE texts MATCH $query ORDER BY rank LIMIT $most",
            ("$query", query),
            ("$most", most * 20));
        using var reader = command.ExecuteReader();
        List<SearchHit> hits = [];
        while (reader.Read())
        {
            hits.Add(new SearchHit(reader.GetString(0), reader.GetString(1), reader.GetString(2)));
        }

        return [.. hits.DistinctBy(h => h.Session, StringComparer.Ordinal).Take(most)];
    }

    /// <summary>The summaries of all sessions, newest first.</summary>
    public IReadOnlyList<SessionSummary> Summaries()
    {
        using var command = Command("SELECT summary FROM sessions ORDER BY id DESC");
        using var reader = command.ExecuteReader();
        List<SessionSummary> summaries = [];
        while (reader.Read())
        {
            summaries.Add(JsonSerializer.Deserialize(reader.GetString(0), SummaryJsonContext.Default.SessionSummary)!);
        }

        return summaries;
    }

    /// <inheritdoc/>
    public void Dispose() => _database.Dispose();

    private static SqliteConnection Prepare(string path)
    {
        var database = SqliteFile.Open(path);
        try
        {
            if (SqliteFile.Version(database, path, Version) != Version)
            {
                using var make = database.CreateCommand();
                make.CommandText = $"""
                    PRAGMA journal_mode = WAL;
                    DROP TABLE IF EXISTS sessions;
                    DROP TABLE IF EXISTS texts;
                    CREATE TABLE sessions (id TEXT PRIMARY KEY, stamp TEXT NOT NULL, summary TEXT NOT NULL);
                    CREATE VIRTUAL TABLE texts USING fts5(session UNINDEXED, place UNINDEXED, text, tokenize = "unicode61 remove_diacritics 2");
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

    private Dictionary<string, string> Known()
    {
        using var command = Command("SELECT id, stamp FROM sessions");
        using var reader = command.ExecuteReader();
        Dictionary<string, string> known = new(StringComparer.Ordinal);
        while (reader.Read())
        {
            known[reader.GetString(0)] = reader.GetString(1);
        }

        return known;
    }

    private void Forget(string id)
    {
        using var texts = Command("DELETE FROM texts WHERE session = $id", ("$id", id));
        texts.ExecuteNonQuery();
        using var session = Command("DELETE FROM sessions WHERE id = $id", ("$id", id));
        session.ExecuteNonQuery();
    }

    private void Add(Session session, string stamp, SessionSummary summary)
    {
        using var row = Command(
            "INSERT INTO sessions (id, stamp, summary) VALUES ($id, $stamp, $summary)",
            ("$id", session.Id),
            ("$stamp", stamp),
            ("$summary", JsonSerializer.Serialize(summary, SummaryJsonContext.Default.SessionSummary)));
        row.ExecuteNonQuery();
        Text("question", string.Join('\n', session.Question.Options.Prepend(session.Question.Text)));
        foreach (var ballot in session.Rounds.SelectMany(r => r.Ballots))
        {
            var said = ballot.Choice switch
            {
                Deliberation.Ballots.Choice.Position position => $"{position.Text}\n{ballot.Reasoning}",
                Deliberation.Ballots.Choice.Objection objection => $"{objection.Why}\n{ballot.Reasoning}",
                Deliberation.Ballots.Choice.Unparsed => ballot.Text,
                _ => ballot.Reasoning,
            };
            Text(ballot.Id, said);
        }

        void Text(string place, string text)
        {
            using var insert = Command(
                "INSERT INTO texts (session, place, text) VALUES ($id, $place, $text)", ("$id", session.Id), ("$place", place), ("$text", text));
            insert.ExecuteNonQuery();
        }
    }

    private SqliteCommand Command(string sql, params (string Name, object Value)[] parameters)
    {
        var command = _database.CreateCommand();
#pragma warning disable CA2100 // Every statement is written in this file; what comes from outside goes in as parameters.
        command.CommandText = sql;
#pragma warning restore CA2100
        foreach (var (name, value) in parameters)
        {
            command.Parameters.AddWithValue(name, value);
        }

        return command;
    }
}
