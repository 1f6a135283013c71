namespace Roundtable.Annotation.Students.Testing;

/// <summary>How good a student is that was taught fewer texts, tested on the same texts as the others of its curve.</summary>
/// <param name="Texts">Number of texts that it was taught.</param>
/// <param name="Agreement">How often it says what the teacher says.</param>
/// <param name="Right">How often it says what people say; no trials without gold.</param>
public sealed record CurvePoint(int Texts, Frequency Agreement, Frequency Right);
