namespace Roundtable.Watching.Memorising;

/// <summary>What the test of a suspect came to.</summary>
/// <param name="Suspect">The model.</param>
/// <param name="Recorded">How many own recorded outputs were compared.</param>
/// <param name="Controls">How many controls.</param>
/// <param name="ExactRecorded">How many answers contain the recorded output, ignoring case and spaces.</param>
/// <param name="ExactControls">The same of controls.</param>
/// <param name="MeanRecorded">The mean share of the recorded outputs' word 4-grams that are in the answer, 0 to 1.</param>
/// <param name="MeanControls">The same of controls.</param>
/// <param name="P">The one-sided permutation p-value of the difference of the means.</param>
/// <param name="Holm">It adjusted for all suspects by Holm (1979): the chance of one false word about any of them.</param>
/// <param name="BenjaminiHochberg">It adjusted by Benjamini and Hochberg (1995): the share of false ones among those at or below it.</param>
public sealed record MemorisedResult(
    string Suspect,
    int Recorded,
    int Controls,
    int ExactRecorded,
    int ExactControls,
    double MeanRecorded,
    double MeanControls,
    double P,
    double Holm,
    double BenjaminiHochberg);
