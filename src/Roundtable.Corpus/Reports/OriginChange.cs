using Roundtable.Corpus.Origins;

namespace Roundtable.Corpus.Reports;

/// <summary>Rows whose origin is another in a second scan.</summary>
/// <param name="From">What it was.</param>
/// <param name="To">What it is.</param>
/// <param name="Rows">How many rows.</param>
/// <param name="First">One of them, where it stands in the second scan.</param>
public sealed record OriginChange(Origin From, Origin To, long Rows, RowPlace First);
