using System.Globalization;
using Microsoft.Data.Sqlite;
using Roundtable.Workspace.Sqlite;

namespace Roundtable.Workspace.Calls;

/// <summary>Sums over calls.</summary>
internal static class CallSums
{
    /// <summary>Calls in figures.</summary>
    /// <param name="database">The index.</param>
    /// <param name="caller">Only those of this caller; null for all.</param>
    /// <param name="isWanted">Which: it is told the name of the model that answered, or was asked for.</param>
    public static CallFigures Of(SqliteConnection database, string? caller, Func<string, bool> isWanted)
    {
        const string Model = "coalesce(served, requested)";
        using var command = database.Command(
            $"""
            SELECT upstream, {Model}, duration, coalesce(input, 0), coalesce(output, 0), cost, cut IS NOT NULL OR coalesce(status, 0) >= 400 FROM calls
            WHERE {Model} IS NOT NULL AND ($caller IS NULL OR caller = $caller)
            """,
            ("$caller", (object?)caller ?? DBNull.Value));
        using var reader = command.ExecuteReader();
        Dictionary<(string, string), bool> names = [];
        List<long> durations = [];
        var (calls, failed, unpriced, input, output, usd) = (0, 0, 0, 0L, 0L, (decimal?)null);
        while (reader.Read())
        {
            var name = (reader.IsDBNull(0) ? "" : reader.GetString(0), reader.GetString(1));
            if (!names.TryGetValue(name, out var wanted))
            {
                names[name] = wanted = isWanted(name.Item2);
            }

            if (!wanted)
            {
                continue;
            }

            calls++;
            input += reader.GetInt64(3);
            output += reader.GetInt64(4);
            if (reader.GetInt64(6) != 0)
            {
                failed++;
            }
            else if (!reader.IsDBNull(2))
            {
                durations.Add(reader.GetInt64(2));
            }

            if (reader.IsDBNull(5))
            {
                unpriced++;
            }
            else
            {
                usd = (usd ?? 0) + decimal.Parse(reader.GetString(5), CultureInfo.InvariantCulture);
            }
        }

        durations.Sort();
        return new CallFigures(
            calls,
            failed,
            durations.Count == 0 ? null : durations[(durations.Count - 1) / 2],
            input,
            output,
            usd,
            unpriced,
            [.. names.Where(n => n.Value).Select(n => $"{n.Key.Item1}/{n.Key.Item2}").Order(StringComparer.Ordinal)]);
    }
}
