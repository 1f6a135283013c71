using Roundtable.Record.Entries;

namespace Roundtable.Corpus.Reports;

/// <summary>What became of the rows since an earlier scan.</summary>
/// <param name="Report">The folder of its report, as it was given.</param>
/// <param name="Plan">The fingerprint of its plan.</param>
/// <param name="Difference">The difference, with some rows of each kind.</param>
public sealed record ChangesSince(string Report, Digest Plan, RowDifference Difference);
