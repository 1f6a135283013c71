using Roundtable.Deliberation.Costs;

namespace Roundtable.Workspace.Asking;

/// <summary>What answering a question in full would cost and take. What a budget keeps to is the limit of each call.</summary>
internal static class FullAnswerEstimate
{
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
            cost += CostEstimate.MicroDollars(seat.Model, prompt, Math.Min(FullAnswerTokens.Answer + thinking, limit), tokens) ?? 0;
            var others = (long)(seats - 1) * FullAnswerTokens.Answer;
            cost += fusion.Review
                ? CostEstimate.MicroDollars(seat.Model, prompt, Math.Min(FullAnswerTokens.Review + thinking, limit), tokens, others) ?? 0
                : 0;
        }

        if (plan.Moderator is { } moderator)
        {
            var (prompt, answers) = (planned.FirstPrompt(plan.Panel[0]), (long)seats * FullAnswerTokens.Answer);
            cost += FullAnswerTokens.ModeratorCalls * (CostEstimate.MicroDollars(moderator, prompt, FullAnswerTokens.Moderator, tokens, answers) ?? 0);
        }

        var phases = 1 + (fusion.Review ? 1 : 0) + (plan.Moderator is null ? 0 : FullAnswerTokens.ModeratorCalls) + (fusion.Scout > 0 ? 1 : 0);
        var calls = (seats * (fusion.Review ? 2 : 1)) + (plan.Moderator is null ? 0 : FullAnswerTokens.MaxModeratorCalls + (fusion.Scout > 0 ? 1 : 0));
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
