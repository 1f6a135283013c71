using Roundtable.Workspace.Gateway;

namespace Roundtable.Tests.Workspace.Gateway;

/// <summary>Calls under way and recorded lately are found by their ids.</summary>
public sealed class RecentCallsTests
{
    [Fact]
    public void A_call_is_under_way_then_recorded_and_forgotten_after_many_others()
    {
        var calls = new RecentCalls();
        var first = calls.Begin();
        Assert.StartsWith("call", first, StringComparison.Ordinal);
        Assert.True(calls.TryFind(first, out var leaf));
        Assert.Null(leaf);
        calls.Recorded(first, 7);
        calls.Dropped(first); // at the end of every call
        Assert.True(calls.TryFind(first, out leaf));
        Assert.Equal(7, leaf);
        var dropped = calls.Begin();
        calls.Dropped(dropped);
        Assert.False(calls.TryFind(dropped, out _));
        for (var i = 0; i < 20_000; i++)
        {
            var id = calls.Begin();
            calls.Recorded(id, 100 + i);
            Assert.True(i % 1000 > 0 || (calls.TryFind(id, out leaf) && leaf == 100 + i));
        }

        Assert.False(calls.TryFind(first, out _));
    }

    [Theory]
    [InlineData("")]
    [InlineData("call")]
    [InlineData("call00000000000000000000000000000000")]
    [InlineData("callzz000000000000000000000000000000")]
    [InlineData("r1.s3.k1.a0")]
    public void What_is_no_id_of_a_call_is_found_nowhere(string id) => Assert.False(new RecentCalls().TryFind(id, out _));
}
