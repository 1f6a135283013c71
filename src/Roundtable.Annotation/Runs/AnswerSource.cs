using System.Collections.Concurrent;
using Roundtable.Deliberation.Recording;

namespace Roundtable.Annotation.Runs;

/// <summary>
/// Where answers come from: one that is on its way to the same call, one that is on record, else the seat. Two items with the same text are one call, however
/// close together they are.
/// </summary>
internal sealed class AnswerSource(ISeatCaller caller, AnswerRecall? recall, AnswerMemory? memory, TimeProvider time)
{
    private readonly ConcurrentDictionary<CallKey, TaskCompletionSource<RecordedAnswer?>> _pending = [];

    /// <summary>Gets the answer to a call.</summary>
    /// <param name="call">The call.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>The answer; whether it was there already; and how long the call took that it comes from, in milliseconds.</returns>
    /// <exception cref="CallFailedException">When there is none.</exception>
    public async Task<(RecordedAnswer Answer, bool Reused, bool IsOwn, long Milliseconds)> GetAsync(SeatCall call, CancellationToken cancellation)
    {
        var mine = new TaskCompletionSource<RecordedAnswer?>(TaskCreationOptions.RunContinuationsAsynchronously);
        while (true)
        {
            var pending = _pending.GetOrAdd(call.Key, mine);
            if (ReferenceEquals(pending, mine))
            {
                break;
            }

            if (await pending.Task.WaitAsync(cancellation) is { } shared)
            {
                return (shared, true, false, 0);
            }
        }

        RecordedAnswer? answer = null;
        try
        {
            if (recall is not null && await recall(call, cancellation) is { } earlier)
            {
                answer = earlier.Answer;
                return (answer, !earlier.IsOwn, earlier.IsOwn, earlier.Milliseconds);
            }

            var started = time.GetTimestamp();
            answer = await caller.AskAsync(call, cancellation);
            var took = (long)time.GetElapsedTime(started).TotalMilliseconds;
            memory?.Invoke(call, answer);
            return (answer, false, false, took);
        }
        finally
        {
            // Whoever comes later finds it on record; what was cut or failed is asked again.
            _pending.TryRemove(call.Key, out _);
            mine.SetResult(answer is { Cut: false, Refused: false } ? answer : null);
        }
    }
}
