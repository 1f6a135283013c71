namespace Roundtable.Corpus.Rows;

/// <summary>How much of a row was read at some moment.</summary>
/// <param name="Text">Bytes of its texts.</param>
/// <param name="Declared">Bytes of its declarations.</param>
/// <param name="Parts">The number of its texts.</param>
/// <param name="Declarations">The number of its declarations.</param>
/// <param name="Skipped">Bytes of its values that are not text.</param>
internal readonly record struct RowMark(int Text, int Declared, int Parts, int Declarations, int Skipped);
