using Roundtable.Annotation.Votes;

namespace Roundtable.Annotation.Students.Testing;

/// <summary>What a student is taught from.</summary>
/// <param name="Classes">The classes, in the order of the codebook.</param>
/// <param name="Texts">The texts with what the teacher says of each.</param>
public sealed record Lesson(IReadOnlyList<string> Classes, IReadOnlyList<LessonText> Texts)
{
    /// <summary>Sentence vectors of the texts; null for a student that sees words and letters alone.</summary>
    public LessonVectors? Vectors { get; init; }
}

/// <summary>A text of a lesson.</summary>
/// <param name="Id">Id of the item.</param>
/// <param name="Text">The text.</param>
/// <param name="Cluster">Which cluster of near-duplicates it is in: texts of one cluster are never taught and tested in one fold.</param>
/// <param name="Label">The class that is taught, an index of the lesson's classes: what people said, else the teacher.</param>
/// <param name="Probability">The probability of it, 0 to 1.</param>
/// <param name="Teacher">What the teacher says that did not see what people said; <see cref="VoteTable.None"/> where it says nothing.</param>
/// <param name="Gold">What people said; <see cref="VoteTable.None"/> where nobody said anything.</param>
public sealed record LessonText(string Id, string Text, int Cluster, short Label, double Probability, short Teacher, short Gold);
