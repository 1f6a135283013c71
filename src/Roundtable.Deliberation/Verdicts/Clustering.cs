using Roundtable.Deliberation.Ballots;
using Roundtable.Deliberation.Questions;
using Roundtable.Deliberation.Rounds;

namespace Roundtable.Deliberation.Verdicts;

/// <summary>How the positions of one round of an open question were grouped.</summary>
/// <param name="Round">The round of the positions, from 1.</param>
/// <param name="Clusters">The clusters, in the order in which they are shown; they take the place of options.</param>
/// <param name="By">Who grouped them: <c>moderator</c>, <c>person</c> or <c>text</c> (equal texts only, no moderator).</param>
public sealed record Clustering(int Round, IReadOnlyList<Cluster> Clusters, string By)
{
    /// <summary>
    /// Groups equal texts, ignoring white space, case and a final full stop, so that no model's judgement is involved. Each
    /// seat counts with the first position that it states in the round; a cluster's name is the first text in it. The
    /// largest cluster comes first, then the one with the lowest seat.
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
            [.. positions.GroupBy(p => Groupings.Key(p.Text), StringComparer.Ordinal)
                .Select(g => new Cluster(g.First().Text.Trim(), [.. g.Select(p => p.Seat)]))
                .OrderByDescending(c => c.Seats.Count)
                .ThenBy(c => c.Seats[0])],
            "text");
    }

    /// <summary>
    /// A person's correction: moves one seat to the cluster of that name, which is created after the others where it does not
    /// exist. A cluster without seats is removed. <see cref="By"/> becomes <c>person</c>.
    /// </summary>
    /// <param name="seat">Number of a seat that stated a position in this round.</param>
    /// <param name="clusterName">Name of a cluster, ignoring case and surrounding white space.</param>
    /// <exception cref="ArgumentException">When the seat is in no cluster, or the name is empty.</exception>
    public Clustering Reassign(int seat, string clusterName)
    {
        if (string.IsNullOrWhiteSpace(clusterName))
        {
            throw new ArgumentException("A cluster needs a name.", nameof(clusterName));
        }

        if (!Clusters.Any(c => c.Seats.Contains(seat)))
        {
            throw new ArgumentException($"Seat {seat} stated no position in round {Round}, so it belongs to no cluster.", nameof(seat));
        }

        var key = Name.Key(clusterName);
        var target = Clusters.FirstOrDefault(c => Name.Key(c.Name) == key);
        IEnumerable<Cluster> all = target is null ? Clusters.Append(target = new Cluster(clusterName.Trim(), [])) : Clusters;
        return this with
        {
            By = "person",
            Clusters =
            [
                .. all
                    .Select(c => c with { Seats = [.. c.Seats.Where(s => s != seat).Concat(ReferenceEquals(c, target) ? [seat] : []).Order()] })
                    .Where(c => c.Seats.Count > 0),
            ],
        };
    }

    /// <summary>
    /// The same clustering with a seat that answered after it was made: in the cluster of a seat whose position is the same text, else in one of its own. The
    /// same where the seat states no position, or is in a cluster already.
    /// </summary>
    /// <param name="round">The round, with the seat's ballots.</param>
    /// <param name="seat">Number of the seat.</param>
    public Clustering Joined(Round round, int seat)
    {
        if (ByText(round).Clusters.FirstOrDefault(c => c.Seats.Contains(seat)) is not { } same || Clusters.Any(c => c.Seats.Contains(seat)))
        {
            return this;
        }

        var joined = Clusters.FirstOrDefault(c => c.Seats.Any(same.Seats.Contains));
        return this with
        {
            Clusters = joined is null
                ? [.. Clusters, same with { Seats = [seat] }]
                : [.. Clusters.Select(c => ReferenceEquals(c, joined) ? c with { Seats = [.. c.Seats.Append(seat).Order()] } : c)],
        };
    }

    /// <summary>
    /// The same clustering with one cluster for each of <paramref name="names"/> in their order, empty where this round has
    /// none of that name, so that the same cluster has the same index in every round.
    /// </summary>
    internal Clustering Aligned(IReadOnlyList<string> names)
    {
        var seats = Clusters.ToLookup(c => Name.Key(c.Name), c => c.Seats, StringComparer.Ordinal);
        return this with { Clusters = [.. names.Select(n => new Cluster(n, [.. seats[Name.Key(n)].SelectMany(s => s).Order()]))] };
    }
}
