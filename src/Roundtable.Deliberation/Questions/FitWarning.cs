namespace Roundtable.Deliberation.Questions;

/// <summary>A warning that the options cannot fit the question. The person may go on all the same.</summary>
/// <param name="Why">What does not fit, in one sentence.</param>
/// <param name="SuggestedRewrite">What to do instead, with the question rewritten where the program can.</param>
/// <param name="Alternatives">The options that the question itself names; empty where it names none that can be read out of it.</param>
public sealed record FitWarning(string Why, string SuggestedRewrite, IReadOnlyList<string> Alternatives);
