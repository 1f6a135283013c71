using Roundtable.Deliberation.Sessions;
using Roundtable.Record.Entries;
using Roundtable.Record.Merkle;
using Roundtable.Record.Storage;
using Roundtable.Workspace.Lineage;
using Roundtable.Workspace.Logs;
using Roundtable.Workspace.Sessions;
using static Roundtable.Record.Languages.Localized;

namespace Roundtable.Workspace.Search;

/// <summary>The finished sessions of the data directory, as the site shows them.</summary>
public sealed class SessionLibrary
{
    private const int Around = 256;
    private const int MaxSpan = 20_000;

    private readonly WorkspaceContext _workspace;
    private readonly SessionMirror _mirror;
    private readonly IndexFreshness _fresh;

    /// <summary>The sessions of a data directory.</summary>
    public SessionLibrary(WorkspaceContext workspace)
    {
        _workspace = workspace;
        Files = new SessionStore(workspace.DataDirectory, workspace.Time);
        _mirror = new SessionMirror(Files, workspace);
        _fresh = new IndexFreshness(Files, workspace.Time, () =>
        {
            using var index = SessionIndex.Open(workspace.DataDirectory);
            return (CatchUp(index, CancellationToken.None), index.Extent());
        });
    }

    /// <summary>The session files as they are; what other servers closed meanwhile may be missing.</summary>
    public SessionStore Files { get; }

    /// <summary>The session files, after writing those that other servers closed meanwhile.</summary>
    /// <exception cref="IOException">When a session file cannot be written.</exception>
    public async Task<SessionStore> OpenStoreAsync(CancellationToken cancellation)
    {
        await _mirror.CatchUpAsync(cancellation);
        return Files;
    }

    /// <summary>The session of exactly this id; null where there is none, or its file cannot be read.</summary>
    public async Task<SessionDocument?> TryReadAsync(string id, CancellationToken cancellation) => (await OpenStoreAsync(cancellation)).TryRead(id);

    /// <summary>The summaries of all sessions, newest first.</summary>
    public async Task<IReadOnlyList<SessionSummary>> SummariesAsync(CancellationToken cancellation)
    {
        using var opened = await OpenIndexAsync(cancellation);
        return opened.Index.Summaries();
    }

    /// <summary>The summaries of all sessions, newest first, where they are not those of an earlier time.</summary>
    /// <param name="known">The stamp that came with the summaries which are known; null where none are.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>The stamp of what is there now, and the summaries; null where these are as they were.</returns>
    public async Task<(string Stamp, IReadOnlyList<SessionSummary>? Summaries)> SummariesAsync(string? known, CancellationToken cancellation)
    {
        using var opened = await OpenIndexAsync(cancellation);
        var stamp = opened.Index.Stamp();
        return (stamp, stamp == known ? null : opened.Index.Summaries());
    }

    /// <summary>The summaries of some sessions, in the order of their ids; those that are not here are left out.</summary>
    public async Task<IReadOnlyList<SessionSummary>> SummariesAsync(IEnumerable<string> ids, CancellationToken cancellation)
    {
        using var opened = await OpenIndexAsync(cancellation);
        return [.. ids.Select(opened.Index.SummaryOf).OfType<SessionSummary>()];
    }

    /// <summary>The sessions that pass a filter.</summary>
    /// <param name="filter">Which are wanted, and from which on.</param>
    /// <param name="take">The most rows; a negative number for all.</param>
    /// <param name="cancellation">Stops it.</param>
    public async Task<SessionRows> FindAsync(SessionFilter filter, int take, CancellationToken cancellation)
    {
        using var opened = await OpenIndexAsync(cancellation);
        var (rows, total) = opened.Index.Find(filter, take);
        return new SessionRows(rows, total, opened.Unreadable);
    }

    /// <summary>The sessions that have some words, the best first; where very many places have them, the best among the newest of these.</summary>
    /// <param name="words">The words.</param>
    /// <param name="take">The most rows.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>The rows; how many sessions have the words, as far as places were compared; whether more places have them.</returns>
    public async Task<(IReadOnlyList<(SessionLine Line, SearchHit? Hit)> Rows, int Total, bool More)> BestAsync(
        string words, int take, CancellationToken cancellation)
    {
        using var opened = await OpenIndexAsync(cancellation);
        return opened.Index.Best(SessionFilter.Parse(words, null, null, null), take);
    }

    /// <summary>The models that had a seat in any session, by name.</summary>
    public async Task<IReadOnlyList<string>> ModelsAsync(CancellationToken cancellation)
    {
        using var opened = await OpenIndexAsync(cancellation);
        return opened.Index.Models();
    }

    /// <summary>The sessions that pass a filter, summed up, with the models to filter by: what the site's list shows.</summary>
    /// <param name="filter">Which are wanted, and from which on.</param>
    /// <param name="take">The most rows; a negative number for all.</param>
    /// <param name="cancellation">Stops it.</param>
    public async Task<SessionOverview> OverviewAsync(SessionFilter filter, int take, CancellationToken cancellation)
    {
        using var opened = await OpenIndexAsync(cancellation);
        var (rows, total) = opened.Index.Find(filter, take);
        return new SessionOverview(
            [.. rows.Select(r => (Summary: opened.Index.Summary(r.Line)!, r.Hit?.Snippet)).Where(r => r.Summary is not null)], total, opened.Index.Models());
    }

