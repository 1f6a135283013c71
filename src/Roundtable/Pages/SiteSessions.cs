using Roundtable.CommandLine;
using Roundtable.Deliberation.Ballots;
using Roundtable.Deliberation.Sessions;
using Roundtable.Index;
using Roundtable.Log;
using Roundtable.Record.Entries;
using Roundtable.Record.Merkle;
using Roundtable.Record.Storage;
using Roundtable.Sessions;
using Roundtable.Verify;

namespace Roundtable.Pages;

/// <summary>The finished sessions of the data directory, as the site shows them.</summary>
internal sealed class SiteSessions(Invocation invocation)
{
    private readonly Lock _catchingUp = new();

    private readonly SessionStore _store = new(invocation.DataDirectory, invocation.Time);

    /// <summary>The session files, as new as the log.</summary>
    public SessionStore Store
    {
        get
        {
            Mirror.CatchUp();
            return _store;
        }
    }

    private SessionMirror Mirror => field ??= new SessionMirror(_store, invocation);

    /// <summary>The summaries of all sessions, newest first.</summary>
    public IReadOnlyList<SessionSummary> Summaries(CancellationToken cancellation)
    {
        using var index = Open(cancellation);
        return index.Summaries();
    }

    /// <summary>The sessions that pass a filter, newest first, or best first where words were searched for; each with the words around what was found.</summary>
    public IReadOnlyList<(SessionSummary Summary, string? Snippet)> Find(SessionFilter filter, CancellationToken cancellation)
    {
        using var index = Open(cancellation);
        var all = index.Summaries();
        if (filter.Words is not { } words)
        {
            return [.. all.Where(filter.Passes).Select(s => (s, (string?)null))];
        }

        var byId = all.ToDictionary(s => s.Id, StringComparer.Ordinal);
        return SearchWords.Query(words) is { } query
            ? [.. index.Search(query, 1000).Where(h => byId.ContainsKey(h.Session)).Select(h => (byId[h.Session], (string?)h.Snippet)).Where(h => filter.Passes(h.Item1))]
            : [];
    }

    /// <summary>A session with its figures and its leaves; null where there is none of that id.</summary>
    public SessionViewModel? View(string id)
    {
        if (!SessionStore.IsId(id) || Store.TryRead(id) is not { } session)
        {
            return null;
        }

        using var log = LogAccess.TryRead(invocation);
        return new SessionViewModel(session, SummaryOf.Make(session, log), log is null ? [] : Leaves(session, log));
    }

    /// <summary>The leaves that a session's document names: its calls, in the order in which they were logged, and where it was closed.</summary>
    private static List<LeafRow> Leaves(Session session, LogStore log)
    {
        var ballots = session.Rounds.SelectMany(r => r.Ballots).ToDictionary(b => b.Receipt.Leaf);
        var drafts = session.Drafts.ToDictionary(d => d.Receipt.Leaf);
        List<LeafRow> rows = [];
        foreach (var index in ballots.Keys.Concat(drafts.Keys).Distinct().Order())
        {
            if (index >= log.Head.Size)
            {
                continue;
            }

            var bytes = log.Leaves(index).First();
            var leaf = Leaf.Parse(bytes.Span);
            if (leaf.Session == session.Id)
            {
                var ballot = ballots.GetValueOrDefault(index);
                rows.Add(new LeafRow(index, What(session, ballot, leaf), Convert.ToHexStringLower(MerkleTree.LeafHash(bytes.Span)), ballot?.Id, Seconds(leaf)));
            }
        }

        return rows;
    }

    private static string? Seconds(Leaf leaf) =>
        leaf.DurationMs is { } ms ? (ms / 1000.0).ToString("0.0", System.Globalization.CultureInfo.InvariantCulture) : null;

    private static string What(Session session, Ballot? ballot, Leaf leaf) =>
        ballot is not null ? $"{Exports.VerdictWords.Seat(session, ballot.Seat)} in round {ballot.Round}: ballot {ballot.Id}"
        : leaf.Kind == LeafKind.ModelOutput ? $"The moderator's answer ({leaf.Call})"
        : LeafWords.Kind(leaf.Kind);

    private SessionIndex Open(CancellationToken cancellation)
    {
        var index = SessionIndex.Open(invocation.DataDirectory);
        try
        {
            lock (_catchingUp)
            {
                index.CatchUp(Store, () => LogAccess.TryRead(invocation), null, cancellation);
            }

            return index;
        }
        catch
        {
            index.Dispose();
            throw;
        }
    }
}
