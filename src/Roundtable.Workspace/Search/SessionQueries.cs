using System.Globalization;
using Microsoft.Data.Sqlite;
using Roundtable.Workspace.Sqlite;

namespace Roundtable.Workspace.Search;

/// <summary>Lists of sessions out of the index: filtered, sorted, counted and cut into pages by the database.</summary>
internal static class SessionQueries
{
    private const string LineColumns = "id, opened, question, label, headline, models, simulated, votes, seats, disputed";

    /// <summary>A page of the sessions that pass a filter, and how many pass it.</summary>
    /// <param name="database">The index.</param>
    /// <param name="filter">Which are wanted, from which on and in which order.</param>
    /// <param name="take">The most rows; a negative number for all.</param>
    public static (IReadOnlyList<(SessionLine Line, SearchHit? Hit)> Rows, int Total) Find(
        SqliteConnection database, SessionFilter filter, int take)
    {
        var (where, values) = filter.ToSql();
        if (filter.Words is not { } words)
        {
            var lines = Lines(
                database,
                $"SELECT {LineColumns}, 0 FROM sessions{where} ORDER BY {Order(filter, SessionOrder.Newest)} LIMIT $take OFFSET $skip",
                [.. values, ("$take", take), ("$skip", filter.Skip)]);
            return ([.. lines.Select(l => (l.Line, (SearchHit?)null))], (int)database.Scalar($"SELECT count(*) FROM sessions{where}", values));
        }

        if (SearchQuery.Query(words) is not { } query)
        {
            return ([], 0);
        }

        return Found(database, filter, query, take, 0);
    }

    /// <summary>The sessions of which a place matches, from a place on.</summary>
    private static (IReadOnlyList<(SessionLine Line, SearchHit? Hit)> Rows, int Total) Found(
        SqliteConnection database, SessionFilter filter, string query, int take, long from)
    {
        // Of each session the place that matches best; the bare column is that of the row with the least rank.
        const string Matching = """
            sessions JOIN (SELECT session, place_row, min(place_rank) AS best FROM
                (SELECT session, rowid AS place_row, rank AS place_rank FROM texts WHERE texts MATCH $query AND rowid >= $from) GROUP BY session) AS found
                ON found.session = sessions.id
            """;
        var (where, values) = filter.ToSql();
        values = [.. values, ("$query", query), ("$from", from)];
        var page = Lines(
            database,
            $"SELECT {LineColumns}, place_row FROM {Matching}{where} ORDER BY {Order(filter, SessionOrder.Relevance)} LIMIT $take OFFSET $skip",
            [.. values, ("$take", take), ("$skip", filter.Skip)]);
        var hits = Hits(database, query, [.. page.Select(p => p.Place)]);
        return ([.. page.Select(p => (p.Line, hits.GetValueOrDefault(p.Line.Id)))], (int)database.Scalar($"SELECT count(*) FROM {Matching}{where}", values));
    }

    /// <summary>The sessions that have some words, the best first; where very many places have them, the best among the newest of these.</summary>
    /// <param name="database">The index.</param>
    /// <param name="filter">The words.</param>
    /// <param name="take">The most rows.</param>
    /// <param name="places">How many places are compared at most: an argument, a question, an answer is one.</param>
    /// <returns>The rows; how many sessions they are of; whether there are more than were compared.</returns>
    public static (IReadOnlyList<(SessionLine Line, SearchHit? Hit)> Rows, int Total, bool More) Best(
        SqliteConnection database, SessionFilter filter, int take, int places)
    {
        if (filter.Words is not { } words || SearchQuery.Query(words) is not { } query)
        {
            return ([], 0, false);
        }

        // The index yields places of a word by their numbers without a look at their texts; ranking them reads each.
        var newest = database.Numbers(
            "SELECT rowid FROM texts WHERE texts MATCH $query ORDER BY rowid DESC LIMIT $most", ("$query", query), ("$most", places + 1));
        var more = newest.Count > places;
        var (rows, total) = Found(database, filter, query, take, more ? newest[places - 1] : 0);
        return (rows, total, more);
    }

    private static string Order(SessionFilter filter, SessionOrder usual) => (filter.Order ?? usual) switch
    {
        SessionOrder.Newest => "id DESC",
        SessionOrder.Oldest => "id",
        SessionOrder.Question => $"question COLLATE NOCASE {(filter.Reversed ? "DESC" : "ASC")}, id DESC",
        SessionOrder.Verdict => $"label {(filter.Reversed ? "DESC" : "ASC")}, id DESC",
        _ => "best, id DESC",
    };

    private static Dictionary<string, SearchHit> Hits(SqliteConnection database, string query, IReadOnlyList<long> places)
    {
        using var command = database.Command(
            """
            SELECT session, place, snippet(texts, 2, char(2), char(3), '…', 16) FROM texts
            WHERE texts MATCH $query AND rowid IN (SELECT value FROM json_each($rows))
            """,
            ("$query", query),
            ("$rows", $"[{string.Join(',', places.Select(p => p.ToString(CultureInfo.InvariantCulture)))}]"));
        using var reader = command.ExecuteReader();
        Dictionary<string, SearchHit> hits = new(StringComparer.Ordinal);
        while (reader.Read())
        {
            hits[reader.GetString(0)] = new SearchHit(reader.GetString(0), reader.GetString(1), reader.GetString(2));
        }

        return hits;
    }

    private static List<(SessionLine Line, long Place)> Lines(
        SqliteConnection database, string sql, (string Name, object Value)[] parameters)
    {
        using var command = database.Command(sql, parameters);
        using var reader = command.ExecuteReader();
        List<(SessionLine, long)> lines = [];
        while (reader.Read())
        {
            var line = new SessionLine(
                reader.GetString(0),
                DateTimeOffset.ParseExact(reader.GetString(1), "O", CultureInfo.InvariantCulture),
                reader.GetString(2),
                reader.GetString(3),
                reader.GetString(4),
                reader.GetString(5).Split('\n'),
                reader.GetInt64(6) != 0,
                reader.GetInt32(7),
                reader.GetInt32(8),
                reader.IsDBNull(9) ? null : reader.GetInt32(9));
            lines.Add((line, reader.GetInt64(10)));
        }

        return lines;
    }
}
