using Roundtable.Deliberation.Rounds;

namespace Roundtable.Tests.Deliberation.Rounds;

/// <summary>The orders in which options are shown: drawn from the seed, and turned from sample to sample.</summary>
public sealed class OptionOrderTests
{
    [Fact]
    public void Every_second_sample_sees_the_order_before_it_reversed()
    {
        for (var sample = 1; sample < 12; sample += 2)
        {
            Assert.Equal(OptionOrder.For(7, 3, sample, 5).Reverse(), OptionOrder.For(7, 3, sample + 1, 5));
        }
    }

    [Fact]
    public void Every_third_sample_begins_one_option_later()
    {
        var first = OptionOrder.For(7, 3, 1, 5);
        Assert.Equal([.. first.Skip(1), first[0]], OptionOrder.For(7, 3, 3, 5));
        Assert.Equal(first, OptionOrder.For(7, 3, 11, 5));
    }

    [Fact]
    public void An_order_shows_each_option_once_and_no_options_have_none()
    {
        Assert.All(Enumerable.Range(1, 20), sample => Assert.Equal(Enumerable.Range(0, 6), OptionOrder.For(1, 1, sample, 6).Order()));
        Assert.Empty(OptionOrder.For(1, 1, 1, 0));
    }
}
