using Roundtable.Annotation.Agreement;
using Roundtable.Annotation.Scores;

namespace Roundtable.Annotation.Evaluation;

/// <summary>
/// What a bench found. Every share is of the same items, those with a known answer: what could not be read, and what is missing, counts as wrong. Answers
/// that tie share the point.
/// </summary>
public sealed record BenchReport
{
    /// <summary>How many items have a known answer: the denominator of every share.</summary>
    public required int Items { get; init; }

    /// <summary>How many items have none and were left out.</summary>
    public required int WithoutAnswer { get; init; }

    /// <summary>How answers were compared.</summary>
    public required AnswerMatch Match { get; init; }

    /// <summary>The seats by name.</summary>
    public required IReadOnlyList<SeatScore> Seats { get; init; }

    /// <summary>How many votes the panel casts on an item in its first round: one for each seat and order.</summary>
    public required int PanelVotes { get; init; }

    /// <summary>The ways of making one answer out of the panel's, with their gain over the best seat.</summary>
    public required IReadOnlyList<RuleScore> Rules { get; init; }

    /// <summary>What a debate changed; null where there was none.</summary>
    public DebateScore? Debate { get; init; }

    /// <summary>How often the panel's leading answer is right, by how many agree on it, most first.</summary>
    public required IReadOnlyList<AgreementLevel> Agreement { get; init; }

    /// <summary>How dependent the seats' errors are; null for one seat.</summary>
    public ErrorDependence? Dependence { get; init; }

    /// <summary>The share of votes for the leading answer, taken as its probability, compared with how often it is right.</summary>
    public required CalibrationError Calibration { get; init; }

    /// <summary>What share of answers is wrong when only the most agreed ones are taken.</summary>
    public required RiskCoverage RiskCoverage { get; init; }

    /// <summary>Scores by category of items, by name; empty where items have none.</summary>
    public IReadOnlyList<CategoryScore> Categories { get; init; } = [];

    /// <summary>A rule's score by its name; null where it does not apply to this bench.</summary>
    public RuleScore? Rule(string name) => Rules.FirstOrDefault(r => string.Equals(r.Name, name, StringComparison.Ordinal));
}

/// <summary>How often one seat is right.</summary>
/// <param name="Seat">Its name.</param>
/// <param name="Accuracy">Mean of its points, over its orders and samples.</param>
/// <param name="Answers">How many answers it was to give: items × orders × samples.</param>
/// <param name="Missing">How many of them are missing or could not be read, which counts as wrong.</param>
public sealed record SeatScore(string Seat, MeanWithInterval Accuracy, int Answers, int Missing)
{
    /// <summary>Why answers are missing, as far as it is known.</summary>
    public IReadOnlyDictionary<string, int> Reasons { get; init; } = new Dictionary<string, int>(StringComparer.Ordinal);

    /// <summary>How many numbers stood beside a currency sign or a unit, which was left out.</summary>
    public int WithUnit { get; init; }

    /// <summary>How often it was asked about an item in an order: 1, or the number of samples.</summary>
    public int Samples { get; init; } = 1;

    /// <summary>Accuracy after the debate; null where there was none.</summary>
    public MeanWithInterval? AfterDebate { get; init; }

    /// <summary>What one answer costs on average in US dollars; null if unknown.</summary>
    public double? UsdPerAnswer { get; init; }

    /// <summary>How many tokens one answer takes on average, prompt and answer; null if unknown.</summary>
    public double? TokensPerAnswer { get; init; }

    /// <summary>The confidence that the seat states, compared with how often it is right; null where it states none.</summary>
    public CalibrationError? Calibration { get; init; }
}

/// <summary>How often a way of making one answer out of several is right.</summary>
/// <param name="Name">Its name: one of the constants.</param>
/// <param name="Accuracy">Mean of its points.</param>
/// <param name="Gain">Its points minus those of the best seat chosen on the other half, item by item; null for that seat itself.</param>
public sealed record RuleScore(string Name, MeanWithInterval Accuracy, MeanWithInterval? Gain)
{
    /// <summary>The option that most seats vote for in the first round.</summary>
    public const string Majority = "majority";

    /// <summary>The option that most seats vote for after the debate.</summary>
    public const string AfterDebate = "after-debate";

    /// <summary>Votes weighted by the log odds of their seats, as measured on the other half of the items.</summary>
    public const string Weighted = "weighted";

    /// <summary>What a labelling with gold would choose, learned on the other half of the items.</summary>
    public const string Learned = "learned";

    /// <summary>The last seat of a list answers only where the others of the list do not all agree.</summary>
    public const string Cascade = "cascade";

    /// <summary>The seat with the most points on the other half of the items.</summary>
    public const string BestSeat = "best-seat";

