using System.Text.Json;
using Roundtable.Deliberation.Ballots;
using Roundtable.Deliberation.Costs;
using Roundtable.Deliberation.Questions;
using Roundtable.Models.Protocols;
using Roundtable.Record.Entries;
using Roundtable.Terms.Rulings;
using Roundtable.Workspace.Access;
using Roundtable.Workspace.Configuration;
using Roundtable.Workspace.Connections;
using Roundtable.Workspace.Exports;
using Roundtable.Workspace.Judging;
using Roundtable.Workspace.Live;
using Roundtable.Workspace.Logs;
using Roundtable.Workspace.Panels;
using Roundtable.Workspace.Sessions;

namespace Roundtable.Workspace.Asking;

/// <summary>Puts questions for callers of the site, the API and MCP: checks, estimates, holds to limits, begins.</summary>
public sealed class AskService(LiveSessions live, ILiveStore store, SharedLog shared, CallerLimits limits, WorkspaceContext workspace)
{
    private const int SecondsACall = 12;

    /// <summary>What can be chosen.</summary>
    /// <param name="all">Whether to ask each provider for every model that it has; else those that are known well.</param>
    /// <param name="cancellation">Stops asking.</param>
    public async Task<AskChoices> ChoicesAsync(bool all, CancellationToken cancellation)
    {
        var connections = await LoadAsync(cancellation);
        var connected = await Task.WhenAll(connections.Connections.Where(c => c.IsConnected).Select(async c => (
            Connection: c,
            Models: (all ? await connections.ModelsOfAsync(c, cancellation) : null) ?? c.Models)));
        List<(string, string)> panels = [.. connections.Panels.Select(p => (p.Name, string.Join(", ", p.Seats.Select(s => s.Name ?? s.Model))))];
        panels.Add((PanelPlan.RehearsalName, "five simulated panelists"));
        return new AskChoices(
            panels,
            [.. connected.SelectMany(c => c.Models.Select(m => new ModelChoice(connections.Card(c.Connection, m), c.Connection.Name)))],
            all,
            [.. Lineup.Suggested(connections)?.Seats.Select(s => s.Model) ?? []],
            connections.DefaultPanel);
    }

    /// <summary>What is connected.</summary>
    public Task<ConnectionSet> LoadAsync(CancellationToken cancellation) =>
        ConnectionSet.LoadAsync(workspace, cancellation);

    /// <summary>Looks at a request, and begins the session where that is wanted and nothing speaks against it.</summary>
    /// <param name="request">What is asked.</param>
    /// <param name="caller">Who asks.</param>
    /// <param name="start">Whether to begin, and not only to look.</param>
    /// <param name="idempotencyKey">The same key with the same request begins one session, however often it is sent; null for none.</param>
    /// <param name="cancellation">Stops before the session begins.</param>
    public async Task<AskResult> TryAsync(AskRequest request, Caller caller, bool start, string? idempotencyKey, CancellationToken cancellation)
    {
        if (AskCheck.Problems(request) is { Count: > 0 } problems)
        {
            return new AskResult(null, [.. problems.Select(p => p.Text)], null, problems);
        }

        PlannedSession planned;
        AskEstimate? estimate = null;
        try
        {
            planned = await PlannedSession.MakeAsync(WithMinutes(request), workspace, cancellation);
            estimate = Estimate(planned, await PromptEstimates.BeforeAsync(workspace, planned.Plan, cancellation));
            await planned.CheckBudgetAsync(workspace, cancellation);
            (planned, var refused) = await planned.ForAsync(request.For, workspace, cancellation);
            if (refused is { } refusal)
            {
                await RecordAsync(refusal, start, cancellation);
                return new AskResult(null, [refusal.Message], estimate, []);
            }
        }
        catch (WorkspaceException e)
        {
            return new AskResult(null, [e.Message], estimate, []);
        }

        if (!start || planned.Warning is not null)
        {
            return new AskResult(null, [], estimate, []);
        }

        if (idempotencyKey is null)
        {
            return await BeginAsync(planned, estimate, caller, cancellation);
        }

        var key = $"{caller.Name}\n{idempotencyKey}";
        var digest = DigestOf(request);
        var (earlier, session) = await store.RememberAsync(key, digest, planned.Plan.Id, cancellation);
        if (session != planned.Plan.Id)
        {
            return earlier == digest
                ? new AskResult(session, [], estimate, [])
                : new AskResult(null, ["The idempotency key was used for another request before: give a new request a new key."], null, []);
        }

        AskResult? begun = null;
        try
        {
            return begun = await BeginAsync(planned, estimate, caller, cancellation);
        }
        finally
        {
            if (begun?.Started is null)
            {
                await store.ForgetAsync(key, CancellationToken.None);
            }
        }
    }

