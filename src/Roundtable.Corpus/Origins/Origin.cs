namespace Roundtable.Corpus.Origins;

/// <summary>The origin of a row. The numbers are part of commitments and must not change.</summary>
public enum Origin
{
    /// <summary>There is no decisive evidence, or it is contradictory.</summary>
    Unknown = 0,

    /// <summary>People wrote it.</summary>
    Human = 1,

    /// <summary>A model wrote the relevant part: the answer, or all of the row.</summary>
    Synthetic = 2,

    /// <summary>A model wrote some parts, people wrote others.</summary>
    Mixed = 3,
}
