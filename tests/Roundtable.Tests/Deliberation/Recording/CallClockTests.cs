using Roundtable.Deliberation.Recording;
using Roundtable.Tests.Samples;

namespace Roundtable.Tests.Deliberation.Recording;

public sealed class CallClockTests
{
    private readonly ManualTime _time = new();

    [Fact]
    public void It_runs_out_after_its_time()
    {
        using var clock = new CallClock(TimeSpan.FromSeconds(8), _time);
        _time.Advance(TimeSpan.FromSeconds(7.9));
        Assert.False(clock.Token.IsCancellationRequested);
        _time.Advance(TimeSpan.FromSeconds(0.1));
        Assert.True(clock.Token.IsCancellationRequested);
    }

    [Fact]
    public void It_stands_still_while_a_call_waits_in_line_and_goes_on_where_it_stood()
    {
        using var clock = new CallClock(TimeSpan.FromSeconds(8), _time);
        _time.Advance(TimeSpan.FromSeconds(5));
        clock.Pause();
        _time.Advance(TimeSpan.FromHours(1));
        Assert.False(clock.Token.IsCancellationRequested);
        clock.Resume();
        _time.Advance(TimeSpan.FromSeconds(2.9));
        Assert.False(clock.Token.IsCancellationRequested);
        _time.Advance(TimeSpan.FromSeconds(0.1));
        Assert.True(clock.Token.IsCancellationRequested);
    }
}
