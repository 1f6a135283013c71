using Roundtable.Annotation.Votes;

namespace Roundtable.Annotation.Aggregation;

/// <summary>Learns one part of a rule from gold.</summary>
internal interface IComponentLearner
{
    /// <summary>The name of its rule.</summary>
    public string Name { get; }

    /// <summary>
    /// Items of gold it is credited with in the mixture before any is counted: more for a rule of few parameters, which little gold cannot lead astray.
    /// </summary>
    public double Credit { get; }

    /// <summary>Whether the table is of a size for which the rule can be learned.</summary>
    public bool Fits(VoteTable table);

    /// <summary>Learns from the gold; votes on other items may be used as they are.</summary>
    public RuleComponent Learn(VoteTable table, GoldLabels gold, CancellationToken cancellation);
}
