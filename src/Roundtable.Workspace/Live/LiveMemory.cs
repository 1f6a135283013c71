using System.Collections.Concurrent;
using System.Text;
using Microsoft.Extensions.Logging;
using Roundtable.Deliberation.Sessions;
using Roundtable.Record.Entries;
using Roundtable.Workspace.Documents;
using Roundtable.Workspace.Sessions;

namespace Roundtable.Workspace.Live;

/// <summary>The live sessions of one server: events in memory, and a file for each session that is to be run to its end.</summary>
/// <param name="dataDirectory">The data directory.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Is told what is left alone.</param>
public sealed partial class LiveMemory(string dataDirectory, TimeProvider time, ILogger<LiveMemory> logger) : ILiveStore
{
    private const int MostEnded = 50;

    private static readonly TimeSpan _keyAge = TimeSpan.FromDays(2);

    private readonly string _running = Path.Combine(dataDirectory, "running");
    private readonly string _keys = Path.Combine(dataDirectory, "idempotency");
    private readonly SessionStore _files = new(dataDirectory);
    private readonly ConcurrentDictionary<string, Claim> _claims = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, LiveRun> _runs = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public Task<ILiveClaim?> BeginAsync(string session, CancellationToken cancellation) => Task.FromResult<ILiveClaim?>(Claimed(session, () =>
    {
        Marker(session).Write([]);
        return true;
    }));

    /// <inheritdoc/>
    public Task EndAsync(string session, CancellationToken cancellation)
    {
        Marker(session).Delete();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task EraseAsync(string session, CancellationToken cancellation)
    {
        _runs.TryRemove(session, out _);
        return EndAsync(session, cancellation);
    }

    /// <inheritdoc/>
    /// <remarks>A name with a dot is no session's: a marker is being written under such a name, or a crash left it.</remarks>
    public Task<IReadOnlyList<string>> UnfinishedAsync(CancellationToken cancellation) => Task.FromResult<IReadOnlyList<string>>(
        Directory.Exists(_running)
            ? [.. Directory.EnumerateFiles(_running).Select(f => Path.GetFileName(f)).Where(f => !Path.HasExtension(f)).Order(StringComparer.Ordinal)]
            : []);

    /// <inheritdoc/>
    public Task<ILiveClaim?> ClaimAsync(string session, CancellationToken cancellation) =>
        Task.FromResult<ILiveClaim?>(Claimed(session, () =>
        {
            Marker(session).ThrowIfNewer();
            return File.Exists(Path.Combine(_running, session));
        }));

    /// <summary>The file that stands for a session which is to be run to its end: a version and nothing more.</summary>
    private VersionedLines Marker(string session) => new(Path.Combine(_running, session), "running", 1);

    /// <summary>The right to run a session, where it can be had and <paramref name="wanted"/>, asked with it in hand, says that it is to be run.</summary>
    private Claim? Claimed(string session, Func<bool> wanted)
    {
        var claim = new Claim(this, session);
        if (!_claims.TryAdd(session, claim))
        {
            claim.Discard();
            return null;
        }

        try
        {
            if (!wanted())
            {
                _claims.TryRemove(session, out _);
                claim.Discard();
                return null;
            }
        }
        catch
        {
            _claims.TryRemove(session, out _);
            claim.Discard();
            throw;
        }

        foreach (var (ended, _) in _runs.Where(r => r.Value.Ended).OrderBy(r => r.Key, StringComparer.Ordinal).SkipLast(MostEnded))
        {
            _runs.TryRemove(ended, out _);
        }

        _runs[session] = claim.Run;
        return claim;
    }

    /// <inheritdoc/>
    public Task<IAsyncEnumerable<IReadOnlyList<LiveEvent>>?> WatchAsync(string session, LiveId? after, CancellationToken cancellation)
    {
        if (_runs.TryGetValue(session, out var run) && run.IsComplete && !_files.Exists(session))
        {
            _runs.TryRemove(KeyValuePair.Create(session, run)); // another program erased it
            run = null;
        }

        return Task.FromResult(run?.ReadAsync(after is { } id && id.Run == run.Name ? id.Number : 0, cancellation));
    }

    /// <inheritdoc/>
    public Task<(string Request, string Session)> RememberAsync(string key, string request, string session, CancellationToken cancellation)
    {
        lock (_claims)
        {
            ForgetOldKeys();
            var kept = Key(key);
            if (kept.Read() is [var line] && line.Split(' ') is [var earlier, var begun])
            {
                return Task.FromResult((earlier, begun));
            }

            kept.Write([$"{request} {session}"]);
            return Task.FromResult((request, session));
        }
    }

    /// <inheritdoc/>
    public Task ForgetAsync(string key, CancellationToken cancellation)
    {
        Key(key).Delete();
        return Task.CompletedTask;
    }

    private void ForgetOldKeys()
    {
        var before = time.GetUtcNow().UtcDateTime - _keyAge;
        var old = Directory.Exists(_keys) ? Directory.EnumerateFiles(_keys).Where(f => File.GetLastWriteTimeUtc(f) < before) : [];
        foreach (var lines in old.Select(Request))
        {
            if (lines.IsNewer())
            {
                LeftAlone(lines.Location);
            }
            else
            {
                lines.Delete();
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{File} is of a newer version of roundtable: its key of a request stays though it is old.")]
    private partial void LeftAlone(string file);

    private VersionedLines Key(string key) => Request(Path.Combine(_keys, Digest.Of(Encoding.UTF8.GetBytes(key)).ToString()));

    private static VersionedLines Request(string path) => new(path, "idempotency", 1);

    /// <inheritdoc/>
    public Task CancelAsync(string session, CancellationToken cancellation) =>
        _claims.TryGetValue(session, out var claim) ? claim.CancelAsync() : Task.CompletedTask;

    private sealed class Claim(LiveMemory store, string session) : ILiveClaim
    {
        private readonly CancellationTokenSource _cancelled = new();

        public LiveRun Run { get; } = new(Guid.CreateVersion7().ToString("N")[^12..]);

        public CancellationToken Cancelled => _cancelled.Token;

        public CancellationToken Lost => CancellationToken.None;

        public Task CancelAsync() => _cancelled.CancelAsync();

        public void Discard() => _cancelled.Dispose();

        public Task TellAsync(IReadOnlyList<SessionEvent> events, CancellationToken cancellation)
        {
            Run.Add(events);
            return Task.CompletedTask;
        }

        public ValueTask DisposeAsync()
        {
            Run.End();
            store._claims.TryRemove(session, out _);
            return ValueTask.CompletedTask;
        }
    }
}
