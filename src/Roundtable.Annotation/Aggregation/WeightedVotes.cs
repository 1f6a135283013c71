using Roundtable.Annotation.Calibration;
using Roundtable.Annotation.Votes;

namespace Roundtable.Annotation.Aggregation;

/// <summary>Each vote adds to the log odds of each class: what stacking, naive Bayes and Dawid–Skene come to once they are learned.</summary>
/// <param name="Rule">The name of the rule that it was learned by.</param>
/// <param name="Share">The part of the mixture that it makes up, 0 to 1.</param>
/// <param name="Temperature">What its log odds are divided by; above 0.</param>
/// <param name="Bias">The log odds of each class before any vote.</param>
/// <param name="Weights">What a vote adds to the log odds of each class: source × class voted for × class. A missing vote adds nothing.</param>
public sealed record WeightedVotes(string Rule, double Share, double Temperature, IReadOnlyList<double> Bias, IReadOnlyList<double> Weights)
    : RuleComponent(Rule, Share, Temperature)
{
    private readonly double[] _weights = Weights as double[] ?? [.. Weights];
    private readonly double[] _bias = Bias as double[] ?? [.. Bias];

    /// <inheritdoc/>
    internal override void Fill(ReadOnlySpan<short> votes, Span<double> row)
    {
        _bias.CopyTo(row);
        for (var s = 0; s < votes.Length; s++)
        {
            if (votes[s] == VoteTable.None)
            {
                continue;
            }

            var adds = _weights.AsSpan(((s * row.Length) + votes[s]) * row.Length, row.Length);
            for (var c = 0; c < row.Length; c++)
            {
                row[c] += adds[c];
            }
        }

        Softmax.InPlace(row);
    }
}
