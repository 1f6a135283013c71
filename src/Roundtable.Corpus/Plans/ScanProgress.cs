namespace Roundtable.Corpus.Plans;

/// <summary>How far a scan is.</summary>
/// <param name="Stage">What it is at, in a word or two.</param>
/// <param name="Done">How much of that is done.</param>
/// <param name="Total">How much there is, in the same measure: bytes of the files as they lie on disk, or rows.</param>
public sealed record ScanProgress(string Stage, long Done, long Total);
