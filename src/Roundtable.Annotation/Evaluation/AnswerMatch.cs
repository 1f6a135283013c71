namespace Roundtable.Annotation.Evaluation;

/// <summary>How an answer is compared with the known one.</summary>
public enum AnswerMatch
{
    /// <summary>By the option chosen: its letter, or its text where that is one of the options.</summary>
    Option,

    /// <summary>By value: 1,000 equals 1000.0 and 1e3; a currency sign or a unit beside the number is left out, and counted.</summary>
    Numeric,

    /// <summary>By text, without regard to case, surrounding quotation marks, repeated white space and a final full stop.</summary>
    Exact,
}
