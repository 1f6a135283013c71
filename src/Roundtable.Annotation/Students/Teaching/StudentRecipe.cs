namespace Roundtable.Annotation.Students.Teaching;

/// <summary>How a student may be taught: what it sees, and what an error costs.</summary>
/// <param name="Inputs">What it sees.</param>
/// <param name="Cost">How much an error costs beside large weights: little where the teacher's own errors would be learned.</param>
internal sealed record StudentRecipe(StudentInputs Inputs, double Cost)
{
    /// <summary>Share of a text's squared length that its vector has where words stand beside it.</summary>
    private const double JoinedShare = 0.5;

    /// <summary>Those of a student of words and letters.</summary>
    public static IReadOnlyList<StudentRecipe> OfWords { get; } = [new(StudentInputs.Words, 1), new(StudentInputs.Words, 0.2)];

    /// <summary>Those of a student of sentence vectors.</summary>
    public static IReadOnlyList<StudentRecipe> OfVectors { get; } =
    [
        new(StudentInputs.Joined, 1), new(StudentInputs.Joined, 0.2), new(StudentInputs.Vectors, 5), new(StudentInputs.Vectors, 1),
    ];

    /// <summary>Share of a text's squared length that its vector has.</summary>
    public double VectorShare => Inputs switch { StudentInputs.Words => 0, StudentInputs.Vectors => 1, _ => JoinedShare };
}
