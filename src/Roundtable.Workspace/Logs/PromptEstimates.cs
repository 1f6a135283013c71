using Roundtable.Deliberation.Costs;
using Roundtable.Deliberation.Panels;
using Roundtable.Deliberation.Plans;
using Roundtable.Deliberation.Recording;
using Roundtable.Models.Catalogue;
using Roundtable.Models.Estimates;
using Roundtable.Record.Storage;

namespace Roundtable.Workspace.Logs;

/// <summary>How many tokens a plan's models take for prompts, measured on the workspace's own log where OpenAI's vocabulary is not theirs.</summary>
public static class PromptEstimates
{
    /// <summary>The estimate by which a session keeps to its budget; null where it has none, and then nothing is measured or loaded.</summary>
    /// <param name="log">The session's log.</param>
    /// <param name="plan">The session's plan.</param>
    /// <param name="journal">What an interrupted run recorded: it is measured on what was there before that run. Null for a new session.</param>
    /// <param name="cancellation">Stops measuring.</param>
    public static async Task<PromptEstimate?> ForAsync(RecordLog log, SessionPlan plan, CallJournal? journal, CancellationToken cancellation) =>
        plan.Settings.BudgetMicroDollars is null ? null : await MeasuredAsync(log, plan, journal?.OpenedAt ?? log.Size, cancellation);

    /// <summary>The estimate before a session begins, measured on what the workspace has recorded so far.</summary>
    /// <param name="workspace">The workspace; its log need not exist.</param>
    /// <param name="plan">The plan.</param>
    /// <param name="cancellation">Stops measuring.</param>
    public static async Task<PromptEstimate> BeforeAsync(WorkspaceContext workspace, SessionPlan plan, CancellationToken cancellation)
    {
        if (!Cards(plan).Any(TokenFactors.Matter) || await Task.Run(() => LogAccess.TryRead(workspace), cancellation) is not { } store)
        {
            return new TokenEstimator(TokenFactors.None).Count;
        }

        await using var log = RecordLog.Reading(store);
        return await MeasuredAsync(log, plan, log.Size, cancellation);
    }

    /// <summary>The estimate before a run begins, measured on what the workspace has recorded so far.</summary>
    /// <param name="workspace">The workspace; its log need not exist.</param>
    /// <param name="panel">The seats of the run.</param>
    /// <param name="cancellation">Stops measuring.</param>
    public static async Task<PromptEstimate> BeforeAsync(WorkspaceContext workspace, IReadOnlyList<Seat> panel, CancellationToken cancellation)
    {
        List<ModelCard> cards = [.. panel.Select(s => s.Model)];
        if (!cards.Any(TokenFactors.Matter) || await Task.Run(() => LogAccess.TryRead(workspace), cancellation) is not { } store)
        {
            return new TokenEstimator(TokenFactors.None).Count;
        }

        await using var log = RecordLog.Reading(store);
        return await MeasuredAsync(log, cards, log.Size, cancellation);
    }

    private static Task<PromptEstimate> MeasuredAsync(RecordLog log, SessionPlan plan, long end, CancellationToken cancellation) =>
        MeasuredAsync(log, [.. Cards(plan)], end, cancellation);

    private static async Task<PromptEstimate> MeasuredAsync(RecordLog log, IReadOnlyList<ModelCard> cards, long end, CancellationToken cancellation)
    {
        var factors = cards.Any(TokenFactors.Matter) ? await TokenFactors.MeasureAsync(log, end, VendorOf, cancellation) : TokenFactors.None;
        return new TokenEstimator(factors).Count;

        string? VendorOf(string name) => cards.FirstOrDefault(c => c.Name == name)?.Vendor ?? ModelCatalogue.VendorOf(name);
    }

    private static IEnumerable<ModelCard> Cards(SessionPlan plan) => plan.Panel.Select(s => s.Model).Concat(plan.Moderator is { } moderator ? [moderator] : []);
}
