using Roundtable.Deliberation.Ballots;
using Roundtable.Deliberation.Panels;
using Roundtable.Deliberation.Questions;
using Roundtable.Deliberation.Rounds;

namespace Roundtable.Deliberation.Verdicts;

/// <summary>One round by seat: what every invited seat chose, and its samples.</summary>
internal sealed class RoundChoices
{
    private readonly Dictionary<int, int> _clusterOfSeat = [];
    private readonly ILookup<int, Ballot> _ballots;

    /// <exception cref="ArgumentException">When the round, the panel and the clustering do not fit together.</exception>
    public RoundChoices(Question question, IReadOnlyList<Seat> panel, Round round, Clustering? clustering, CountingRules rules)
    {
        if (Problem(question, panel, round, clustering) is { } problem)
        {
            throw new ArgumentException(problem, nameof(round));
        }

        Round = round;
        Panel = panel;
        if (question.IsOpen)
        {
            var clusters = (clustering ?? Clustering.ByText(round)).Clusters;
            OptionCount = clusters.Count;
            _clusterOfSeat = clusters.SelectMany((c, i) => c.Seats.Select(s => (Seat: s, Cluster: i))).ToDictionary(s => s.Seat, s => s.Cluster);
        }
        else
        {
            OptionCount = question.Options.Count;
        }

        var balanced = rules != CountingRules.First && question.Options.Count == 2;
        _ballots = round.Ballots.OrderBy(b => b.Sample).ToLookup(b => b.Seat);
        Choices = panel.ToDictionary(s => s.Number, s => SeatChoice.Of(_ballots[s.Number], ClusterOf(s.Number), balanced));
    }

    public Round Round { get; }

    public IReadOnlyList<Seat> Panel { get; }

    /// <summary>Number of options or clusters.</summary>
    public int OptionCount { get; }

    /// <summary>The choice of every invited seat by its number.</summary>
    public IReadOnlyDictionary<int, SeatChoice> Choices { get; }

    /// <summary>The seats that vote for an option.</summary>
    public IEnumerable<Seat> Voters => Panel.Where(s => Choices[s.Number].Option is not null);

    /// <summary>The seat's ballots by sample.</summary>
    public IEnumerable<Ballot> BallotsOf(int seat) => _ballots[seat];

    /// <summary>The option that one ballot votes for, or null.</summary>
    public int? OptionOf(Ballot ballot) => ballot.Choice switch
    {
        Choice.Vote vote => vote.Option,
        Choice.Position => ClusterOf(ballot.Seat),
        _ => null,
    };

    /// <summary>Counts the seats by standing and option.</summary>
    public Tally Count(int quorum)
    {
        var votes = new int[OptionCount];
        foreach (var choice in Choices.Values)
        {
            if (choice.Option is { } option)
            {
                votes[option]++;
            }
        }

        return new Tally(
            votes,
            Of(SeatStanding.Abstained) + Of(SeatStanding.Divided),
            Of(SeatStanding.Objected),
            Of(SeatStanding.Refused),
            Of(SeatStanding.Unparsed),
            Of(SeatStanding.Absent),
            quorum);

        int Of(SeatStanding standing) => Choices.Values.Count(c => c.Standing == standing);
    }

    private int? ClusterOf(int seat) => _clusterOfSeat.TryGetValue(seat, out var cluster) ? cluster : null;

    /// <summary>What keeps a round from being counted, as a sentence; null where nothing does.</summary>
    public static string? Problem(Question question, IReadOnlyList<Seat> panel, Round round, Clustering? clustering)
    {
        HashSet<int> clustered = [];
        foreach (var seat in question.IsOpen ? (clustering ?? Clustering.ByText(round)).Clusters.SelectMany(c => c.Seats) : [])
        {
            if (!clustered.Add(seat))
            {
                return $"Seat {seat} belongs to two clusters of round {round.Number}.";
            }
        }

        var invited = panel.Select(s => s.Number).ToHashSet();
        return round.Ballots.Select(Of).FirstOrDefault(p => p is not null);

        string? Of(Ballot ballot) => ballot.Choice switch
        {
            _ when !invited.Contains(ballot.Seat) => $"Ballot {ballot.Id} is from seat {ballot.Seat}, which is not on the panel.",
            Choice.Vote vote when vote.Option < 0 || vote.Option >= question.Options.Count =>
                $"Ballot {ballot.Id} votes for option index {vote.Option}, but the question has {question.Options.Count} options.",
            Choice.Position when !question.IsOpen => $"Ballot {ballot.Id} states a position, but the question has options.",
            Choice.Position when !clustered.Contains(ballot.Seat) =>
                $"Ballot {ballot.Id} states a position, but its seat belongs to no cluster of its round.",
            _ => null,
        };
    }
}
