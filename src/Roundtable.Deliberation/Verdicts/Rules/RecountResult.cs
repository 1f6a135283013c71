using System.Text.Json.Serialization;

namespace Roundtable.Deliberation.Verdicts.Rules;

/// <summary>The last round's ballots, counted again under another rule.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Options">What was scored: the options, or the names of the last round's clusters.</param>
/// <param name="Scores">
/// The score of each option: points under plurality, Borda, approval and confidence; under Schulze the number of options
/// that it beats by the strongest path.
/// </param>
/// <param name="Winners">
/// Indices of the winning options, ascending: one, or several that tie; none without a verdict. There is a verdict under the
/// same conditions as in every tally: a quorum of seats has a counted ballot, and no more seats object than that.
/// </param>
/// <param name="Label">
/// <see cref="TallyLabel.NoVerdict"/>, <see cref="TallyLabel.Tie"/>, or the winner's share of all points under plurality
/// and confidence. Null for the one winner of a rule whose scores are not shares of votes: Borda, Schulze, approval.
/// </param>
/// <param name="Invited">Number of seats invited: the denominator.</param>
/// <param name="Seats">Number of seats with at least one counted ballot.</param>
/// <param name="Counted">Number of ballots counted.</param>
/// <param name="Uncounted">The ballots that were not counted, by seat, then by sample, and why.</param>
public sealed record RecountResult(
    [property: JsonConverter(typeof(JsonStringEnumConverter<RecountRule>))] RecountRule Rule,
    IReadOnlyList<string> Options,
    IReadOnlyList<Fraction> Scores,
    IReadOnlyList<int> Winners,
    TallyLabel? Label,
    int Invited,
    int Seats,
    int Counted,
    IReadOnlyList<UncountedBallot> Uncounted)
{
    /// <summary>
    /// Under Schulze, how many options beat each option by the strongest path; null under other rules. The winners are those that none beats, however many
    /// they beat themselves: with scores 1, 0, 0 two options can still be unbeaten.
    /// </summary>
    public IReadOnlyList<int>? BeatenBy { get; init; }
}
