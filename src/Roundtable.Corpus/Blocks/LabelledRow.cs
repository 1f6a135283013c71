using Roundtable.Corpus.Origins;
using Roundtable.Corpus.Rows;
using Roundtable.Record.Entries;

namespace Roundtable.Corpus.Blocks;

/// <summary>What was found out about a row by itself.</summary>
/// <param name="Offset">Where it begins in its unpacked file, in bytes; for Parquet which row it is.</param>
/// <param name="Length">How many bytes of the file it has.</param>
/// <param name="TextLength">How many bytes its texts have.</param>
/// <param name="Words">How many words its texts have.</param>
/// <param name="Digest">SHA-256 of its texts with U+001E between them.</param>
/// <param name="Evidence">What is known of its origin.</param>
/// <param name="Fault">Why it was set aside; null where it was read.</param>
/// <param name="IsSampled">Whether it was looked at; false where only a sample is.</param>
internal sealed record LabelledRow(long Offset, int Length, int TextLength, int Words, Digest Digest, IReadOnlyList<Evidence> Evidence, RowFault? Fault = null, bool IsSampled = true);
