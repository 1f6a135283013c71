namespace Roundtable.Corpus.Benchmarks;

/// <summary>In which form a text of a benchmark stands in a row, from the surest on.</summary>
public enum MatchForm
{
    /// <summary>Byte for byte.</summary>
    Verbatim,

    /// <summary>Word for word; case, punctuation or white space differ.</summary>
    Reformatted,

    /// <summary>Word for word, with all its options in another order.</summary>
    OptionsReordered,

    /// <summary>With small edits: at least 80 % of its words, in order, within a passage that is hardly longer, and eight of them in a row.</summary>
    Edited,

    /// <summary>Only a part of it: 13 or more words in a row, the criterion of Brown et al. 2020. It does not count as found.</summary>
    InPart,
}
