namespace Roundtable.SentenceVectors.Folders;

/// <summary>How the vectors of a text's tokens become one.</summary>
internal enum PoolingMode
{
    /// <summary>The vector of the first token.</summary>
    Cls,

    /// <summary>The greatest number in each place.</summary>
    Max,

    /// <summary>The mean.</summary>
    Mean,

    /// <summary>The sum divided by the square root of the number of tokens.</summary>
    MeanSqrtLen,

    /// <summary>The mean, each token weighted by its place from 1.</summary>
    WeightedMean,

    /// <summary>The vector of the last token.</summary>
    LastToken,
}
