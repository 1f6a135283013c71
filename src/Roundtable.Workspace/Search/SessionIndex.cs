using System.Globalization;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Roundtable.Deliberation.Sessions;
using Roundtable.Deliberation.Verdicts;
using Roundtable.Record.Files;
using Roundtable.Record.Storage;
using Roundtable.Record.Wording;
using Roundtable.Workspace.Sessions;
using Roundtable.Workspace.Sqlite;

namespace Roundtable.Workspace.Search;

/// <summary>
/// The full-text index over questions, arguments and answers: <c>index.db</c> in the data directory, SQLite with FTS5. It is an index
/// and nothing more: before each search it catches up with the session files, and where it is damaged it is made anew.
/// </summary>
public sealed class SessionIndex : IDisposable
{
    /// <summary>The file's name in the data directory.</summary>
    public const string FileName = "index.db";

    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(10);

    private readonly SqliteConnection _database;

    private SessionIndex(SqliteConnection database) => _database = database;

    /// <summary>Opens the index of a data directory, or makes it.</summary>
    /// <exception cref="IOException">When it cannot be written.</exception>
    public static SessionIndex Open(string dataDirectory) =>
        SqliteFile.OpenIndex(dataDirectory, FileName, SessionTables.Version, path => new SessionIndex(SessionTables.Prepare(path)));

    /// <summary>An index in memory, for a data directory that cannot be written to.</summary>
    public static SessionIndex InMemory() => new(SessionTables.Prepare(":memory:"));

    /// <summary>Removes the index of a data directory.</summary>
    /// <exception cref="NewerFormatException">When a newer program made it: it stays.</exception>
    public static void Remove(string dataDirectory) => SqliteFile.RemoveIndex(dataDirectory, FileName, SessionTables.Version);

    /// <summary>
    /// Forgets a session at once, without a trace: neither in free pages, nor in segments of the text index, nor in SQLite's write-ahead log.
    /// </summary>
    /// <param name="dataDirectory">The data directory.</param>
    /// <param name="id">The session.</param>
    /// <param name="patience">How long it waits for those who read the index: the write-ahead log stays as long as they do. Null for ten seconds.</param>
    /// <exception cref="NewerFormatException">When a newer program made the index: it is not touched.</exception>
    /// <exception cref="IOException">When it cannot be written, or is read for longer.</exception>
    public static void Erase(string dataDirectory, string id, TimeSpan? patience = null)
    {
        if (!File.Exists(Path.Combine(dataDirectory, FileName)))
        {
            return;
        }

        using var index = Open(dataDirectory);
        try
        {
            index.Forget(id, isErased: true);
            var wait = (long)(patience ?? _patience).TotalMilliseconds;
            index._database.Scalar($"PRAGMA busy_timeout = {wait.ToString(CultureInfo.InvariantCulture)}");
            if (index._database.Scalar("PRAGMA wal_checkpoint(TRUNCATE)") != 0)
            {
                throw new IOException("The session is not yet erased from the search index, which is being read. Delete the session again.");
            }
        }
        catch (SqliteException e)
        {
            throw new IOException($"The session is not erased from the search index: {e.Message} 'roundtable reindex' makes the index again.", e);
        }
    }

    /// <summary>Erases a session's file, and the session from the index.</summary>
    /// <param name="dataDirectory">The data directory.</param>
    /// <param name="files">Its session files.</param>
    /// <param name="id">The session.</param>
    /// <param name="patience">As with <see cref="Erase"/>.</param>
    /// <exception cref="NewerFormatException">When a newer program made the index: nothing is touched.</exception>
    /// <exception cref="IOException">When the disk refuses; run it again to finish.</exception>
    public static void EraseWith(string dataDirectory, SessionStore files, string id, TimeSpan? patience = null)
    {
        // The index before the file, which tells until the end that there is something to finish; and once more, for whoever read the file in between.
        Erase(dataDirectory, id, patience);
        files.Delete(id);
        Erase(dataDirectory, id, patience);
    }