    /// <summary>That seat, asked as often as the panel has seats: the answer that it gives most often.</summary>
    public const string BestSeatRepeated = "best-seat-repeated";

    /// <summary>Whether any seat is right: what no rule can exceed by choosing among the answers.</summary>
    public const string AnySeat = "any-seat";

    /// <summary>For the repeated best seat: its points minus those of the majority, item by item; for others null.</summary>
    public MeanWithInterval? OverMajority { get; init; }

    /// <summary>For the repeated best seat: how often it was asked; else 0.</summary>
    public int Asked { get; init; }

    /// <summary>For a cascade: its seats, the last being the one that is asked where the others differ.</summary>
    public IReadOnlyList<string> Seats { get; init; } = [];

    /// <summary>For a cascade: on what share of the items its last seat is asked.</summary>
    public double? LastAsked { get; init; }

    /// <summary>What one item costs on average in US dollars; null if unknown.</summary>
    public double? UsdPerItem { get; init; }

    /// <summary>How many tokens one item takes on average; null if unknown.</summary>
    public double? TokensPerItem { get; init; }

    /// <summary>What one right answer costs on average in US dollars; null if unknown, or where none is right.</summary>
    public double? UsdPerPoint => UsdPerItem is { } usd && Accuracy.Mean > 0 ? usd / Accuracy.Mean : null;

    /// <summary>How many tokens one right answer takes on average; null if unknown, or where none is right.</summary>
    public double? TokensPerPoint => TokensPerItem is { } tokens && Accuracy.Mean > 0 ? tokens / Accuracy.Mean : null;
}

/// <summary>What a debate changed.</summary>
/// <param name="Panel">Items that the panel's majority got wholly right before and wholly wrong after, and the other way round; ties are in neither.</param>
/// <param name="Gain">The majority's points after the debate minus those before, item by item.</param>
/// <param name="Seats">The same moves of each seat.</param>
public sealed record DebateScore(McNemarTest Panel, MeanWithInterval Gain, IReadOnlyList<SeatMoves> Seats)
{
    /// <summary>Votes that were right first and wrong then, over all seats.</summary>
    public int RightToWrong => Seats.Sum(s => s.Moves.RightToWrong);

    /// <summary>Votes that were wrong first and right then, over all seats.</summary>
    public int WrongToRight => Seats.Sum(s => s.Moves.WrongToRight);
}

/// <summary>How one seat's votes changed in a debate.</summary>
/// <param name="Seat">The seat.</param>
/// <param name="Moves">Its moves, and whether they are more one-sided than chance would make them.</param>
/// <param name="WrongToWrong">How often it moved from one wrong answer to another.</param>
public sealed record SeatMoves(string Seat, McNemarTest Moves, int WrongToWrong);

/// <summary>Items on which equally many votes agree.</summary>
/// <param name="Agreeing">How many votes the leading answer has, at least; for large panels a band of them.</param>
/// <param name="MaxAgreeing">How many votes it has at most.</param>
/// <param name="Votes">How many votes the panel can cast on an item.</param>
/// <param name="Items">How many items these are.</param>
/// <param name="Right">Mean of the points of the leading answer on them.</param>
public sealed record AgreementLevel(int Agreeing, int MaxAgreeing, int Votes, int Items, MeanWithInterval Right);

/// <summary>How often seats err together.</summary>
/// <param name="Shared">How errors of two seats coincide, beside what independent errors would give; null where no two seats answered the same item.</param>
/// <param name="ErrorCorrelation">Mean correlation of errors (phi) over pairs of seats, in the first order of the options; null where no pair varies.</param>
/// <param name="EffectiveSeats">
/// How many independent seats would err together as little: n ÷ (1 + (n − 1)ρ), Kish's design effect, ρ being at least 0; null without a correlation.
/// </param>
public sealed record ErrorDependence(SharedErrors? Shared, double? ErrorCorrelation, double? EffectiveSeats)
{
    /// <summary>Where two seats are both wrong, how often they give the same wrong answer; null where no two are.</summary>
    public double? SameShare => Shared is { BothWrong: > 0 } shared ? shared.SameWrong / shared.BothWrong : null;
}

/// <summary>How often the panel and its best seat are right on the items of one category.</summary>
/// <param name="Category">Its name.</param>
/// <param name="Items">How many items it has.</param>
/// <param name="Majority">Mean of the majority's points.</param>
/// <param name="BestSeat">Mean of the points of the best seat chosen on the other half of all items.</param>
/// <param name="Gain">The majority's points minus the best seat's, item by item.</param>
public sealed record CategoryScore(string Category, int Items, double Majority, double BestSeat, MeanWithInterval Gain);
