using System.Collections.Concurrent;
using Roundtable.Web.Site.Layout;
using Roundtable.Workspace.Live;

namespace Roundtable.Web.Site.Live;

/// <summary>The live sessions that pages are open on.</summary>
public sealed class LivePages(ILiveStore store, Fragments fragments)
{
    private readonly ConcurrentDictionary<string, LiveBroadcast> _broadcasts = new(StringComparer.Ordinal);

    /// <summary>What pages of a session are sent.</summary>
    public LiveBroadcast Of(string session) => _broadcasts.GetOrAdd(session, id => new LiveBroadcast(store, fragments, id));

    /// <summary>The session as it is now; null where it is not live, or is complete and to be read from its file.</summary>
    public async Task<LiveState?> StateAsync(string session, CancellationToken cancellation)
    {
        if (await store.WatchAsync(session, null, cancellation) is not { } events)
        {
            return null;
        }

        // What has been told already comes as one batch.
        await foreach (var batch in events.WithCancellation(cancellation))
        {
            return batch.Aggregate(LiveState.Empty, (s, e) => s.After(e)) is { Plan: not null, Session: null } state ? state : null;
        }

        return null;
    }
}
