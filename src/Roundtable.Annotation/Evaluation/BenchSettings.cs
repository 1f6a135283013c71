using System.Text.Json.Serialization;
using Roundtable.Record.Wording;

namespace Roundtable.Annotation.Evaluation;

/// <summary>How a bench is evaluated.</summary>
public sealed record BenchSettings
{
    /// <summary>Seed of halves and resamples.</summary>
    public long Seed { get; init; } = 1;

    /// <summary>
    /// The seats of a cascade, the last being the one that is asked where the others do not all agree. Null to take the two cheapest seats and the dearest,
    /// where
    /// the price of every answer is known; empty for none.
    /// </summary>
    public IReadOnlyList<string>? Cascade { get; init; }

    /// <summary>
    /// Rules of <see cref="Aggregation.AggregationRules"/> that are measured too, such as <c>glad</c> and <c>mace</c>, and <see cref="RuleScore.Learned"/> for
    /// what a labelling would choose. Some take longer than all the rest of the report.
    /// </summary>
    public IReadOnlyList<string> Rules { get; init; } = [];

    /// <summary>What is wrong with <see cref="Rules"/>, in one sentence; null where every one is known.</summary>
    [JsonIgnore]
    public string? Problem => Rules.FirstOrDefault(r => !MeasuredRules.Names.Contains(r, StringComparer.OrdinalIgnoreCase)) is { } unknown
        ? $"Unknown rule '{Neutralise.Line(unknown)}'. Known rules: {string.Join(", ", MeasuredRules.Names)}."
        : null;
}
