using Roundtable.Deliberation.Costs;

namespace Roundtable.Workspace.Asking;

/// <summary>What answering a question in full would cost and take. What a budget keeps to is the limit of each call.</summary>
internal static class FullAnswerEstimate
{
    /// <summary>Tokens of an answer in full, of a review, and of one of the moderator's answers.</summary>
    private const int AnswerTokens = 1_200, ReviewTokens = 600, ModeratorTokens = 1_500;

    /// <summary>The moderator's calls: comparison and answer, and the most with a correction of each.</summary>
    private const int ModeratorCalls = 2, MostModeratorCalls = 4;

    private const int SecondsPerPhase = 25;

    /// <summary>The estimate of a planned session.</summary>
    public static AskEstimate Of(PlannedSession planned, PromptEstimate tokens)
    {
        var (plan, fusion) = (planned.Plan, planned.Plan.Settings.Fusion!);
        var seats = plan.Panel.Count;
        long cost = 0;
        foreach (var seat in plan.Panel)
        {
            var (prompt, limit) = (planned.FirstPrompt(seat), seat.MaxOutputTokens ?? int.MaxValue);
            var thinking = seat.Settings?.ThinkingTokens ?? 0;
            cost += CostEstimate.MicroDollars(seat.Model, prompt, Math.Min(AnswerTokens + thinking, limit), tokens) ?? 0;
            cost += fusion.Review
                ? CostEstimate.MicroDollars(seat.Model, prompt, Math.Min(ReviewTokens + thinking, limit), tokens, (long)(seats - 1) * AnswerTokens) ?? 0
                : 0;
        }

        if (plan.Moderator is { } moderator)
        {
            cost += ModeratorCalls
                * (CostEstimate.MicroDollars(moderator, planned.FirstPrompt(plan.Panel[0]), ModeratorTokens, tokens, (long)seats * AnswerTokens) ?? 0);
        }

        var phases = 1 + (fusion.Review ? 1 : 0) + (plan.Moderator is null ? 0 : ModeratorCalls) + (fusion.Scout > 0 ? 1 : 0);
        var calls = (seats * (fusion.Review ? 2 : 1)) + (plan.Moderator is null ? 0 : MostModeratorCalls + (fusion.Scout > 0 ? 1 : 0));
        var simulated = planned.Lineup.Rehearsal;
        return new AskEstimate(
            [.. plan.Panel.Select(s => s.Name)],
            simulated,
            calls,
            cost,
            plan.Panel.Count(s => !s.Model.Simulated && s.Model.Price is null),
            (simulated ? 1 : SecondsPerPhase) * phases,
            planned.Warning);
    }
}
