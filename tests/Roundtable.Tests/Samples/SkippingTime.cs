namespace Roundtable.Tests.Samples;

/// <summary>
/// A clock on which every wait of up to a minute is over at once, and which is later by as much afterwards. What is longer is the time limit of a call, and is
/// waited for in truth.
/// </summary>
internal sealed class SkippingTime : TimeProvider
{
    private static readonly TimeSpan _longest = TimeSpan.FromMinutes(1);

    private long _now;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => Interlocked.Read(ref _now);

    public override DateTimeOffset GetUtcNow() => new DateTimeOffset(2026, 11, 20, 12, 0, 0, TimeSpan.Zero).AddTicks(GetTimestamp());

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (dueTime != Timeout.InfiniteTimeSpan && dueTime <= _longest)
        {
            Interlocked.Add(ref _now, dueTime.Ticks);
            dueTime = TimeSpan.Zero;
        }

        return System.CreateTimer(callback, state, dueTime, period);
    }
}
