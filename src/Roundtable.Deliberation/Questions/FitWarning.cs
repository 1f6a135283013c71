namespace Roundtable.Deliberation.Questions;

/// <summary>A warning that the options cannot answer the question. It does not prevent asking.</summary>
/// <param name="Why">What does not fit, in one sentence.</param>
/// <param name="SuggestedRewrite">What to do instead, with the question rewritten where possible.</param>
/// <param name="Alternatives">The alternatives that the question itself names; empty where none were recognised.</param>
public sealed record FitWarning(string Why, string SuggestedRewrite, IReadOnlyList<string> Alternatives);
