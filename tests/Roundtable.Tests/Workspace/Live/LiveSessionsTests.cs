using Microsoft.Extensions.Logging.Abstractions;
using Roundtable.Deliberation.Sessions;
using Roundtable.Tests.Samples;
using Roundtable.Workspace.Asking;
using Roundtable.Workspace.Configuration;
using Roundtable.Workspace.Live;
using Roundtable.Workspace.Logs;
using Roundtable.Workspace.Sessions;

namespace Roundtable.Tests.Workspace.Live;

public sealed class LiveSessionsTests : IDisposable
{
    private readonly SampleWorkspace _workspace = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _workspace.Dispose();

    /// <summary>
    /// A session tells that it is stopped, lets go of the right to run it, and is then no more among those that run. Whoever resumes it before or between
    /// waits, and it goes on once.
    /// </summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_session_that_is_resumed_while_it_stops_is_taken_up_when_it_has(bool letGo)
    {
        var context = _workspace.Context with
        {
            Variables = new Dictionary<string, string>(StringComparer.Ordinal) { ["ROUNDTABLE_LOCAL_PROBES"] = "off", ["XDG_CONFIG_HOME"] = _workspace.Path },
        };
        var request = new AskRequest { Question = "Should we ship on Friday?", Options = ["Yes", "No"], Panel = PanelPlan.RehearsalName, Debate = true };
        var ready = Assert.IsType<AskOutcome.Ready>(await new AskPlanner(context).PlanAsync(request, estimates: false, Cancellation));
        var id = ready.Session.Plan.Id;
        var store = new StoppingStore(new LiveMemory(_workspace.Path, TimeProvider.System, NullLogger<LiveMemory>.Instance), letGo);
        await using var shared = new SharedLog(context);
        await using var live = new LiveSessions(store, shared, context, NullLogger<LiveSessions>.Instance);
        await live.StartAsync(ready.Session.Plan, ready.Session.Lineup, Cancellation);
        await store.Stopped.WaitAsync(Cancellation);
        Assert.True(live.Runs(id));

        var resumed = live.TakeUpAsync(id, Cancellation);
        Assert.False(resumed.IsCompleted); // nothing but the end of the first run ends its wait
        store.End.SetResult();
        Assert.True(await resumed);
        Assert.True(live.Runs(id) || new SessionStore(_workspace.Path).Exists(id));
        await foreach (var batch in (await store.WatchAsync(id, null, Cancellation))!)
        {
            Assert.DoesNotContain(batch, e => e.Event is SessionEvent.Stopped);
        }

        Assert.True(new SessionStore(_workspace.Path).Exists(id));
    }

    /// <summary>Asks the first run to stop when it first tells something, and keeps it from letting go of its right, or of its place, until it is told to.</summary>
    private sealed class StoppingStore(LiveMemory inner, bool letGo) : ILiveStore
    {
        private readonly TaskCompletionSource _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private bool _stops = true;

        public Task Stopped => _stopped.Task;

        public TaskCompletionSource End { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public async Task<ILiveClaim?> BeginAsync(string session, CancellationToken cancellation)
        {
            var claim = await inner.BeginAsync(session, cancellation);
            return claim is not null && _stops ? new Claim(claim, this, session, letGo) : claim;
        }

        public Task EndAsync(string session, CancellationToken cancellation) => inner.EndAsync(session, cancellation);

        public Task EraseAsync(string session, CancellationToken cancellation) => inner.EraseAsync(session, cancellation);

        public Task<IReadOnlyList<string>> UnfinishedAsync(CancellationToken cancellation) => inner.UnfinishedAsync(cancellation);

        public Task<ILiveClaim?> ClaimAsync(string session, CancellationToken cancellation) => inner.ClaimAsync(session, cancellation);

        public Task<IAsyncEnumerable<IReadOnlyList<LiveEvent>>?> WatchAsync(string session, LiveId? after, CancellationToken cancellation) =>
            inner.WatchAsync(session, after, cancellation);

        public Task<(string Request, string Session)> RememberAsync(string key, string request, string session, CancellationToken cancellation) =>
            inner.RememberAsync(key, request, session, cancellation);

        public Task ForgetAsync(string key, CancellationToken cancellation) => inner.ForgetAsync(key, cancellation);

        public Task CancelAsync(string session, CancellationToken cancellation) => inner.CancelAsync(session, cancellation);

        private sealed class Claim(ILiveClaim inner, StoppingStore store, string session, bool letGo) : ILiveClaim
        {
            public CancellationToken Cancelled => inner.Cancelled;

            public CancellationToken Lost => inner.Lost;

            public async Task TellAsync(IReadOnlyList<SessionEvent> events, CancellationToken cancellation)
            {
                await inner.TellAsync(events, CancellationToken.None);
                if (store._stops)
                {
                    store._stops = false;
                    await store.CancelAsync(session, CancellationToken.None);
                    cancellation.ThrowIfCancellationRequested();
                }
            }

            public async ValueTask DisposeAsync()
            {
                if (letGo)
                {
                    await inner.DisposeAsync();
                }

                store._stopped.SetResult();
                await store.End.Task;
                if (!letGo)
                {
                    await inner.DisposeAsync();
                }
            }
        }
    }
}
