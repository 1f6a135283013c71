using Roundtable.Deliberation.Rounds;
using Roundtable.Deliberation.Verdicts;

namespace Roundtable.Deliberation.Minutes;

/// <summary>Makes minutes. A pure function, so that a replayed session has the same minutes byte for byte.</summary>
public static class MinutesOf
{
    /// <summary>The minutes of a session.</summary>
    /// <param name="rounds">The rounds held.</param>
    /// <param name="clusterings">For an open question one a round; else empty.</param>
    /// <param name="verdict">The verdict.</param>
    public static SessionMinutes Make(IReadOnlyList<Round> rounds, IReadOnlyList<Clustering> clusterings, Verdict verdict) =>
        new(
            By: null,
            ExtractiveMinutes.Summary(rounds, verdict),
            ExtractiveMinutes.Arguments(rounds, clusterings, verdict),
            Dropped: 0,
            "Made without a model: sentences of the ballots, word for word.");
}
