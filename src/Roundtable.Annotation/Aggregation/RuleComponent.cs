using System.Text.Json.Serialization;
using Roundtable.Annotation.Calibration;
using Roundtable.Annotation.Votes;

namespace Roundtable.Annotation.Aggregation;

/// <summary>One part of a <see cref="LearnedRule"/>: from the votes on an item to a distribution over the classes.</summary>
/// <param name="Rule">The name of the rule that it was learned by.</param>
/// <param name="Share">The part of the mixture that it makes up, 0 to 1; the shares of a rule's parts sum to 1.</param>
/// <param name="Temperature">What its log odds are divided by; above 0.</param>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "form")]
[JsonDerivedType(typeof(WeightedVotes), "weighted-votes")]
[JsonDerivedType(typeof(ChosenSeat), "chosen-seat")]
public abstract record RuleComponent(string Rule, double Share, double Temperature)
{
    /// <summary>Fills a row with the probabilities of the classes before temperature.</summary>
    /// <param name="votes">A vote for each source of the rule, or <see cref="VoteTable.None"/>; at least one is cast.</param>
    /// <param name="row">One value a class.</param>
    internal abstract void Fill(ReadOnlySpan<short> votes, Span<double> row);

    /// <summary>As <see cref="Fill"/>, with equal probabilities where nobody voted.</summary>
    internal void FillOrSpread(ReadOnlySpan<short> votes, Span<double> row)
    {
        if (votes.ContainsAnyExcept(VoteTable.None))
        {
            Fill(votes, row);
        }
        else
        {
            row.Fill(1.0 / row.Length);
        }
    }

    /// <summary>Adds this part of the mixture to a distribution.</summary>
    internal void AddTo(ReadOnlySpan<short> votes, Span<double> sum, Span<double> scratch)
    {
        Fill(votes, scratch);
        Softmax.Temper(scratch, Temperature);
        for (var c = 0; c < sum.Length; c++)
        {
            sum[c] += Share * scratch[c];
        }
    }
}
