using Roundtable.Deliberation.Ballots;
using Roundtable.Deliberation.Questions;
using Roundtable.Deliberation.Rounds;

namespace Roundtable.Deliberation.Verdicts;

/// <summary>How the positions of one round of an open question were grouped.</summary>
/// <param name="Round">The round whose positions these are, from 1.</param>
/// <param name="Clusters">The groups, in the order in which they are shown; they play the part of options.</param>
/// <param name="By">Who grouped them: <c>moderator</c>, <c>person</c> or <c>text</c> (equal texts only, no moderator).</param>
public sealed record Clustering(int Round, IReadOnlyList<Cluster> Clusters, string By)
{
    /// <summary>
    /// Groups equal texts, white space and letter case aside. Each seat counts with the first position that it states in
    /// the round, and a cluster's name is the first such text in it.
    /// </summary>
    public static Clustering ByText(Round round)
    {
        var positions = round.Ballots
            .Where(b => b.Choice is Choice.Position)
            .OrderBy(b => b.Seat).ThenBy(b => b.Sample)
            .DistinctBy(b => b.Seat)
            .Select(b => (b.Seat, ((Choice.Position)b.Choice).Text));
        return new Clustering(
            round.Number,
            [.. positions.GroupBy(p => Name.Key(p.Text), StringComparer.Ordinal)
                .Select(g => new Cluster(g.First().Text.Trim(), [.. g.Select(p => p.Seat)]))],
            "text");
    }

    /// <summary>
    /// The same grouping with one cluster for each of <paramref name="names"/> in their order, empty where this round has
    /// none of that name, so that the clusters of different rounds have the same index.
    /// </summary>
    internal Clustering Aligned(IReadOnlyList<string> names)
    {
        var seats = Clusters.ToLookup(c => Name.Key(c.Name), c => c.Seats, StringComparer.Ordinal);
        return this with { Clusters = [.. names.Select(n => new Cluster(n, [.. seats[Name.Key(n)].SelectMany(s => s).Order()]))] };
    }
}