    /// <summary>Takes in session files that are new or changed and forgets those that are gone.</summary>
    /// <param name="store">The session files.</param>
    /// <param name="log">Opens the log, for what calls took; asked only where there is something to take in, and lets go of by this. Null where it
    /// cannot be read.</param>
    /// <param name="progress">Is told how many were taken in so far, or null.</param>
    /// <param name="cancellation">Stops; what was taken in stays.</param>
    /// <returns>The files that cannot be read, oldest first: they are in no list and in no search.</returns>
    public IReadOnlyList<StoredSession> CatchUp(SessionStore store, Func<LogStore?> log, IProgress<int>? progress, CancellationToken cancellation)
    {
        var known = Known();
        List<(string Id, string Stamp)> files = [.. store.Files()];
        var there = files.Select(f => f.Id).ToHashSet(StringComparer.Ordinal);
        foreach (var gone in known.Keys.Where(id => !there.Contains(id)).ToList())
        {
            Forget(gone, isErased: false);
        }

        var done = 0;
        List<StoredSession> unreadable = [];
        List<(string Id, string Stamp)> changed = [.. files.Where(f => known.GetValueOrDefault(f.Id) != f.Stamp)];
        using var calls = changed.Count > 0 ? log() : null;
        foreach (var (id, stamp) in changed)
        {
            cancellation.ThrowIfCancellationRequested();
            using var transaction = _database.BeginTransaction();
            Forget(id, isErased: false);
            switch (store.TryOpen(id))
            {
                case { Session: { } session }:
                    Add(session, stamp, SummaryBuilder.Make(session, calls));
                    break;
                case { } damaged:
                    unreadable.Add(damaged);
                    break;
                default:
                    break; // removed meanwhile
            }

            transaction.Commit();
            progress?.Report(++done);
        }

        return unreadable;
    }

    /// <summary>How many sessions it holds.</summary>
    public int Count() => (int)_database.Scalar("SELECT count(*) FROM sessions");

    /// <summary>A page of the sessions that pass a filter, and how many pass it.</summary>
    /// <param name="filter">Which are wanted, from which on and in which order.</param>
    /// <param name="take">The most rows; a negative number for all.</param>
    public (IReadOnlyList<(SessionLine Line, SearchHit? Hit)> Rows, int Total) Find(SessionFilter filter, int take) =>
        SessionQueries.Find(_database, filter, take);

    /// <summary>The sessions that have some words, the best first; where very many places have them, the best among the newest of these.</summary>
    /// <param name="filter">The words.</param>
    /// <param name="take">The most rows.</param>
    /// <param name="places">How many places are compared at most: a question, an argument, an answer is one.</param>
    /// <returns>The rows; how many sessions have the words, as far as places were compared; whether more places have them.</returns>
    public (IReadOnlyList<(SessionLine Line, SearchHit? Hit)> Rows, int Total, bool More) Best(SessionFilter filter, int take, int places = 1000) =>
        SessionQueries.Best(_database, filter, take, places);

