using Roundtable.Deliberation.Panels;
using Roundtable.Deliberation.Plans;

namespace Roundtable.Deliberation.Costs;

/// <summary>
/// What a session in which seats answer in full keeps back of its budget in each phase for those that follow, in millionths of a dollar: an answer is worth
/// little that nothing is left to compare. It is an estimate: what a phase does not get, it goes without.
/// </summary>
internal sealed class FusionReserve(SessionPlan plan)
{
    /// <summary>Of a budget, the largest part that is kept back for one later phase.</summary>
    private const int MaxShare = 4;

    private readonly int _seats = plan.Panel.Count;

    /// <summary>While scouts answer: for the others' answers, reviews and the moderator.</summary>
    public long WhileScouting(IReadOnlyList<int> scouts) => Share(plan.Panel
        .Where(s => !scouts.Contains(s.Number))
        .Sum(s => Dearest(s.Model, FullAnswerTokens.Instructions, FullAnswerTokens.Answer))) + WhileAnswering;

    /// <summary>While seats answer: for reviews and the moderator.</summary>
    public long WhileAnswering => WhileReviewing + (plan.Settings.Fusion is { Review: true, Schema: null } && _seats > 1
        ? Share(plan.Panel.Sum(s => Dearest(s.Model, FullAnswerTokens.Instructions + ((_seats - 1) * FullAnswerTokens.Answer), FullAnswerTokens.Review)))
        : 0);

    /// <summary>While seats review: for the moderator.</summary>
    public long WhileReviewing => plan.Moderator is { } moderator && _seats > 1
        ? Share(FullAnswerTokens.MaxModeratorCalls
            * Dearest(moderator, (2 * FullAnswerTokens.Instructions) + (_seats * FullAnswerTokens.Answer), FullAnswerTokens.Moderator))
        : 0;

    private long Share(long microDollars) => Math.Min(microDollars, (plan.Settings.BudgetMicroDollars ?? 0) / MaxShare);

    private static long Dearest(ModelCard model, long input, long output) =>
        model is { Simulated: false, Price: { } price } ? price.Dearest(input, output) : 0;
}
