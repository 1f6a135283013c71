using Roundtable.Corpus.Reading;

namespace Roundtable.Corpus.Scanning;

/// <summary>A block to label.</summary>
/// <param name="File">The index of its file in the plan.</param>
/// <param name="Index">Its index in the file.</param>
/// <param name="Read">Reads it into a rented buffer.</param>
internal sealed record BlockJob(int File, int Index, Func<Func<int, byte[]>, Block> Read);
