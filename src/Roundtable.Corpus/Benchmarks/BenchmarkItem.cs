namespace Roundtable.Corpus.Benchmarks;

/// <summary>A test item.</summary>
/// <param name="File">The index of its file in the benchmark.</param>
/// <param name="Row">Its row in the file, from 1.</param>
/// <param name="IsSought">Whether it can be looked for; one that is too short to be told from other text cannot.</param>
internal readonly record struct BenchmarkItem(int File, long Row, bool IsSought);
