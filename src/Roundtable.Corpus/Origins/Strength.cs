namespace Roundtable.Corpus.Origins;

/// <summary>The weight of evidence.</summary>
public enum Strength
{
    /// <summary>A hint; never decides.</summary>
    Weak,

    /// <summary>A claim by somebody or by the text itself, not verified.</summary>
    Moderate,

    /// <summary>Hard to explain otherwise: a near-duplicate of a recorded output, or a person's signed statement.</summary>
    Strong,

    /// <summary>Byte for byte equal to what is on the record.</summary>
    Conclusive,
}
