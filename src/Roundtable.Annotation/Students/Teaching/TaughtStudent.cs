using Roundtable.Annotation.Students.Learning;
using Roundtable.Annotation.Students.Testing;

namespace Roundtable.Annotation.Students.Teaching;

/// <summary>A student that was taught, and how it did.</summary>
/// <param name="Student">The student, taught all texts.</param>
/// <param name="Tested">What students who were taught neither a text nor a near-duplicate of it said of each text, in the order of the lesson.</param>
/// <param name="Curve">How good students are that were taught fewer texts; empty where it was not asked for.</param>
/// <param name="Cost">What an error was let cost beside large weights: the one that folds of the lesson chose.</param>
public sealed record TaughtStudent(StudentModel Student, IReadOnlyList<TestedText> Tested, IReadOnlyList<CurvePoint> Curve, double Cost)
{
    /// <summary>What it sees of a text.</summary>
    public StudentInputs Inputs { get; init; }

    /// <summary>How students of each kind of inputs did where it was chosen; empty for a student of words and letters.</summary>
    public IReadOnlyList<TriedInputs> Tried { get; init; } = [];
}
