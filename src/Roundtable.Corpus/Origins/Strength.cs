namespace Roundtable.Corpus.Origins;

/// <summary>How much evidence weighs.</summary>
public enum Strength
{
    /// <summary>Worth knowing; never decides.</summary>
    Weak,

    /// <summary>Somebody says so, or the text itself does; nobody checked.</summary>
    Moderate,

    /// <summary>Hard to explain otherwise: near a recorded output, signed for by a person.</summary>
    Strong,

    /// <summary>Equal, byte for byte, to what is on the record.</summary>
    Conclusive,
}
