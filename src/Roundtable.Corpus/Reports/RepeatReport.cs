namespace Roundtable.Corpus.Reports;

/// <summary>The duplicates in a corpus.</summary>
/// <param name="Equal">Exact duplicates of an earlier row.</param>
/// <param name="Near">Near-duplicates of an earlier row that are exact duplicates of none.</param>
/// <param name="InPart">Other rows that share 50 or more consecutive words with an earlier one.</param>
/// <param name="Similarity">The near-duplicate threshold (Jaccard index of word 5-grams).</param>
/// <param name="Most">The texts that occur in the most rows.</param>
/// <param name="Passages">The passages of 50 words and more that occur in the most rows; rows that are equal to each other count as one.</param>
public sealed record RepeatReport(long Equal, long Near, long InPart, double Similarity, IReadOnlyList<RepeatedRow> Most, IReadOnlyList<RepeatedRow> Passages)
{
    /// <summary>The clusters of equal and near rows; null in reports of version 1.</summary>
    public ClusterReport? Clusters { get; init; }

    /// <summary>
    /// The number of rows that were not compared with every row that may be near: they share a band with very many others. Null in reports of version 1.
    /// </summary>
    public long? Capped { get; init; }
}
