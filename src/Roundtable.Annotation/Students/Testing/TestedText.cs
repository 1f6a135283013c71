namespace Roundtable.Annotation.Students.Testing;

/// <summary>What a student that was not taught a text, nor any near-duplicate of it, says of the text.</summary>
/// <param name="Id">Id of the item.</param>
/// <param name="Cluster">Its cluster of near-duplicates.</param>
/// <param name="Teacher">What the teacher says that did not see what people said; -1 where it says nothing.</param>
/// <param name="Gold">What people said; -1 where nobody said anything.</param>
/// <param name="Student">The student's class.</param>
/// <param name="Probability">The student's probability of it.</param>
public sealed record TestedText(string Id, int Cluster, short Teacher, short Gold, short Student, double Probability);
