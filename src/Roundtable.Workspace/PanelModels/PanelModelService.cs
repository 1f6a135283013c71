using Roundtable.Workspace.Access;
using Roundtable.Workspace.Asking;
using Roundtable.Workspace.Configuration;
using Roundtable.Workspace.Live;

namespace Roundtable.Workspace.PanelModels;

/// <summary>Panels that programs call as models: which there are, and their answers.</summary>
public sealed class PanelModelService(AskService asking, ILiveStore live)
{
    /// <summary>Names of the panels, in the order of roundtable.yaml, and the rehearsal panel.</summary>
    /// <exception cref="WorkspaceException">When the configuration has errors.</exception>
    public async Task<IReadOnlyList<string>> NamesAsync(CancellationToken cancellation) =>
        [.. (await asking.LoadAsync(cancellation)).Panels.Select(p => p.Name), PanelPlan.RehearsalName];

    /// <summary>Begins the session that answers a request. It is on the record when this returns.</summary>
    /// <param name="request">The request.</param>
    /// <param name="caller">Who asks.</param>
    /// <param name="cancellation">Stops before it begins.</param>
    public Task<AskResult> BeginAsync(PanelRequest request, Caller caller, CancellationToken cancellation) =>
        asking.TryAsync(request.ToAskRequest(), caller, start: true, idempotencyKey: null, cancellation);

    /// <summary>What the session that answers a request would cost; nothing is asked.</summary>
    /// <param name="request">The request.</param>
    /// <param name="caller">Who asks.</param>
    /// <param name="cancellation">Stops.</param>
    public Task<AskResult> EstimateAsync(PanelRequest request, Caller caller, CancellationToken cancellation) =>
        asking.TryAsync(request.ToAskRequest(), caller, start: false, idempotencyKey: null, cancellation);

    /// <summary>The answer of a session that was begun, as it comes about.</summary>
    /// <param name="session">Id of the session.</param>
    /// <param name="withSupport">Whether each sentence is followed by who says it, in words.</param>
    /// <param name="cancellation">Stops listening; the session goes on.</param>
    public async Task<IAsyncEnumerable<PanelPart>> AnswerAsync(string session, bool withSupport, CancellationToken cancellation) =>
        PanelAnswer.PartsAsync(
            await live.WatchAsync(session, null, cancellation) ?? AsyncEnumerable.Empty<IReadOnlyList<LiveEvent>>(), withSupport, cancellation);

    /// <summary>Stops a session whose caller has gone: nobody else is asked, and what was answered stays on the record.</summary>
    /// <param name="session">Id of the session.</param>
    public Task StopAsync(string session) => live.CancelAsync(session, CancellationToken.None);
}
