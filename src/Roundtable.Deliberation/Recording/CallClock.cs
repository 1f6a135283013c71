using Microsoft.Extensions.AI;

namespace Roundtable.Deliberation.Recording;

/// <summary>
/// The time that one answer may take. It stands still while the call waits in line for a connection that is busy: a model is not late before it was asked.
/// </summary>
public sealed class CallClock : IDisposable
{
    /// <summary>Key in <see cref="ChatOptions.AdditionalProperties"/> under which a caller leaves the clock of a call.</summary>
    public const string Property = "roundtable.clock";

    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _source;
    private readonly Lock _lock = new();
    private bool _waits;
    private TimeSpan _left;
    private long _began;

    /// <summary>A clock that runs.</summary>
    /// <param name="limit">How long the answer may take, waits between tries included.</param>
    /// <param name="time">The clock.</param>
    public CallClock(TimeSpan limit, TimeProvider time)
    {
        (_time, _left, _began) = (time, limit, time.GetTimestamp());
        _source = new CancellationTokenSource(limit, time);
    }

    /// <summary>Is cancelled when the time has run out.</summary>
    public CancellationToken Token => _source.Token;

    /// <summary>The clock of a call with <paramref name="options"/>; null where it has none.</summary>
    public static CallClock? Of(ChatOptions? options) => options?.AdditionalProperties?.GetValueOrDefault(Property) as CallClock;

    /// <summary>Stops it: the call waits in line.</summary>
    public void Pause()
    {
        _left -= _time.GetElapsedTime(_began);
        _source.CancelAfter(Timeout.InfiniteTimeSpan);
        lock (_lock)
        {
            _waits = true;
        }
    }

    /// <summary>Lets it go on: the call is made.</summary>
    public void Resume()
    {
        lock (_lock)
        {
            _waits = false;
        }

        _began = _time.GetTimestamp();
        _source.CancelAfter(_left > TimeSpan.Zero ? _left : TimeSpan.Zero);
    }

    /// <summary>Cancels a call that waits in line, and leaves alone one that was sent: true where it will not be sent any more.</summary>
    public bool TryAbandon()
    {
        lock (_lock)
        {
            if (!_waits)
            {
                return false;
            }

            _source.Cancel();
            return true;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _source.Dispose();
}
