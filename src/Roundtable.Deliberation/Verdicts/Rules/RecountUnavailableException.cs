namespace Roundtable.Deliberation.Verdicts.Rules;

/// <summary>The ballots lack what a rule needs. The message is one sentence for the user.</summary>
/// <param name="rule">The requested rule.</param>
/// <param name="message">What is missing, and what to do.</param>
public sealed class RecountUnavailableException(RecountRule rule, string message) : Exception(message)
{
    /// <summary>The requested rule.</summary>
    public RecountRule Rule { get; } = rule;
}
