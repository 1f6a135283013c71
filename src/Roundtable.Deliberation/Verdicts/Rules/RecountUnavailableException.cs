namespace Roundtable.Deliberation.Verdicts.Rules;

/// <summary>The ballots do not carry what a rule needs. The message is one sentence for a person.</summary>
/// <param name="rule">The rule that was asked for.</param>
/// <param name="message">What is missing, and what to do.</param>
public sealed class RecountUnavailableException(RecountRule rule, string message) : Exception(message)
{
    /// <summary>The rule that was asked for.</summary>
    public RecountRule Rule { get; } = rule;
}
