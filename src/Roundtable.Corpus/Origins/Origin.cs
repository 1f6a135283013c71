namespace Roundtable.Corpus.Origins;

/// <summary>Where a row comes from. The numbers are kept in commitments: they do not change.</summary>
public enum Origin
{
    /// <summary>There is no evidence that decides.</summary>
    Unknown = 0,

    /// <summary>People wrote it.</summary>
    Human = 1,

    /// <summary>A model wrote what the row is there for: its answer, or all of it.</summary>
    Synthetic = 2,

    /// <summary>Parts of it are a model's, parts are people's.</summary>
    Mixed = 3,
}
