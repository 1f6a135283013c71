using Roundtable.Record.Entries;

namespace Roundtable.Corpus.Plans;

/// <summary>A reference collection that rows are compared with.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Source">Its source: the fingerprint of a plan, or the hash of the last leaf that changed the answers of a log.</param>
/// <param name="Rows">The number of its rows or answers.</param>
public sealed record PlannedReference(string Name, Digest Source, long Rows);
