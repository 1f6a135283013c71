using Roundtable.Corpus.Rows;

namespace Roundtable.Corpus.Reading;

/// <summary>A stretch of a file that holds whole rows: the unit that is read, labelled, kept and, after an interruption, not done again.</summary>
/// <param name="Index">Its number in the file, from 0.</param>
/// <param name="Offset">Where it begins in the unpacked file, in bytes.</param>
/// <param name="Bytes">What it holds.</param>
/// <param name="Faults">What could not even be cut into rows, with places in the unpacked file.</param>
internal sealed record Block(int Index, long Offset, ReadOnlyMemory<byte> Bytes, IReadOnlyList<RowFault> Faults);