    private async Task RecordAsync(UseRefusal refusal, bool start, CancellationToken cancellation)
    {
        if (start)
        {
            await using var use = await shared.OpenAsync(cancellation);
            await RulingRecord.AppendAsync(use.Log, [.. refusal.Rulings.Select(r => (r, RulingWriter.Json(r)))], workspace.Time, cancellation);
        }
    }

    private static string DigestOf(AskRequest request) =>
        Digest.Of(JsonSerializer.SerializeToUtf8Bytes(request, AskRequestJson.Default.AskRequest)).ToString();

    private async Task<AskResult> BeginAsync(PlannedSession planned, AskEstimate estimate, Caller caller, CancellationToken cancellation)
    {
        if (limits.Refusal(caller, planned.Plan, estimate.MicroDollars, out var plan) is { } refusal)
        {
            return new AskResult(null, [refusal], estimate, [], Refused: true);
        }

        await live.StartAsync(plan, planned.Lineup, cancellation);
        return new AskResult(plan.Id, [], estimate, []);
    }

    /// <summary>Saves seats as a panel.</summary>
    public async Task SavePanelAsync(string name, IReadOnlyList<SeatPlan> seats, CancellationToken cancellation)
    {
        var connections = await LoadAsync(cancellation);
        if (PanelPlan.IsName(name) && seats.Count > 0 && connections.Panels.All(p => p.IsOurs || p.Name != name))
        {
            var panel = new PanelPlan(name, seats, null, "", true);
            PanelFile.Write(PanelFile.ConfigDirectory(workspace.Variables), [.. connections.Panels.Where(p => p.IsOurs && p.Name != name), panel]);
        }
    }

    /// <summary>The request with what an earlier session said among its context.</summary>
    private AskRequest WithMinutes(AskRequest request)
    {
        if (request.FollowUp is not { } id)
        {
            return request;
        }

        return new SessionStore(workspace.DataDirectory, workspace.Time).TryRead(id) is not { } session
            ? throw new WorkspaceException(ErrorKind.NotFound, $"There is no session '{id}' to follow up.")
            : request with { Context = [.. request.Context, new ContextDocument($"minutes of session {session.Id}", MinutesText.Of(session))] };
    }

    private static AskEstimate Estimate(PlannedSession planned, PromptEstimate tokens)
    {
        var (plan, settings) = (planned.Plan, planned.Plan.Settings);
        long cost = 0;
        foreach (var seat in plan.Panel)
        {
            var prompt = BallotPrompt.For(planned.FirstForm(seat));
            var output = seat.MaxOutputTokens ?? CostEstimate.AssumedOutputTokens;

            // Later rounds bring the others' reasons along.
            var reasons = (long)plan.Panel.Count * settings.Samples * CostEstimate.AssumedOutputTokens;
            var first = CostEstimate.MicroDollars(seat.Model, prompt, output, tokens) ?? 0;
            var later = settings.Rounds > 1 ? CostEstimate.MicroDollars(seat.Model, prompt, output, tokens, reasons) ?? 0 : 0;
            cost += settings.Samples * (first + ((settings.Rounds - 1) * later));
        }

        var simulated = planned.Lineup.Rehearsal;
        return new AskEstimate(
            [.. plan.Panel.Select(s => s.Name)],
            simulated,
            (plan.Panel.Count * settings.Rounds * settings.Samples) + (plan.Moderator is null ? 0 : 1),
            cost,
            plan.Panel.Count(s => !s.Model.Simulated && s.Model.Price is null),
            (simulated ? 1 : SecondsACall) * (settings.Rounds + 1),
            planned.Warning);
    }
}
