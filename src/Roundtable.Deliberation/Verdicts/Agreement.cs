namespace Roundtable.Deliberation.Verdicts;

/// <summary>How far a panel agrees in one round.</summary>
/// <param name="Alpha">
/// Krippendorff's alpha for nominal data (Krippendorff 2011): the units are the samples' positions, the observers the seats;
/// 1 is perfect agreement, 0 is chance level, below 0 is systematic disagreement. In sessions of format 1 only, and null where it is undefined there:
/// samples of one question are one item, of which alpha says nothing.
/// </param>
/// <param name="EntropyBits">Shannon entropy of the seats' votes in bits, 0 to log2 of the number of options.</param>
/// <param name="Margin">Votes of the leading option minus those of the second.</param>
public sealed record Agreement(double? Alpha, double EntropyBits, int Margin);
