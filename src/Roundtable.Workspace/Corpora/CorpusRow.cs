using Roundtable.Corpus.Reports;
using Roundtable.Corpus.Rows;

namespace Roundtable.Workspace.Corpora;

/// <summary>A row of a scanned corpus.</summary>
/// <param name="Label">Its label.</param>
/// <param name="Texts">Its texts, in the order of the file.</param>
public sealed record CorpusRow(RowLabel Label, IReadOnlyList<(string Field, FieldRole Role, string Text)> Texts);
