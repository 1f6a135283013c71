using System.Collections.Concurrent;
using Roundtable.Deliberation.Orchestration;
using Roundtable.Deliberation.Recording;
using Roundtable.Record.Storage;

namespace Roundtable.Annotation.Runs;

/// <summary>Asks seats at once, each call by itself, through the chat client that records before it answers.</summary>
/// <param name="log">Where answers and failures are recorded.</param>
/// <param name="run">Id of the run.</param>
/// <param name="maxInFlight">How many calls may wait for their answers at once.</param>
/// <param name="seatSeconds">Timeout of one answer in seconds, where a seat has none of its own.</param>
/// <param name="time">The clock.</param>
/// <param name="stop">Stops in order: calls that wait in line are not sent any more, those that were sent are waited for.</param>
public sealed class LiveSeatCaller(RecordLog log, string run, int maxInFlight, int seatSeconds, TimeProvider time, CancellationToken stop) : ISeatCaller
{
    private readonly ConcurrentDictionary<int, (RecordingChatClient Client, FailedCalls Failures)> _seats = [];

    /// <inheritdoc/>
    public int MaxInFlight => maxInFlight;

    /// <inheritdoc/>
    public int MaxPrepared { get => Math.Min(field, maxInFlight); init; } = int.MaxValue;

    /// <inheritdoc/>
    public async Task<RecordedAnswer> AskAsync(SeatCall call, CancellationToken cancellation)
    {
        var (client, failures) = _seats.GetOrAdd(
            call.Seated.Seat.Number,
            static (_, own) => (
                new RecordingChatClient(own.Seated, own.Log, own.Journal, own.Run, own.Time), new FailedCalls(own.Seated, own.Log, own.Run, own.Time)),
            (call.Seated, Log: log, Journal: new CallJournal(), Run: run, Time: time));
        var seconds = call.Seated.Seat.Settings?.Seconds ?? seatSeconds;
        using var clock = new CallClock(TimeSpan.FromSeconds(seconds), time);
        if (stop.IsCancellationRequested)
        {
            throw new CallAbandonedException();
        }

        var isAbandoned = false;
        await using var stopping = stop.Register(() => isAbandoned = clock.TryAbandon());
        using var both = CancellationTokenSource.CreateLinkedTokenSource(clock.Token, cancellation);
        (call.Options.AdditionalProperties ??= [])[CallClock.Property] = clock;
        try
        {
            return await client.AskAsync(call.Name, call.Messages, call.Options, call.Inputs, null, both.Token);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            throw;
        }
        catch (OperationCanceledException) when (isAbandoned)
        {
            throw new CallAbandonedException();
        }
#pragma warning disable CA1031 // Any exception of a client makes its seat absent, and the run continues without it. Only a failing log stops the run.
        catch (Exception e) when (e is not LogWriteException)
#pragma warning restore CA1031
        {
            var late = clock.Token.IsCancellationRequested;
            var passes = late || (e as CallFailedException)?.Passes == true;
            var reason = late ? $"It gave no answer within {seconds} second{(seconds == 1 ? "" : "s")}." : e.Message;
            await failures.RecordAsync(call.Name, reason, passes, lost: late, CancellationToken.None);
            throw new CallFailedException(reason, passes, e);
        }
    }

    /// <inheritdoc/>
    public Task<bool> CompletePassAsync(CancellationToken stop) => Task.FromResult(false);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
