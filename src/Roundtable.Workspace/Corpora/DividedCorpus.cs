namespace Roundtable.Workspace.Corpora;

/// <summary>The rows of a corpus in files.</summary>
/// <param name="Files">The files and how many rows each has, by name.</param>
/// <param name="Dropped">How many rows were left out, by the first reason.</param>
/// <param name="Masked">How many keys and personal data were replaced.</param>
public sealed record DividedCorpus(IReadOnlyList<(string File, long Rows)> Files, IReadOnlyDictionary<DropReason, long> Dropped, long Masked);
