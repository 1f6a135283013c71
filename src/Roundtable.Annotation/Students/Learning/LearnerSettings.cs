namespace Roundtable.Annotation.Students.Learning;

/// <summary>What a linear student is taught with.</summary>
internal sealed record LearnerSettings
{
    /// <summary>In at least so many texts a feature stands that is kept.</summary>
    public int MinTexts { get; init; } = 2;

    /// <summary>Share of a text's squared length that its words have; its runs of characters have the rest.</summary>
    public double WordShare { get; init; } = 0.2;

    /// <summary>How much an error costs beside large weights.</summary>
    public double Cost { get; init; } = 1;

    /// <summary>How much more an error on the right class costs than one on another.</summary>
    public double PositiveCost { get; init; } = 4;

    /// <summary>How often all texts are gone through.</summary>
    public int Passes { get; init; } = 20;

    /// <summary>The value of the constant feature.</summary>
    public double Bias { get; init; } = 1;

    /// <summary>Exponent of the inverse document frequency.</summary>
    public double IdfPower { get; init; } = 0.5;
}
