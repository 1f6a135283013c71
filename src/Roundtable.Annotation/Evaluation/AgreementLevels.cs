namespace Roundtable.Annotation.Evaluation;

/// <summary>How often the leading answer is right, by how many agree on it.</summary>
internal static class AgreementLevels
{
    // Larger panels are told in bands of a tenth of their votes.
    private const int MaxSingle = 15;
    private const int Bands = 10;

    /// <summary>The levels that occur, most agreement first.</summary>
    /// <param name="support">For each item the votes of the leading answer and all votes cast.</param>
    /// <param name="majority">The points of the leading answer.</param>
    /// <param name="votes">How many votes the panel can cast on an item.</param>
    /// <param name="seed">Seed of the resamples.</param>
    /// <param name="cancellation">Ends it early.</param>
    public static IReadOnlyList<AgreementLevel> Of(
        (int Leading, int Cast)[] support, double[] majority, int votes, long seed, CancellationToken cancellation) =>
    [
        .. Enumerable.Range(0, support.Length).GroupBy(i => Band(support[i].Leading, votes)).OrderByDescending(g => g.Key)
            .Select(g => new AgreementLevel(
                First(g.Key, votes),
                First(g.Key + 1, votes) - 1,
                votes,
                g.Count(),
                ItemResamples.Means([[.. g.Select(i => majority[i])]], seed, cancellation)[0])),
    ];

    private static int Band(int leading, int votes) => votes <= MaxSingle ? leading : (int)Math.Ceiling((double)leading * Bands / votes);

    /// <summary>The fewest agreeing votes of a band.</summary>
    private static int First(int band, int votes) => votes <= MaxSingle || band == 0 ? band : (int)Math.Floor((band - 1.0) * votes / Bands) + 1;
}