    /// <summary>A session with its figures and its leaves; null where there is none of that id.</summary>
    /// <param name="id">The session's id.</param>
    /// <param name="reader">The log as the request reads it; where it cannot be read, figures and leaves that need it are missing.</param>
    /// <param name="cancellation">Stops it.</param>
    public async Task<SessionViewModel?> ViewAsync(string id, WorkspaceReader reader, CancellationToken cancellation)
    {
        if (await TryReadAsync(id, cancellation) is not { } session)
        {
            return null;
        }

        var log = await reader.TryOpenLogAsync(cancellation);
        return new SessionViewModel(session, SummaryBuilder.Make(session, log), log is null ? [] : Leaves(session, log));
    }

    /// <summary>
    /// The leaves that are about a session, in the order in which they were logged: those that its document names, and around
    /// and between them the ones that it does not, such as where it was opened and closed and calls that failed.
    /// </summary>
    private static List<LeafRow> Leaves(SessionDocument session, LogStore log)
    {
        // All ballots of an imported transcript rest on its one leaf.
        var bySeats = SpokenText.OfSeats(session).ToLookup(s => s.Receipt.Leaf);
        List<long> named = [.. SpokenText.Of(session).Select(s => s.Receipt.Leaf).Distinct().Order()];
        if (named.Count == 0 || named[^1] >= log.Head.Size)
        {
            return [];
        }

        // Sessions that run at the same time interleave their leaves. The gap of one that was interrupted for long is not searched.
        var from = Math.Max(0, named[0] - Around);
        var to = Math.Min(log.Head.Size, Math.Min(named[^1], named[0] + MaxSpan) + Around);
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
            var own = bySeats[index].ToList();
            if (leaf.Session == session.Id || own.Count > 0)
            {
                var opens = own.Count == 1 ? own[0].Id : null;
                rows.Add(new LeafRow(index, () => What(session, own, leaf), Convert.ToHexStringLower(MerkleTree.LeafHash(bytes.Span)), opens, Seconds(leaf)));
            }
        }
    }

    private static string? Seconds(Leaf leaf) =>
        leaf.DurationMs is { } ms ? (ms / 1000.0).ToString("0.0", System.Globalization.CultureInfo.InvariantCulture) : null;

    private static string What(SessionDocument session, List<SpokenText> own, Leaf leaf) =>
        leaf.Kind == LeafKind.ExternalTranscript
            ? T("The imported transcript, which holds {0, plural, one {# ballot} other {# ballots}}", own.Count)
        : session is FusedSession && own is [var said]
            ? T(said.Id == SpokenText.ReviewId(said.Seat) ? TLater("The review of {0}") : TLater("The answer of {0}"), session.Panel[said.Seat - 1].Name)
        : own is [var ballot] ? T("The ballot of {0}", Exports.BallotText.Name(session.Panel, ballot.Id))
        : leaf is { Kind: LeafKind.ModelOutput, Call: { } place } && place.Contains(".s", StringComparison.Ordinal)
            ? T("An answer that was asked for again, or replaced: {0}", Exports.BallotText.Name(session.Panel, leaf.Call))
        : leaf.Kind == LeafKind.ModelOutput ? T("The moderator's answer")
        : leaf.Call is { } call ? $"{T(LeafKindText.Kind(leaf.Kind))} ({Exports.BallotText.Name(session.Panel, call)})"
        : T(LeafKindText.Kind(leaf.Kind));

    private async Task<OpenedIndex> OpenIndexAsync(CancellationToken cancellation)
    {
        await OpenStoreAsync(cancellation);
        var (index, shared) = Open();
        try
        {
            return new OpenedIndex(index, shared ? await _fresh.CatchUpAsync(index.Extent(), cancellation) : CatchUp(index, cancellation));
        }
        catch
        {
            index.Dispose();
            throw;
        }
    }

    private IReadOnlyList<StoredSession> CatchUp(SessionIndex index, CancellationToken cancellation) =>
        index.CatchUp(Files, () => LogAccess.TryRead(_workspace), null, cancellation);

    /// <summary>The index in the data directory; where that cannot be written to, one in memory that ends with what it was opened for.</summary>
    private (SessionIndex Index, bool Shared) Open()
    {
        try
        {
            return Directory.Exists(_workspace.DataDirectory) ? (SessionIndex.Open(_workspace.DataDirectory), true) : (SessionIndex.InMemory(), false);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return (SessionIndex.InMemory(), false);
        }
    }

    private sealed record OpenedIndex(SessionIndex Index, IReadOnlyList<StoredSession> Unreadable) : IDisposable
    {
        public void Dispose() => Index.Dispose();
    }
}
