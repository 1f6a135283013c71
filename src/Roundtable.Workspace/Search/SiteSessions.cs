using Roundtable.Deliberation.Ballots;
using Roundtable.Deliberation.Sessions;
using Roundtable.Record.Entries;
using Roundtable.Record.Merkle;
using Roundtable.Record.Storage;
using Roundtable.Workspace.Logs;
using Roundtable.Workspace.Sessions;

namespace Roundtable.Workspace.Search;

/// <summary>The finished sessions of the data directory, as the site shows them.</summary>
public sealed class SiteSessions(WorkspaceContext workspace)
{
    private const int Around = 256;
    private const int MaxWidth = 20_000;

    private readonly Lock _catchingUp = new();

    private readonly SessionStore _store = new(workspace.DataDirectory, workspace.Time);

    /// <summary>The session files, as new as the log.</summary>
    public SessionStore Store
    {
        get
        {
            Mirror.CatchUp();
            return _store;
        }
    }

    private SessionMirror Mirror => field ??= new SessionMirror(_store, workspace);

    /// <summary>The summaries of all sessions, newest first.</summary>
    public IReadOnlyList<SessionSummary> Summaries(CancellationToken cancellation)
    {
        using var index = Open(cancellation);
        return index.Summaries();
    }

    /// <summary>
    /// The sessions that pass a filter, newest first, or best first where words were searched for; each with the words around what was found.
    /// </summary>
    public IReadOnlyList<(SessionSummary Summary, string? Snippet)> Find(SessionFilter filter, CancellationToken cancellation)
    {
        using var index = Open(cancellation);
        var all = index.Summaries();
        if (filter.Words is not { } words)
        {
            return [.. all.Where(filter.Passes).Select(s => (s, (string?)null))];
        }

        var byId = all.ToDictionary(s => s.Id, StringComparer.Ordinal);
        return SearchQuery.Query(words) is { } query
            ?
            [
                .. index.Search(query, 1000).Where(h => byId.ContainsKey(h.Session)).Select(h => (byId[h.Session], (string?)h.Snippet))
                    .Where(h => filter.Passes(h.Item1)),
            ]
            : [];
    }

    /// <summary>A session with its figures and its leaves; null where there is none of that id.</summary>
    public SessionViewModel? View(string id)
    {
        if (Store.TryRead(id) is not { } session)
        {
            return null;
        }

        using var log = LogAccess.TryRead(workspace);
        return new SessionViewModel(session, SummaryBuilder.Make(session, log), log is null ? [] : Leaves(session, log));
    }

    /// <summary>
    /// The leaves that are about a session, in the order in which they were logged: those that its document names, and around
    /// and between them the ones that it does not, such as where it was opened and closed and calls that failed.
    /// </summary>
    private static List<LeafRow> Leaves(Session session, LogStore log)
    {
        var ballots = session.Rounds.SelectMany(r => r.Ballots).ToDictionary(b => b.Receipt.Leaf);
        List<long> named = [.. ballots.Keys.Concat(session.Drafts.Select(d => d.Receipt.Leaf)).Order()];
        if (named.Count == 0 || named[^1] >= log.Head.Size)
        {
            return [];
        }

        // Many sessions may run at once, so that what belongs to one lies apart; a session that was interrupted for long is not searched through.
        var (from, to) = (Math.Max(0, named[0] - Around), Math.Min(log.Head.Size, Math.Min(named[^1], named[0] + MaxWidth) + Around));
        List<LeafRow> rows = [];
        var at = from;
        foreach (var bytes in log.Leaves(from).Take((int)(to - from)))
        {
            Add(at++, bytes);
        }

        foreach (var index in named.Where(i => i >= to))
        {
            Add(index, log.Leaves(index).First());
        }

        return rows;

        void Add(long index, ReadOnlyMemory<byte> bytes)
        {
            var leaf = Leaf.Parse(bytes.Span);
            if (leaf.Session == session.Id)
            {
                var ballot = ballots.GetValueOrDefault(index);
                rows.Add(new LeafRow(index, What(session, ballot, leaf), Convert.ToHexStringLower(MerkleTree.LeafHash(bytes.Span)), ballot?.Id, Seconds(leaf)));
            }
        }
    }

    private static string? Seconds(Leaf leaf) =>
        leaf.DurationMs is { } ms ? (ms / 1000.0).ToString("0.0", System.Globalization.CultureInfo.InvariantCulture) : null;

    private static string What(Session session, Ballot? ballot, Leaf leaf) =>
        ballot is not null ? $"{Exports.VerdictText.Seat(session, ballot.Seat)} in round {ballot.Round}: ballot {ballot.Id}"
        : leaf is { Kind: LeafKind.ModelOutput, Call: { } place }
            && place.Contains(".s", StringComparison.Ordinal) ? $"An answer that was asked for again, or replaced ({leaf.Call})"
        : leaf.Kind == LeafKind.ModelOutput ? $"The moderator's answer ({leaf.Call})"
        : leaf.Call is { } call ? $"{LeafKindText.Kind(leaf.Kind)} ({call})"
        : LeafKindText.Kind(leaf.Kind);

    private SessionIndex Open(CancellationToken cancellation)
    {
        var index = SessionIndex.Open(workspace.DataDirectory);
        try
        {
            lock (_catchingUp)
            {
                index.CatchUp(Store, () => LogAccess.TryRead(workspace), null, cancellation);
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
