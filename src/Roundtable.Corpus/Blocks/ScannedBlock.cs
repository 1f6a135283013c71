namespace Roundtable.Corpus.Blocks;

/// <summary>A block whose rows are labelled, and where its rows stand among all.</summary>
/// <param name="File">Which file of the plan.</param>
/// <param name="Index">Which block of the file.</param>
/// <param name="First">The number of its first row among all rows of the scan, from 0.</param>
/// <param name="FirstInFile">The number of its first row in its file, from 1.</param>
/// <param name="Rows">How many rows it has.</param>
internal sealed record ScannedBlock(int File, int Index, long First, long FirstInFile, int Rows);
