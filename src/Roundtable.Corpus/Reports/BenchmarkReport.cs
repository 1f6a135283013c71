using Roundtable.Corpus.Benchmarks;

namespace Roundtable.Corpus.Reports;

/// <summary>Which test items of a benchmark stand in a corpus.</summary>
/// <param name="Name">The benchmark.</param>
/// <param name="Rows">The number of rows of the corpus with an item of it.</param>
/// <param name="Splits">Its files.</param>
/// <param name="First">Some of the items that were found.</param>
public sealed record BenchmarkReport(string Name, long Rows, IReadOnlyList<SplitReport> Splits, IReadOnlyList<FoundItem> First)
{
    /// <summary>The number of its items.</summary>
    public long Items => Splits.Sum(s => s.Items);

    /// <summary>The number of items that were looked for: the others are too short to be told from other text.</summary>
    public long Sought => Splits.Sum(s => s.Sought);

    /// <summary>The number of items that were found.</summary>
    public long Found => Splits.Sum(s => s.Found);
}

/// <summary>Which items of a file of a benchmark were found. An item that was found several times counts once, in its surest form.</summary>
/// <param name="File">The file.</param>
/// <param name="Items">The number of its items.</param>
/// <param name="Sought">The number of items that were looked for.</param>
/// <param name="Verbatim">Items that were found byte for byte.</param>
/// <param name="Reformatted">Items that were found word for word.</param>
/// <param name="OptionsReordered">Items that were found with their options in another order.</param>
/// <param name="Edited">Items that were found with small edits.</param>
/// <param name="InPart">Items of which only 13 or more words in a row were found; they do not count as found.</param>
public sealed record SplitReport(string File, long Items, long Sought, long Verbatim, long Reformatted, long OptionsReordered, long Edited, long InPart)
{
    /// <summary>The number of items that were found.</summary>
    public long Found => Verbatim + Reformatted + OptionsReordered + Edited;
}

/// <summary>An item that was found.</summary>
/// <param name="Place">The row of the corpus.</param>
/// <param name="Item">The item: file and row of the benchmark.</param>
/// <param name="Form">In which form.</param>
/// <param name="Words">The length of the longest n-gram in common, in words.</param>
public sealed record FoundItem(RowPlace Place, RowPlace Item, MatchForm Form, int Words);
