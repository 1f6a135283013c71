using Roundtable.Annotation.Votes;

namespace Roundtable.Annotation.Agreement;

/// <summary>Votes of seats: the sources of one seat made into one column.</summary>
public static class SeatVotes
{
    /// <summary>A table with one source a seat: its plurality over orders and samples, none where that ties.</summary>
    public static VoteTable Merge(VoteTable table)
    {
        var seats = Enumerable.Range(0, table.Sources.Count)
            .GroupBy(s => table.Sources[s].Seat, StringComparer.Ordinal)
            .Select(g => (g.Key, Sources: g.ToArray()))
            .ToList();
        if (seats.Count == table.Sources.Count)
        {
            return table;
        }

        var votes = new short[table.Items.Count * seats.Count];
        var counts = new int[table.Classes.Count];
        for (var i = 0; i < table.Items.Count; i++)
        {
            for (var s = 0; s < seats.Count; s++)
            {
                Array.Clear(counts);
                foreach (var source in seats[s].Sources)
                {
                    if (table[i, source] is var vote && vote != VoteTable.None)
                    {
                        counts[vote]++;
                    }
                }

                votes[(i * seats.Count) + s] = Plurality(counts);
            }
        }

        return new VoteTable(table.Items, [.. seats.Select(s => new VoteSource(s.Key) { Family = table.Sources[s.Sources[0]].Family })], table.Classes, votes);
    }

    private static short Plurality(int[] counts)
    {
        var most = counts.Max();
        return most > 0 && counts.Count(c => c == most) == 1 ? (short)Array.IndexOf(counts, most) : VoteTable.None;
    }
}
