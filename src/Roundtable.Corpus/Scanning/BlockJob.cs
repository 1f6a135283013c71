using Roundtable.Corpus.Reading;

namespace Roundtable.Corpus.Scanning;

/// <summary>A block that is to be labelled.</summary>
/// <param name="File">Which file of the plan it is of.</param>
/// <param name="Index">Which block of the file it is.</param>
/// <param name="Read">Reads it; given is what rents a buffer.</param>
internal sealed record BlockJob(int File, int Index, Func<Func<int, byte[]>, Block> Read);
