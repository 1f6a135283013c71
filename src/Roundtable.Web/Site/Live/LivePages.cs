using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Roundtable.Record.Languages;
using Roundtable.Web.Site.Layout;
using Roundtable.Workspace.Live;

namespace Roundtable.Web.Site.Live;

/// <summary>The live sessions that pages are open on.</summary>
public sealed class LivePages(ILiveStore store, Fragments fragments, ILogger<LiveBroadcast> logger)
{
    private readonly ConcurrentDictionary<(string Session, string Language), LiveBroadcast> _broadcasts = new();

    /// <summary>The updates that pages of a session receive in a language.</summary>
    public LiveBroadcast Of(string session, Language language) =>
        _broadcasts.GetOrAdd((session, language.Tag), key => new LiveBroadcast(store, fragments, logger, key.Session, language));
}
