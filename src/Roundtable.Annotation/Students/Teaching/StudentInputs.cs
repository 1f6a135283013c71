namespace Roundtable.Annotation.Students.Teaching;

/// <summary>What a student sees of a text.</summary>
public enum StudentInputs
{
    /// <summary>Its words and runs of characters.</summary>
    Words,

    /// <summary>Its sentence vector.</summary>
    Vectors,

    /// <summary>Both.</summary>
    Joined,
}
