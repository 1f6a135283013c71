using FsCheck;
using FsCheck.Fluent;
using Roundtable.Record.Entries;

namespace Roundtable.Tests.Record.Entries;

public sealed class UsageTests
{
    [Fact]
    public void Parts_are_taken_out_of_their_totals()
    {
        var usage = Usage.FromTotals(1000, 500, cacheRead: 600, cacheWrite: 100, reasoning: 300, inputAudio: 50, outputAudio: 20)!;
        Assert.Equal(new Usage(250, 180, 600, 100, 300, 50, 20), usage);
        Assert.Equal((1000, 500), (usage.TotalInput, usage.TotalOutput));
    }

    [Fact]
    public void A_part_that_was_not_reported_stays_in_its_total()
    {
        Assert.Equal(new Usage(1000, 500), Usage.FromTotals(1000, 500));
        Assert.Equal(new Usage(1000, 500, CacheRead: 0), Usage.FromTotals(1000, 500, cacheRead: 0));
        Assert.NotEqual(Usage.FromTotals(1000, 500), Usage.FromTotals(1000, 500, cacheRead: 0));
        Assert.Equal(new Usage(null, 500), Usage.FromTotals(null, 500));
        Assert.Null(Usage.FromTotals(null, 500)!.TotalInput);
        Assert.Null(Usage.FromTotals(null, null));
    }

    [Fact]
    public void Cached_audio_counts_once_as_a_cache_read() =>
        Assert.Equal(new Usage(0, 1, CacheRead: 700, InputAudio: 300), Usage.FromTotals(1000, 1, cacheRead: 700, inputAudio: 400));

    [Fact]
    public void Parts_that_contradict_their_total_count_as_not_reported()
    {
        Assert.Equal(new Usage(100, 10), Usage.FromTotals(100, 10, cacheRead: 101, reasoning: 11));
        Assert.Equal(new Usage(100, 10, CacheRead: 0), Usage.FromTotals(100, 10, cacheRead: 0, reasoning: 5, outputAudio: 6));
    }

    [Fact]
    public void Numbers_that_are_no_counts_count_as_not_reported() =>
        Assert.Equal(new Usage(null, 10), Usage.FromTotals(-1, 10, cacheRead: -5, cacheWrite: 1L << 53, reasoning: long.MinValue));

    [Fact]
    public void Kinds_always_add_up_to_the_totals_and_can_be_written()
    {
        var counts = ArbMap.Default.GeneratorFor<int?>().Select(i => i is { } n ? (long?)Math.Abs((long)n) : null).ArrayOf(7);
        Prop.ForAll(counts.ToArbitrary(), c =>
        {
            var usage = Usage.FromTotals(c[0], c[1], c[2], c[3], c[4], c[5], c[6]);
            return usage is null
                ? c.All(n => n is null)
                : (c[0] is null || usage.TotalInput == c[0]) && (c[1] is null || usage.TotalOutput == c[1])
                    && Leaf.Parse(new Leaf { Kind = LeafKind.ModelOutput, Time = DateTimeOffset.UnixEpoch, Usage = usage }.ToBytes()).Usage == usage;
        }).QuickCheckThrowOnFailure();
    }
}
