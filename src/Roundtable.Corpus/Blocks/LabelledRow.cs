using Roundtable.Corpus.Origins;
using Roundtable.Corpus.Rows;
using Roundtable.Record.Entries;

namespace Roundtable.Corpus.Blocks;

/// <summary>The label of one row, independent of other rows.</summary>
/// <param name="Offset">The byte of the unpacked file at which it begins; for Parquet the index of the row.</param>
/// <param name="Length">Its length in the file in bytes.</param>
/// <param name="TextLength">The length of its texts in bytes.</param>
/// <param name="Words">The number of words in its texts.</param>
/// <param name="Digest">SHA-256 of its texts, separated by U+001E.</param>
/// <param name="Evidence">The evidence of its origin.</param>
/// <param name="Fault">Why it was rejected; null where it was read.</param>
/// <param name="IsSampled">Whether it was examined; false for rows outside the sample.</param>
internal sealed record LabelledRow(
    long Offset,
    int Length,
    int TextLength,
    int Words,
    Digest Digest,
    IReadOnlyList<Evidence> Evidence,
    RowFault? Fault = null,
    bool IsSampled = true)
{
    /// <summary>What else is known of it.</summary>
    public RowFacts Facts { get; init; } = RowFacts.None;

    /// <summary>The number of bytes of its values that look like text and were not read; of a rejected row its length.</summary>
    public long Unread { get; init; }

    /// <summary>The origins of its completions, where it has several that differ; else empty.</summary>
    public IReadOnlyList<CompletionOrigin> Completions { get; init; } = [];

    /// <summary>Its origin: the sum of its completions.</summary>
    public Origin Origin =>
        Completions.Any(c => c.Origin == Origin.Human) && Completions.Any(c => c.Origin == Origin.Synthetic) ? Origin.Mixed : OriginRule.Of(Evidence);

    /// <summary>A row that could not be read.</summary>
    public static LabelledRow Rejected(long offset, int length, RowFault fault) => new(offset, length, 0, 0, default, [], fault) { Unread = length };

    /// <summary>A row outside the sample.</summary>
    public static LabelledRow Unsampled(long offset, int length) => new(offset, length, 0, 0, default, [], IsSampled: false);
}
