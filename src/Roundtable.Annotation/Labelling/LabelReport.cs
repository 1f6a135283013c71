using Roundtable.Annotation.Aggregation;
using Roundtable.Annotation.Codebooks;
using Roundtable.Annotation.Estimates;
using Roundtable.Annotation.Promises;
using Roundtable.Annotation.Votes;

namespace Roundtable.Annotation.Labelling;

/// <summary>
/// What a run of labels found, as it is published. It depends on votes, gold and seed alone: no time, cost, leaf or id of a run stands in it, so that equal
/// inputs give an equal report.
/// </summary>
public sealed record LabelReport
{
    /// <summary>The format of the JSON document.</summary>
    public const string CurrentFormat = "roundtable-label-report/1";

    /// <summary><see cref="CurrentFormat"/>.</summary>
    public string Format { get; init; } = CurrentFormat;

    /// <summary>Name of the codebook.</summary>
    public required string Codebook { get; init; }

    /// <summary>Digest of the codebook, in hexadecimal.</summary>
    public required string CodebookDigest { get; init; }

    /// <summary>Whether a rehearsal panel answered instead of models: nothing in the report says anything of the items then.</summary>
    public bool Simulated { get; init; }

    /// <summary>Number of items.</summary>
    public required int Items { get; init; }

    /// <summary>Number of different texts among them.</summary>
    public required int Texts { get; init; }

    /// <summary>The classes with the number of items labelled so; in the order of the codebook, "cannot tell" last where it is among them.</summary>
    public required IReadOnlyList<ClassCount> Classes { get; init; }

    /// <summary>Number of items without a label: nobody voted, or classes tie.</summary>
    public required int Unlabelled { get; init; }

    /// <summary>What people labelled.</summary>
    public required GoldSummary Gold { get; init; }

    /// <summary>The rule that made labels of votes.</summary>
    public required RuleSummary Rule { get; init; }

    /// <summary>Shares of the classes among the items, or why they are refused.</summary>
    public required ShareReport Shares { get; init; }

    /// <summary>The mean score, or why it is refused; null where classes are no scores.</summary>
    public MeanReport? Mean { get; init; }

    /// <summary>Which labels can be taken at the promised precision, or why none can; null where no precision was asked for.</summary>
    public PromiseReport? Promise { get; init; }

    /// <summary>Number of labels that are taken, people's among them; null where no precision was asked for.</summary>
    public int? Accepted { get; init; }

    /// <summary>The seats.</summary>
    public required IReadOnlyList<SeatSummary> Seats { get; init; }

    /// <summary>How the seats agree.</summary>
    public required AgreementSummary Agreement { get; init; }

    /// <summary>The report on what a run found.</summary>
    public static LabelReport Of(Codebook codebook, LabelFrame frame, LabelGold gold, LabelVotes votes, LabelOutcome outcome)
    {
        var table = outcome.Table;
        var counts = new int[table.Classes.Count];
        var (unlabelled, accepted) = (0, 0);
        for (var i = 0; i < table.Items.Count; i++)
        {
            var label = outcome.LabelOf(i);
            unlabelled += label == VoteTable.None ? 1 : 0;
            accepted += outcome.IsAccepted(i) == true ? 1 : 0;
            if (label != VoteTable.None)
            {
                counts[label]++;
            }
        }

        return new LabelReport
        {
            Codebook = codebook.Name,
            CodebookDigest = codebook.Digest.ToString(),
            Simulated = votes.IsSimulated,
            Items = table.Items.Count,
            Texts = frame.Texts,
            Classes = [.. table.Classes.Select((c, i) => new ClassCount(c, counts[i]))],
            Unlabelled = unlabelled,
            Gold = new GoldSummary(
                outcome.Gold.Items.Count,
                gold.Random?.Items.Count ?? 0,
                gold.WhyNotRandom,
                gold.People?.Both ?? 0,
                gold.People?.Same ?? 0,
                gold.People?.Open ?? 0,
                gold.People?.Pi),
            Rule = RuleSummary.Of(outcome.Choice, outcome.IsCalibrated),
            Shares = outcome.Shares,
            Mean = outcome.Mean,
            Promise = outcome.Promise,
            Accepted = outcome.Promise is null ? null : accepted,
            Seats = [.. votes.Tallies.Zip(outcome.Agreement.Seats, SeatSummary.Of)],
            Agreement = AgreementSummary.Of(outcome.Agreement),
        };
    }
}

/// <summary>A class and how many items have it as their label.</summary>
/// <param name="Class">Its name.</param>
/// <param name="Labels">Number of items.</param>
public sealed record ClassCount(string Class, int Labels);

/// <summary>What people labelled.</summary>
/// <param name="Labels">Number of items with a person's label that counts.</param>
/// <param name="Random">Number of those that were drawn at random and carry shares and promises.</param>
/// <param name="WhyNotRandom">Why none do; empty where some do.</param>
/// <param name="Both">Number of items that two people labelled.</param>
/// <param name="Same">Number of those with the same answer twice.</param>
/// <param name="Open">Number of those that differ and are not adjudicated.</param>
/// <param name="Pi">Scott's pi, people's agreement beyond chance; null where it is undefined.</param>
public sealed record GoldSummary(int Labels, int Random, string WhyNotRandom, int Both, int Same, int Open, double? Pi);

/// <summary>The rule that made labels of votes, and what it gained.</summary>
/// <param name="Rule">Its name.</param>
/// <param name="Reason">Why this rule, a sentence.</param>
/// <param name="IsCalibrated">Whether its probabilities are calibrated on gold; where they are not, they rank items and promise nothing.</param>
/// <param name="Gold">Number of items with gold from which it was chosen and learned.</param>
/// <param name="Candidates">What was compared; empty without gold.</param>
/// <param name="Accuracy">Accuracy of the whole procedure on gold that neither learning nor choosing saw; null without gold.</param>
/// <param name="BestSeat">The seat that is right most often on the gold; null without gold.</param>
/// <param name="BestSeatAccuracy">Accuracy of picking the best seat, on the same folds; null without gold.</param>
/// <param name="Gain">Accuracy above that; negative where the rule loses; null without gold.</param>
/// <param name="GainInterval">Its 95 % interval, paired over the gold; null without gold.</param>
/// <param name="Notes">What was refused or left out and why, one sentence each.</param>
public sealed record RuleSummary(
    string Rule,
    string Reason,
    bool IsCalibrated,
    int Gold,
    IReadOnlyList<RuleCandidate> Candidates,
    double? Accuracy,
    string? BestSeat,
    double? BestSeatAccuracy,
    double? Gain,
    Interval? GainInterval,
    IReadOnlyList<string> Notes)
{
    internal static RuleSummary Of(RuleChoice choice, bool isCalibrated) => new(
        choice.Rule,
        choice.Reason,
        isCalibrated,
        choice.Gold,
        choice.Candidates,
        choice.NestedAccuracy,
        choice.BestSeat,
        choice.BestSeatAccuracy,
        choice.Gain,
        choice.GainInterval is var (low, high) ? new Interval(low, high) : null,
        choice.Notes);
}
