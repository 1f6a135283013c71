using Roundtable.Corpus.Origins;

namespace Roundtable.Corpus.Reports;

/// <summary>Rows that came from the same, as far as is known: what a ruling on the corpus is made for.</summary>
/// <param name="Origin">Their origin.</param>
/// <param name="Models">The models that they name.</param>
/// <param name="Licences">The licences that they name.</param>
/// <param name="Leaf">The leaf of the log that they are equal to, or near.</param>
/// <param name="Rows">How many there are.</param>
/// <param name="First">The first of them.</param>
public sealed record ReportGroup(Origin Origin, IReadOnlyList<string> Models, IReadOnlyList<string> Licences, long? Leaf, long Rows, RowPlace First);