    /// <summary>The models that had a seat in any session, by name.</summary>
    public IReadOnlyList<string> Models() =>
    [
        .. _database.Texts("SELECT DISTINCT models FROM sessions").SelectMany(m => m.Split('\n'))
            .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal),
    ];

    /// <summary>What changes whenever a session is added, changed or removed, and stays as long as none is.</summary>
    public string Stamp()
    {
        // A session that changed is added anew: with a row of its own, or in the last row with another stamp.
        var last = _database.Texts("SELECT stamp FROM sessions ORDER BY rowid DESC LIMIT 1").FirstOrDefault();
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{Count()} {_database.Scalar("SELECT coalesce(sum(rowid), 0) FROM sessions")} {_database.Scalar("SELECT coalesce(max(rowid), 0) FROM sessions")} ")
            + last;
    }

    /// <summary>How many sessions it holds and which was taken in last: cheaper than <see cref="Stamp"/>, and enough to tell an index that was made
    /// anew.</summary>
    public string Extent() => string.Create(
        CultureInfo.InvariantCulture, $"{Count()} {_database.Scalar("SELECT coalesce(max(rowid), 0) FROM sessions")}");

    /// <summary>The summaries of all sessions, newest first.</summary>
    public IReadOnlyList<SessionSummary> Summaries() => [.. _database.Texts("SELECT summary FROM sessions ORDER BY id DESC").Select(Summary)];

    /// <summary>The summary of a session; null where it is not in the index any more.</summary>
    public SessionSummary? Summary(SessionLine line) => SummaryOf(line.Id);

    /// <summary>The summary of the session of an id; null where there is none.</summary>
    public SessionSummary? SummaryOf(string id) =>
        _database.Texts("SELECT summary FROM sessions WHERE id = $id", ("$id", id)).Select(Summary).FirstOrDefault();

    /// <summary>What models chose blind in the sessions that say something of their independence.</summary>
    public IReadOnlyList<SharedItem> SharedItems() => SharedChoices.All(_database);

    /// <inheritdoc/>
    public void Dispose() => _database.Dispose();

    private Dictionary<string, string> Known()
    {
        using var command = _database.Command("SELECT id, stamp FROM sessions");
        using var reader = command.ExecuteReader();
        Dictionary<string, string> known = new(StringComparer.Ordinal);
        while (reader.Read())
        {
            known[reader.GetString(0)] = reader.GetString(1);
        }

        return known;
    }

    private void Forget(string id, bool isErased)
    {
        // Which texts are a session's, the text index does not know without a look at each: the session's row says where they stand, and a
        // session without one has none (FTS5 takes a bound that is NULL for no bound). What is erased is looked for everywhere.
        using var texts = _database.Command(
            isErased
                ? "DELETE FROM texts WHERE session = $id"
                : """
                  DELETE FROM texts WHERE session = $id AND rowid BETWEEN coalesce((SELECT first_text FROM sessions WHERE id = $id), 0)
                      AND coalesce((SELECT last_text FROM sessions WHERE id = $id), -1)
                  """,
            ("$id", id));
        texts.ExecuteNonQuery();
        using var session = _database.Command("DELETE FROM sessions WHERE id = $id; DELETE FROM choices WHERE session = $id", ("$id", id));
        session.ExecuteNonQuery();
    }

    private void Add(SessionDocument session, string stamp, SessionSummary summary)
    {
        // Nobody else writes until the transaction ends, so that its texts stand together.
        var first = Text("question", string.Join('\n', session.Question.Options.Prepend(session.Question.Text)));
        var last = SearchedTexts.Of(session).Select(t => Text(t.Place, t.Text)).Append(first).Max();
        using var row = _database.Command(
            """
            INSERT INTO sessions (id, stamp, opened, question, label, headline, models, simulated, votes, seats, disputed, summary,
                first_text, last_text)
            VALUES ($id, $stamp, $opened, $question, $label, $headline, $models, $simulated, $votes, $seats, $disputed, $summary, $first, $last)
            """,
            ("$id", session.Id),
            ("$stamp", stamp),
            ("$opened", summary.Opened.ToUniversalTime().ToString("O", CultureInfo.InvariantCulture)),
            ("$question", summary.Question),
            ("$label", summary.Label is { } label ? Kebab.Name(label) : ""),
            ("$headline", summary.Headline),
            ("$models", string.Join('\n', summary.Seats.Select(s => s.Model).Distinct(StringComparer.Ordinal))),
            ("$simulated", summary.Simulated ? 1 : 0),
            ("$votes", summary.Final?.Cast ?? summary.Answered!.Given),
            ("$seats", summary.Final?.Invited ?? summary.Answered!.Seats),
            ("$disputed", (object?)summary.Answered?.Disputed ?? DBNull.Value),
            ("$summary", JsonSerializer.Serialize(summary, SummaryJsonContext.Default.SessionSummary)),
            ("$first", first),
            ("$last", last));
        row.ExecuteNonQuery();
        SharedChoices.Add(_database, summary);

        long Text(string place, string text) => _database.Scalar(
            "INSERT INTO texts (session, place, text) VALUES ($id, $place, $text); SELECT last_insert_rowid()",
            ("$id", session.Id),
            ("$place", place),
            ("$text", text));
    }

    private static SessionSummary Summary(string json) => JsonSerializer.Deserialize(json, SummaryJsonContext.Default.SessionSummary)!;
}
