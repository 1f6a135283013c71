namespace Roundtable.Corpus.Blocks;

/// <summary>A block whose rows are labelled, and the position of its rows among all.</summary>
/// <param name="File">The index of its file in the plan.</param>
/// <param name="Index">Its index in the file.</param>
/// <param name="First">The index of its first row among all rows of the scan, from 0.</param>
/// <param name="FirstInFile">The number of its first row in its file, from 1.</param>
/// <param name="Rows">The number of its rows.</param>
internal sealed record ScannedBlock(int File, int Index, long First, long FirstInFile, int Rows);
