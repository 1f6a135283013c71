namespace Roundtable.Deliberation.Answers;

/// <summary>What an answer is worth to a fused answer. Only <see cref="Given"/> counts; the others are kept as data.</summary>
public enum AnswerKind
{
    /// <summary>An answer to the question.</summary>
    Given,

    /// <summary>The model declined, as reported by the API or recognised from its words.</summary>
    Refused,

    /// <summary>It holds no words besides thinking.</summary>
    Empty,

    /// <summary>It is not valid against the schema that was asked for, and neither was its correction.</summary>
    Invalid,
}
