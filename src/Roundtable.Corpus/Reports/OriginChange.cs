using Roundtable.Corpus.Origins;

namespace Roundtable.Corpus.Reports;

/// <summary>Rows whose origin differs in a second scan.</summary>
/// <param name="From">The origin in the first scan.</param>
/// <param name="To">The origin in the second scan.</param>
/// <param name="Rows">The number of rows.</param>
/// <param name="First">One of them, by its place in the second scan.</param>
public sealed record OriginChange(Origin From, Origin To, long Rows, RowPlace First);
