using Roundtable.Corpus.Rows;

namespace Roundtable.Corpus.Reading;

/// <summary>A part of a file that holds whole rows: the unit of reading, labelling and resuming.</summary>
/// <param name="Index">Its index in the file, from 0.</param>
/// <param name="Offset">The byte of the unpacked file at which it begins.</param>
/// <param name="Bytes">Its content.</param>
/// <param name="Faults">What could not be split into rows, with positions in the unpacked file.</param>
internal sealed record Block(int Index, long Offset, ReadOnlyMemory<byte> Bytes, IReadOnlyList<RowFault> Faults);
