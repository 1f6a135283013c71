using Roundtable.Annotation.Aggregation;
using Roundtable.Annotation.Agreement;
using Roundtable.Annotation.Estimates;
using Roundtable.Annotation.Promises;
using Roundtable.Annotation.Votes;

namespace Roundtable.Annotation.Labelling;

/// <summary>What a run of labels found: a label for each item, and what can be said of all of them.</summary>
/// <param name="Table">The votes.</param>
/// <param name="Gold">What people say of single items.</param>
/// <param name="Labels">The labels, people's own where they gave one.</param>
/// <param name="Choice">The rule that was chosen, and what it gained.</param>
/// <param name="IsCalibrated">Whether the probabilities are calibrated on gold.</param>
/// <param name="Shares">Shares of the classes among the items, or why they are refused.</param>
/// <param name="Mean">The mean score, or why it is refused; null where classes are no scores.</param>
/// <param name="Promise">Which labels can be taken at the promised precision, or why none can; null where none was asked for.</param>
/// <param name="Agreement">How the seats agree.</param>
public sealed record LabelOutcome(
    VoteTable Table,
    GoldLabels Gold,
    AggregatedLabels Labels,
    RuleChoice Choice,
    bool IsCalibrated,
    ShareReport Shares,
    MeanReport? Mean,
    PromiseReport? Promise,
    PanelAgreement Agreement)
{
    /// <summary>The learned rule, which can label other items of the same seats; null where nothing was learned from gold.</summary>
    public LearnedRule? Learned { get; init; }

    /// <summary>What the panel says of each item without the gold of that item.</summary>
    public required PanelLabels Blind { get; init; }

    /// <summary>The label of an item: an index of the table's classes, or <see cref="VoteTable.None"/> where there is none.</summary>
    public short LabelOf(int item) => Gold[item] != VoteTable.None ? Gold[item] : Labels[item];

    /// <summary>The probability of its label, 0 to 1; 1 where a person gave it, 0 where there is none.</summary>
    public double ProbabilityOf(int item) => Gold[item] != VoteTable.None ? 1 : LabelOf(item) == VoteTable.None ? 0 : Labels.Confidence(item);

    /// <summary>
    /// Whether the label can be taken at the promised precision: people's can, a panel's where its probability is high enough. Null where no precision was
    /// asked for.
    /// </summary>
    public bool? IsAccepted(int item) => Promise switch
    {
        null => null,
        _ when Gold[item] != VoteTable.None => true,

        // The threshold is one of these probabilities in single precision.
        PromiseReport.Given given => LabelOf(item) != VoteTable.None && (float)ProbabilityOf(item) >= given.MinConfidence,
        _ => false,
    };
}
