namespace Roundtable.Corpus.Benchmarks;

/// <summary>What has to be in a row beside a test item's text, for the item to be found.</summary>
internal enum Needed
{
    /// <summary>Nothing: the text is long enough to tell the item.</summary>
    Nothing,

    /// <summary>The question is short: its options, too, or nothing else in the text of the row.</summary>
    OptionsOrAlone,

    /// <summary>The text is the question with all its options, nine tenths of which have to be there.</summary>
    NearlyAll,
}
