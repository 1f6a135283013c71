namespace Roundtable.Corpus.Plans;

/// <summary>The progress of a scan.</summary>
/// <param name="Stage">The current stage, in a word or two.</param>
/// <param name="Done">How much of the stage is done.</param>
/// <param name="Total">The size of the stage, in the same unit: bytes of the files on disk, or rows.</param>
public sealed record ScanProgress(string Stage, long Done, long Total);
