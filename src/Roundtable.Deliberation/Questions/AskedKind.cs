namespace Roundtable.Deliberation.Questions;

/// <summary>What kind of answer a sentence asks for.</summary>
internal enum AskedKind
{
    /// <summary>No question, or not recognised as one.</summary>
    Other,

    /// <summary>Yes or no.</summary>
    YesNo,

    /// <summary>How, which, where, what, why, who or when.</summary>
    Which,

    /// <summary>This or that.</summary>
    Alternatives,
}
