namespace Roundtable.Annotation.Evaluation;

/// <summary>A question whose right answer is known.</summary>
/// <param name="Id">Its id, unique in its set.</param>
/// <param name="Text">What is asked, with what has to be read beside it.</param>
/// <param name="Options">The options in their order, without letters; empty for an open question.</param>
/// <param name="Answer">The right answer in the form that <see cref="AnswerText.Key"/> gives it: the letter of an option, a number, a text.</param>
/// <param name="Match">How answers are compared with it.</param>
public sealed record BenchQuestion(string Id, string Text, IReadOnlyList<string> Options, string Answer, AnswerMatch Match)
{
    /// <summary>What it is about, such as a subject; null if unknown.</summary>
    public string? Category { get; init; }
}
