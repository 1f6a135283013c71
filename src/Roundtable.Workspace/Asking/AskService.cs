using System.Diagnostics;
using System.Text.Json;
using Roundtable.Models.Rehearsal;
using Roundtable.Record.Entries;
using Roundtable.Terms.Rulings;
using Roundtable.Workspace.Access;
using Roundtable.Workspace.Configuration;
using Roundtable.Workspace.Connections;
using Roundtable.Workspace.Judging;
using Roundtable.Workspace.Live;
using Roundtable.Workspace.Logs;
using Roundtable.Workspace.Panels;

namespace Roundtable.Workspace.Asking;

/// <summary>Puts questions for callers of the site, the API and MCP: checks, estimates, holds to limits, begins.</summary>
public sealed class AskService(AskPlanner planner, LiveSessions live, ILiveStore store, SharedLog shared, CallerLimits limits, WorkspaceContext workspace)
{
    /// <summary>What can be chosen.</summary>
    /// <param name="all">Whether to ask each provider for every model that it has; else those that are known well.</param>
    /// <param name="cancellation">Stops asking.</param>
    public async Task<AskChoices> ChoicesAsync(bool all, CancellationToken cancellation)
    {
        var connections = await LoadAsync(cancellation);
        var connected = await Task.WhenAll(connections.Connections.Where(c => c.IsConnected).Select(async c => (
            Connection: c,
            Models: (all ? await connections.ModelsOfAsync(c, cancellation) : null) ?? c.Models)));
        var panels = connections.Panels.Select(p => (p.Name, (IReadOnlyList<string>)[.. p.Seats.Select(s => s.Name ?? s.Model)]));
        return new AskChoices(
            [.. panels, (PanelPlan.RehearsalName, RehearsalPanel.Names)],
            [.. connected.SelectMany(c => c.Models.Select(m => new ModelChoice(connections.Card(c.Connection, m), c.Connection.Name)))],
            all,
            [.. Lineup.Suggested(connections)?.Seats.Select(s => s.Model) ?? []],
            connections.DefaultPanel)
        {
            ToolServers = connections.ToolServers,
        };
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
        switch (await planner.PlanAsync(request, estimates: true, cancellation))
        {
            case AskOutcome.Invalid invalid:
                return new AskResult(null, [.. invalid.Problems.Select(p => p.Text)], null, invalid.Problems);
            case AskOutcome.Refused refused:
                if (start)
                {
                    await RecordAsync(refused.Rulings, cancellation);
                }

                return new AskResult(null, [refused.Message], refused.Estimate, []) { Kind = refused.Kind };
            case AskOutcome.Ready ready when start && ready.Session.Warning is null:
                return await StartAsync(request, ready.Session, ready.Estimate!, caller, idempotencyKey, cancellation);
            case AskOutcome.Ready ready:
                return new AskResult(null, [], ready.Estimate, []);
            case var other:
                throw new UnreachableException($"An outcome of another kind: {other.GetType().Name}.");
        }
    }

    private async Task<AskResult> StartAsync(
        AskRequest request, PlannedSession planned, AskEstimate estimate, Caller caller, string? idempotencyKey, CancellationToken cancellation)
    {
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

    private async Task RecordAsync(IReadOnlyList<Ruling> rulings, CancellationToken cancellation)
    {
        if (rulings.Count > 0)
        {
            await using var use = await shared.OpenAsync(cancellation);
            await RulingRecord.AppendAsync(use.Log, [.. rulings.Select(r => (r, RulingWriter.Json(r)))], workspace.Time, cancellation);
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
}
