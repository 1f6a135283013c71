using Roundtable.Record.Entries;

namespace Roundtable.Corpus.Plans;

/// <summary>A reference collection that rows are held against.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Source">What it was made of: the fingerprint of a plan, or the hash of the last leaf that changed the answers of a log.</param>
/// <param name="Rows">How many rows or answers it has.</param>
public sealed record PlannedReference(string Name, Digest Source, long Rows);
