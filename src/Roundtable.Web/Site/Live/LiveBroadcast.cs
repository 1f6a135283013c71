using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Roundtable.Deliberation.Sessions;
using Roundtable.Record.Languages;
using Roundtable.Web.Site.Layout;
using Roundtable.Workspace.Exports;
using Roundtable.Workspace.Live;
using static Roundtable.Record.Languages.Localized;

namespace Roundtable.Web.Site.Live;

/// <summary>One live session as pages in one language show it: followed and rendered once, however many look.</summary>
/// <param name="store">Where the session tells what happens.</param>
/// <param name="fragments">Renders.</param>
/// <param name="logger">Is told where updates break off.</param>
/// <param name="session">The session's id.</param>
/// <param name="language">The language of those who look.</param>
#pragma warning disable CA1001 // What it follows with is let go of by whoever stops watching last.
public sealed partial class LiveBroadcast(ILiveStore store, Fragments fragments, ILogger<LiveBroadcast> logger, string session, Language language)
#pragma warning restore CA1001
{
    private readonly Lock _lock = new();
    private TaskCompletionSource<Sent?> _next = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private LiveState _state = LiveState.Empty;
    private int _viewers;
    private CancellationTokenSource? _following;

    /// <summary>What was sent last, and the promise of what follows.</summary>
    private sealed record Sent(LiveId At, byte[] Json, Task<Sent?> Next);

    /// <summary>Updates for a page that shows the session as it was at <paramref name="at"/>; ends with the session.</summary>
    public async IAsyncEnumerable<(LiveId Id, byte[] Json)> WatchAsync(LiveId? at, [EnumeratorCancellation] CancellationToken cancellation)
    {
        Task<Sent?> next;
        LiveState state;
        lock (_lock)
        {
            if (_viewers++ == 0)
            {
                _following = new CancellationTokenSource();
                _ = FollowAsync(_following.Token);
            }

            (next, state) = (_next.Task, _state);
        }

        try
        {
            if (state.Plan is not null && at != state.At)
            {
                yield return (state.At, await WholeAsync(state));
            }

            while (await next.WaitAsync(cancellation) is { } sent)
            {
                if (sent.At != at)
                {
                    yield return (sent.At, sent.Json);
                }

                next = sent.Next;
            }
        }
        finally
        {
            lock (_lock)
            {
                if (--_viewers == 0)
                {
                    _following!.Cancel();
                    _following.Dispose();
                    _following = null;
                    _state = LiveState.Empty;
                    _next = new TaskCompletionSource<Sent?>(TaskCreationOptions.RunContinuationsAsynchronously);
                }
            }
        }
    }

    private async Task FollowAsync(CancellationToken cancellation)
    {
        try
        {
            if (await store.WatchAsync(session, null, cancellation) is { } events)
            {
                await foreach (var batch in events.WithCancellation(cancellation))
                {
                    await SendAsync(batch, cancellation);
                }
            }

            lock (_lock)
            {
                cancellation.ThrowIfCancellationRequested();
                _next.TrySetResult(null);
            }
        }
        catch (OperationCanceledException)
        {
            // The last page was closed.
        }
#pragma warning disable CA1031 // Pages reconnect when their stream ends.
        catch (Exception e)
#pragma warning restore CA1031
        {
            BrokenOff(session, e.Message);
            lock (_lock)
            {
                _next.TrySetResult(null);
            }
        }
    }

    private async Task SendAsync(IReadOnlyList<LiveEvent> batch, CancellationToken cancellation)
    {
        var before = _state;
        var state = batch.Aggregate(before, (s, e) => s.After(e));
        var json = before.Plan is null ? await WholeAsync(state) : await ChangesAsync(before, state, batch);
        lock (_lock)
        {
            cancellation.ThrowIfCancellationRequested();
            var sent = _next;
            _state = state;
            _next = new TaskCompletionSource<Sent?>(TaskCreationOptions.RunContinuationsAsynchronously);
            sent.TrySetResult(new Sent(state.At, json, _next.Task));
        }
    }

    private async Task<byte[]> WholeAsync(LiveState state)
    {
        using var reading = Localized.Read(language);
        var html = await fragments.RenderAsync<LiveRegion>(("State", state));
        return Bytes(new LiveUpdate(html, null, null, null, state.Ended, null));
    }

    private async Task<byte[]> ChangesAsync(LiveState before, LiveState after, IReadOnlyList<LiveEvent> batch)
    {
        using var reading = Localized.Read(language);
        Dictionary<int, string> words = [];
        Dictionary<int, string> seats = [];
        for (var i = 0; i < after.Seats.Length; i++)
        {
            var (was, now) = (before.Seats[i], after.Seats[i]);
            if (was.Words.Length > 0 && now == was with { Words = now.Words } && now.Words.StartsWith(was.Words, StringComparison.Ordinal))
            {
                if (now.Words.Length > was.Words.Length)
                {
                    words[now.Seat.Number] = now.Words[was.Words.Length..];
                }
            }
            else if (now != was)
            {
                seats[now.Seat.Number] = await fragments.RenderAsync<SeatCard>(("Live", now), ("Question", after.Plan!.Question), ("Panel", after.Plan!.Panel));
            }
        }

        var structural = batch.Any(
            e => e.Event is not (SessionEvent.ReasoningDelta or SessionEvent.AnswerDelta or SessionEvent.Retrying or SessionEvent.SeatAsked
                or SessionEvent.SeatThinks or SessionEvent.Spent));
        Dictionary<string, string> parts = new(StringComparer.Ordinal);
        if (structural)
        {
            parts["progress"] = await fragments.RenderAsync<LiveProgress>(("State", after));
        }

        if (structural || before.Spend != after.Spend)
        {
            parts["figures"] = await fragments.RenderAsync<LiveFigures>(("State", after));
        }

        if (structural || !before.Seats.Select(SeatActivity.Of).SequenceEqual(after.Seats.Select(SeatActivity.Of), StringComparer.Ordinal))
        {
            parts["live-table"] = await fragments.RenderAsync<LiveTable>(("State", after));
        }

        return Bytes(new LiveUpdate(
            null, words.Count > 0 ? words : null, seats.Count > 0 ? seats : null, parts.Count > 0 ? parts : null, after.Ended, Announcement(after, batch)));
    }

    /// <summary>What a screen reader announces: rounds and the verdict, not every word.</summary>
    private static string? Announcement(LiveState state, IReadOnlyList<LiveEvent> batch) => batch[^1].Event switch
    {
        SessionEvent.RoundStarted started => T("Round {0} begins.", started.Number),
        SessionEvent.RoundFinished { Round: var round, Tally: var tally, Clustering: var clustering } =>
            T("Round {0} is complete: {1}.", round.Number, VerdictText.Headline(tally, state.Plan!.Question, clustering)),
        SessionEvent.PhaseStarted started => $"{FusedText.Phase(started.Phase)}.",
        SessionEvent.Judged => T("The minutes are being written."),
        SessionEvent.Finished or SessionEvent.FusedFinished => T("The session is complete."),
        SessionEvent.Stopped stopped => T(stopped.Why),
        _ => null,
    };

    [LoggerMessage(Level = LogLevel.Warning, Message = "Live updates of session {Session} broke off: {Why}")]
    private partial void BrokenOff(string session, string why);

    private static byte[] Bytes(LiveUpdate update) => JsonSerializer.SerializeToUtf8Bytes(update, LiveUpdateJson.Default.LiveUpdate);
}
