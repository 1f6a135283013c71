namespace Roundtable.Annotation.Aggregation;

/// <summary>A rule does not label a table, because its labels could not be trusted. The message is one sentence for the user, with the reason.</summary>
public sealed class AggregationRefusedException(string rule, string message) : Exception(message)
{
    /// <summary>The name of the rule.</summary>
    public string Rule { get; } = rule;
}
