namespace Roundtable.Corpus.Reports;

/// <summary>The clusters of rows that are equal or near: rows near to each other, those near to these, and so on.</summary>
/// <param name="Clusters">The number of clusters of two rows and more.</param>
/// <param name="Rows">The number of their rows. One of each cluster remains where the others are dropped.</param>
/// <param name="Largest">The largest clusters, by their first rows.</param>
public sealed record ClusterReport(long Clusters, long Rows, IReadOnlyList<RepeatedRow> Largest);
