using Roundtable.Deliberation.Ballots;

namespace Roundtable.Deliberation.Verdicts.Rules;

/// <summary>What a rule requires of a ballot besides its vote.</summary>
internal static class RuleNeeds
{
    /// <summary>What the ballot lacks, in one sentence, or null where it can be counted.</summary>
    public static string? Lacking(RecountRule rule, Ballot ballot, int options) => rule switch
    {
        RecountRule.Borda or RecountRule.Schulze => LackingRanking(((Choice.Vote)ballot.Choice).Ranking, options),
        RecountRule.Approval => LackingApproval(((Choice.Vote)ballot.Choice).Approved, options),
        RecountRule.Confidence => ballot.Confidence switch
        {
            null => "It does not say how sure the seat is.",
            >= 0 and <= 1 => null,
            _ => "Its confidence is not between 0 and 1.",
        },
        _ => null,
    };

    /// <summary>The error where no vote has what the rule requires.</summary>
    public static string Refusal(RecountRule rule) => rule switch
    {
        RecountRule.Borda or RecountRule.Schulze => "These ballots carry no rankings: ask again with --ranked.",
        RecountRule.Approval => "These ballots do not say which options are acceptable besides the chosen one: recount under another rule.",
        _ => "These ballots do not say how sure the seats are: recount under another rule.",
    };

    private static string? LackingRanking(IReadOnlyList<int>? ranking, int options) =>
        ranking is null ? "It carries no ranking."
        : ranking.Order().SequenceEqual(Enumerable.Range(0, options)) ? null
        : "Its ranking does not name every option once.";

    private static string? LackingApproval(IReadOnlyList<int>? approved, int options) =>
        approved is null ? "It does not say which options are acceptable."
        : approved.All(o => o >= 0 && o < options) && approved.Distinct().Count() == approved.Count ? null
        : "Its acceptable options are not options of the question, each once.";
}
