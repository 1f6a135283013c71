using Roundtable.Deliberation.Ballots;
using Roundtable.Deliberation.Questions;
using Roundtable.Deliberation.Rounds;

namespace Roundtable.Deliberation.Verdicts;

/// <summary>How the positions of all rounds of an open question are grouped together: equal text belongs to one cluster, whichever round it is in.</summary>
public static class Groupings
{
    /// <summary>
    /// One clustering for each round, settled: a position whose text an earlier round has keeps that round's cluster, and equal texts of one round are one
    /// cluster, the one in which most of their seats were put. Positions that are new follow the cluster by whose name they were put together; where an
    /// earlier round has none of that name, the cluster to which most of those they were put together with already belong. Settling what is settled
    /// changes nothing.
    /// </summary>
    /// <param name="rounds">The rounds, in order.</param>
    /// <param name="clusterings">How each was grouped; equal texts are grouped where one is missing, and the last counts where there are several.</param>
    public static IReadOnlyList<Clustering> Settle(IReadOnlyList<Round> rounds, IReadOnlyList<Clustering> clusterings)
    {
        var clusterOfText = new Dictionary<string, string>(StringComparer.Ordinal);
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        List<Clustering> settled = [];
        foreach (var round in rounds)
        {
            var given = Of(round, clusterings);
            var placed = Settle(given, Texts(round), clusterOfText, names);
            settled.Add(placed);
        }

        return settled;
    }

    /// <summary>
    /// A person's correction, in every round: the position that a seat stated in the last round moves to the cluster of that name, and so does every equal
    /// one of any seat in any round.
    /// </summary>
    /// <param name="rounds">The rounds, in order.</param>
    /// <param name="clusterings">How each was grouped.</param>
    /// <param name="seat">Number of a seat that stated a position in the last round.</param>
    /// <param name="clusterName">Name of a cluster, ignoring case and surrounding white space; a new one is made where there is none.</param>
    /// <exception cref="ArgumentException">When the seat is in no cluster of the last round, or the name is empty.</exception>
    public static IReadOnlyList<Clustering> Reassign(IReadOnlyList<Round> rounds, IReadOnlyList<Clustering> clusterings, int seat, string clusterName)
    {
        var settled = Settle(rounds, clusterings);
        var moved = settled[^1].Reassign(seat, clusterName);
        if (!Texts(rounds[^1]).TryGetValue(seat, out var text))
        {
            return [.. settled.SkipLast(1), moved];
        }

        // The name of a cluster that any round has is kept as it is written there.
        var key = Name.Key(clusterName);
        var name = settled.SelectMany(c => c.Clusters).FirstOrDefault(c => Name.Key(c.Name) == key)?.Name ?? clusterName.Trim();
        return
        [
            .. rounds.Zip(settled, (round, clustering) => Texts(round)
                .Where(t => t.Value == text && clustering.Clusters.Any(c => c.Seats.Contains(t.Key)))
                .Aggregate(clustering, (c, t) => c.Reassign(t.Key, name))),
        ];
    }

    /// <summary>The clusterings by which rounds are counted under <paramref name="rules"/>, one for each.</summary>
    internal static IReadOnlyList<Clustering> Counted(IReadOnlyList<Round> rounds, IReadOnlyList<Clustering> clusterings, CountingRules rules) =>
        rules == CountingRules.First ? [.. rounds.Select(r => Of(r, clusterings))] : Settle(rounds, clusterings);

    /// <summary>What makes two positions the same text: case, white space and a final full stop aside.</summary>
    internal static string Key(string text) => Name.Key(text.TrimEnd('.', '!', ' '));

    private static Clustering Of(Round round, IReadOnlyList<Clustering> clusterings) =>
        clusterings.LastOrDefault(c => c.Round == round.Number) ?? Clustering.ByText(round);

    /// <summary>By seat the text of the position that counts for it.</summary>
    private static SortedDictionary<int, string> Texts(Round round)
    {
        var texts = new SortedDictionary<int, string>();
        foreach (var ballot in round.Ballots.OrderBy(b => b.Seat).ThenBy(b => b.Sample))
        {
            if (ballot.Choice is Choice.Position position)
            {
                texts.TryAdd(ballot.Seat, Key(position.Text));
            }
        }

        return texts;
    }

    private static Clustering Settle(
        Clustering given, SortedDictionary<int, string> texts, Dictionary<string, string> clusterOfText, Dictionary<string, string> names)
    {
        var place = new SortedDictionary<int, string>();
        foreach (var cluster in given.Clusters)
        {
            var goesTo = Destination(cluster, texts, clusterOfText, names);
            foreach (var seat in cluster.Seats)
            {
                place[seat] = texts.TryGetValue(seat, out var text) && clusterOfText.TryGetValue(text, out var kept) ? kept : goesTo;
            }
        }

        // Equal texts that were put apart: where most of their seats are, then the larger cluster. No number of a seat decides, so that their order does not.
        var sizes = place.GroupBy(p => Name.Key(p.Value), StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Count(), StringComparer.Ordinal);
        foreach (var same in texts.Where(t => place.ContainsKey(t.Key)).GroupBy(t => t.Value, StringComparer.Ordinal).ToList())
        {
            var name = same.GroupBy(t => Name.Key(place[t.Key]), StringComparer.Ordinal)
                .OrderByDescending(g => g.Count())
                .ThenByDescending(g => sizes[g.Key])
                .ThenBy(g => g.Key, StringComparer.Ordinal)
                .Select(g => place[g.First().Key])
                .First();
            foreach (var (seat, _) in same)
            {
                place[seat] = name;
            }

            clusterOfText.TryAdd(same.Key, name);
        }

        foreach (var name in place.Values)
        {
            names.TryAdd(Name.Key(name), name);
        }

        var seats = place.GroupBy(p => Name.Key(p.Value), StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.ToList(), StringComparer.Ordinal);
        List<Cluster> clusters =
        [
            .. given.Clusters.Select(c => c.Name).Concat(place.Values).DistinctBy(Name.Key, StringComparer.Ordinal)
                .Where(n => seats.ContainsKey(Name.Key(n)))
                .Select(n => new Cluster(n, [.. seats[Name.Key(n)].Select(p => p.Key).Order()])),
        ];
        return given.Clusters.SelectMany(c => c.Seats).Count() != place.Count || Same(given.Clusters, clusters)
            ? given
            : given with { Clusters = [.. clusters.OrderByDescending(c => c.Seats.Count).ThenBy(c => c.Seats[0])] };
    }

    /// <summary>Where the positions of a cluster go that no earlier round has.</summary>
    private static string Destination(
        Cluster cluster, SortedDictionary<int, string> texts, Dictionary<string, string> clusterOfText, Dictionary<string, string> names)
    {
        if (names.TryGetValue(Name.Key(cluster.Name), out var known))
        {
            return known;
        }

        return cluster.Seats
            .Select(s => texts.TryGetValue(s, out var text) ? clusterOfText.GetValueOrDefault(text) : null)
            .OfType<string>()
            .GroupBy(n => Name.Key(n), StringComparer.Ordinal)
            .OrderByDescending(g => g.Count())
            .ThenBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => g.First())
            .FirstOrDefault() ?? cluster.Name;
    }

    private static bool Same(IReadOnlyList<Cluster> a, List<Cluster> b) =>
        a.Count == b.Count && a.Zip(b).All(p => p.First.Name == p.Second.Name && p.First.Seats.SequenceEqual(p.Second.Seats));
}
