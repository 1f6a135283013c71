using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Roundtable.Web.Site.Layout;
using Roundtable.Workspace.Live;

namespace Roundtable.Web.Site.Live;

/// <summary>The live sessions that pages are open on.</summary>
public sealed class LivePages(ILiveStore store, Fragments fragments, ILogger<LiveBroadcast> logger)
{
    private readonly ConcurrentDictionary<string, LiveBroadcast> _broadcasts = new(StringComparer.Ordinal);

    /// <summary>The updates that pages of a session receive.</summary>
    public LiveBroadcast Of(string session) => _broadcasts.GetOrAdd(session, id => new LiveBroadcast(store, fragments, logger, id));
}
