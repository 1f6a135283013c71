namespace Roundtable.Annotation.Students.Testing;

/// <summary>Sentence vectors of a lesson's texts.</summary>
/// <param name="Model">SHA-256 of the model that made them: 32 bytes.</param>
/// <param name="Texts">The vector of each text, in the order of the lesson; all have one length, and the norm 1 or 0.</param>
public sealed record LessonVectors(ReadOnlyMemory<byte> Model, IReadOnlyList<float[]> Texts);
