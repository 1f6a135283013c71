using Roundtable.Annotation.Agreement;
using Roundtable.Annotation.Estimates;

namespace Roundtable.Annotation.Labelling;

/// <summary>What is told of a seat of a run of labels.</summary>
/// <param name="Seat">Its name.</param>
/// <param name="Model">The model that is asked for.</param>
/// <param name="Served">The models that the provider says served it. More than one: the alias changed in mid-run.</param>
/// <param name="Answers">Number of answers by kind: votes, "cannot tell", refusals, absences, what could not be read.</param>
/// <param name="Gold">Number of items with gold.</param>
/// <param name="Right">On how many of these it gave the right class; a missing vote is not right.</param>
/// <param name="Confusion">For each class by gold (row) how often it gave each class (column), missing votes last. Empty without gold.</param>
/// <param name="OrderFlips">Share of pairs of answers in two orders of the classes that differ; null where nothing was asked twice.</param>
/// <param name="OrderPairs">Number of such pairs.</param>
public sealed record SeatSummary(
    string Seat,
    string Model,
    IReadOnlyList<ServedModel> Served,
    IReadOnlyDictionary<string, int> Answers,
    int Gold,
    int Right,
    IReadOnlyList<IReadOnlyList<int>> Confusion,
    double? OrderFlips,
    int OrderPairs)
{
    internal static SeatSummary Of(SeatTally tally, SeatAgreement agreement) => new(
        tally.Seat,
        tally.Model,
        tally.Served,
        tally.Kinds,
        agreement.Gold,
        agreement.Right,
        agreement.Gold == 0 ? [] : agreement.Confusion,
        agreement.OrderFlips,
        agreement.OrderPairs);
}

/// <summary>How the seats of a run agree.</summary>
/// <param name="Alpha">Krippendorff's alpha, nominal: 1 is perfect agreement, 0 chance; null where it is undefined.</param>
/// <param name="AlphaInterval">Its bootstrap interval over items; null where there is none.</param>
/// <param name="EffectiveSeats">How many independent seats they amount to; null where too few items are shared to tell.</param>
/// <param name="Correlation">Agreement beyond chance of two different seats, 0 to 1; null where it was not measured.</param>
/// <param name="ErrorPairs">Number of pairs of seats on one item with gold; 0 without gold.</param>
/// <param name="SameWrong">Share of these pairs that give the same wrong answer; null without pairs.</param>
/// <param name="SameWrongIfIndependent">What it would be if errors were independent; null without pairs.</param>
public sealed record AgreementSummary(
    double? Alpha, Interval? AlphaInterval, double? EffectiveSeats, double? Correlation, int ErrorPairs, double? SameWrong, double? SameWrongIfIndependent)
{
    internal static AgreementSummary Of(PanelAgreement agreement) => new(
        agreement.Alpha?.Alpha,
        agreement.Alpha?.Interval,
        agreement.Independence?.EffectiveVotes,
        agreement.Independence?.Correlation,
        agreement.Errors?.Pairs ?? 0,
        agreement.Errors?.SameWrong,
        agreement.Errors?.SameWrongIfIndependent);
}
