using System.Globalization;
using Roundtable.Workspace.Sessions;

namespace Roundtable.Workspace.Search;

/// <summary>
/// Whether an index has to look at every session file before it is used. The program adds, replaces and removes files, each of which the directory's
/// time tells: as long as that stays, ten thousand files need not be asked for theirs. What somebody changed within a file is noticed too, a while later:
/// whoever uses the index begins a look at all files every ten seconds, and does not wait for it.
/// </summary>
internal sealed class IndexFreshness
{
    // File systems keep times in steps of up to two seconds, in which more than one thing may happen.
    private static readonly TimeSpan _young = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan _between = TimeSpan.FromSeconds(10);

    private readonly Lock _lock = new();
    private readonly SessionStore _files;
    private readonly TimeProvider _time;
    private readonly Func<(IReadOnlyList<StoredSession> Unreadable, string Extent)> _catchUp;
    private readonly SharedRun<IReadOnlyList<StoredSession>> _looks;
    private Look? _last;

    /// <summary>Keeps an index fresh.</summary>
    /// <param name="files">The session files.</param>
    /// <param name="time">The clock.</param>
    /// <param name="catchUp">Looks at every file; which cannot be read, and the extent of the index then.</param>
    public IndexFreshness(SessionStore files, TimeProvider time, Func<(IReadOnlyList<StoredSession> Unreadable, string Extent)> catchUp)
    {
        (_files, _time, _catchUp) = (files, time, catchUp);
        _looks = new SharedRun<IReadOnlyList<StoredSession>>(() => Task.FromResult(LookAtAll()));
    }

    /// <summary>The files that cannot be read, once the index has what the files hold.</summary>
    /// <param name="extent">The extent of the index now: one that was made anew has another.</param>
    /// <param name="cancellation">Gives up waiting.</param>
    public Task<IReadOnlyList<StoredSession>> CatchUpAsync(string extent, CancellationToken cancellation)
    {
        Look? known;
        bool isOld;
        lock (_lock)
        {
            known = _last?.Stamp == Stamp(_files.Changed, extent) ? _last : null;
            isOld = known is not null && _time.GetElapsedTime(known.Begun) > _between;
            if (isOld)
            {
                _last = known! with { Begun = _time.GetTimestamp() }; // one look, however many ask
            }
        }

        if (known is null)
        {
            return _looks.ResultAsync(cancellation);
        }

        if (isOld)
        {
            // What goes wrong with it goes wrong again where somebody waits for it.
            _ = _looks.ResultAsync(CancellationToken.None).ContinueWith(
                static look => _ = look.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
        }

        return Task.FromResult(known.Unreadable);
    }

    private IReadOnlyList<StoredSession> LookAtAll()
    {
        var (begun, now, changed) = (_time.GetTimestamp(), _time.GetUtcNow().UtcDateTime, _files.Changed);
        Look? look = null;
        try
        {
            var (unreadable, extent) = _catchUp();
            look = changed < now - _young ? new Look(Stamp(changed, extent), unreadable, begun) : null;
            return unreadable;
        }
        finally
        {
            lock (_lock)
            {
                _last = look;
            }
        }
    }

    private static string Stamp(DateTime changed, string extent) => string.Create(CultureInfo.InvariantCulture, $"{changed.Ticks} {extent}");

    private sealed record Look(string Stamp, IReadOnlyList<StoredSession> Unreadable, long Begun);
}
