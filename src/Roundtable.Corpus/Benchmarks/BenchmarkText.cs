namespace Roundtable.Corpus.Benchmarks;

/// <summary>A text of a test item.</summary>
/// <param name="Item">The index of the item in its benchmark.</param>
/// <param name="IsAnswer">Whether it is the item's answer; otherwise its question.</param>
/// <param name="Words">The hashes of its words.</param>
/// <param name="Hash">The hash of its bytes from the first word to the last.</param>
/// <param name="Options">The hashes of the words of each of the item's options.</param>
/// <param name="Needs">What has to be there beside the text.</param>
internal sealed record BenchmarkText(int Item, bool IsAnswer, ulong[] Words, UInt128 Hash, IReadOnlyList<ulong[]> Options, Needed Needs);
