using Roundtable.Deliberation.Ballots;
using Roundtable.Deliberation.Rounds;
using Roundtable.Deliberation.Verdicts;

namespace Roundtable.Deliberation.Minutes;

/// <summary>Minutes made without a model: sentences of the ballots, verbatim, in quotation marks, each with its citation.</summary>
internal static class ExtractiveMinutes
{
    private const int SentencesOfAnArgument = 2;

    /// <summary>For every option that had votes in any round, the opening sentences of its surest ballot.</summary>
    public static IReadOnlyList<StrongestArgument> Arguments(IReadOnlyList<Round> rounds, IReadOnlyList<Clustering> clusterings, Verdict verdict) =>
        [.. Enumerable.Range(0, verdict.Options.Count)
            .Select(option => (Option: option, Ballot: Surest(rounds, clusterings, verdict, option)))
            .Where(a => a.Ballot is not null)
            .Select(a => new StrongestArgument(a.Option, Quote(a.Ballot!)))];

    /// <summary>One sentence for the last round's objection, abstention or change that was argued most surely.</summary>
    public static IReadOnlyList<Sentence> Summary(IReadOnlyList<Round> rounds, Verdict verdict)
    {
        var last = rounds[^1];
        var moved = verdict.Moves.Select(m => rounds[m.Round - 1].Ballots.FirstOrDefault(b => b.Seat == m.Seat)).OfType<Ballot>();
        var objected = last.Ballots.Where(b => b.Choice is Choice.Objection);
        return
        [
            .. moved.Take(2).Select(b => Introduce("A seat that changed its choice wrote", b)).OfType<Sentence>(),
            .. objected.Take(1).Select(b => Introduce("A seat that objected to the question wrote", b)).OfType<Sentence>(),
        ];
    }

    private static Ballot? Surest(IReadOnlyList<Round> rounds, IReadOnlyList<Clustering> clusterings, Verdict verdict, int option)
    {
        for (var i = rounds.Count - 1; i >= 0; i--)
        {
            var clustering = clusterings.ElementAtOrDefault(i);
            var found = rounds[i].Ballots
                .Where(b => b.Reasoning.Length > 0 && Chosen(b, clustering) is { } chosen && Names(clustering, chosen, verdict, option))
                .OrderByDescending(b => b.Confidence ?? 0)
                .ThenBy(b => b.Seat)
                .ThenBy(b => b.Sample)
                .FirstOrDefault();
            if (found is not null)
            {
                return found;
            }
        }

        return null;
    }

    private static int? Chosen(Ballot ballot, Clustering? clustering)
    {
        if (ballot.Choice is Choice.Vote vote)
        {
            return vote.Option;
        }

        var at = clustering?.Clusters.ToList().FindIndex(c => c.Seats.Contains(ballot.Seat)) ?? -1;
        return ballot.Choice is Choice.Position && at >= 0 ? at : null;
    }

    private static bool Names(Clustering? clustering, int chosen, Verdict verdict, int option) =>
        clustering is null ? chosen == option : string.Equals(clustering.Clusters[chosen].Name, verdict.Options[option], StringComparison.Ordinal);

    private static IReadOnlyList<Sentence> Quote(Ballot ballot) =>
        [.. Sentences.Of(ballot.Reasoning).Take(SentencesOfAnArgument).Select(s => new Sentence($"“{s}”", [ballot.Id]))];

    private static Sentence? Introduce(string words, Ballot ballot) =>
        Sentences.Of(ballot.Reasoning).FirstOrDefault() is { } first ? new Sentence($"{words}: “{first}”", [ballot.Id]) : null;
}
