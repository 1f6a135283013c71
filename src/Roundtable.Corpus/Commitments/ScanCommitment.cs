using Roundtable.Record.Entries;

namespace Roundtable.Corpus.Commitments;

/// <summary>What a scan commits to: the document of its leaf in the log. It reveals counts, but no text and no digest of one.</summary>
/// <param name="Format">The version of the format.</param>
/// <param name="Plan">The fingerprint of the plan.</param>
/// <param name="Rows">The number of rows of the tree.</param>
/// <param name="Counts">The number of rows of each origin.</param>
/// <param name="Root">The root of the <see cref="SumTree"/>.</param>
public sealed record ScanCommitment(string Format, Digest Plan, long Rows, OriginCounts Counts, Digest Root)
{
    /// <summary>The version that is written.</summary>
    public const string Current = "roundtable-scan/1";
}
