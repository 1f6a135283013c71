using Roundtable.Watching.Sketches;
using Roundtable.Watching.Windows;

namespace Roundtable.Tests.Watching.Sketches;

/// <summary>Counters in fixed memory.</summary>
public sealed class SketchTests
{
    [Fact]
    public void Counts_are_never_too_small_and_seldom_too_large()
    {
        var (sketch, random, counts) = (new CountMinSketch(12), new SplitMix(1), new Dictionary<ulong, uint>());
        for (var i = 0; i < 20_000; i++)
        {
            var hash = new SplitMix((ulong)Math.Min(random.Next(3000), random.Next(3000))).Next();
            counts[hash] = counts.GetValueOrDefault(hash) + 1;
            sketch.Add(hash);
        }

        Assert.All(counts, c => Assert.True(sketch.Count(c.Key) >= c.Value));
        Assert.True(counts.Count(c => sketch.Count(c.Key) > c.Value + (2 * sketch.Noise)) <= 0.02 * counts.Count);
    }

    [Fact]
    public void Sketches_of_parts_merge_into_that_of_all()
    {
        var (all, one, other) = (new CountMinSketch(10), new CountMinSketch(10), new CountMinSketch(10));
        var (distinct, left, right) = (new DistinctCounter(), new DistinctCounter(), new DistinctCounter());
        var random = new SplitMix(2);
        for (var i = 0; i < 5000; i++)
        {
            var hash = random.Next();
            all.Add(hash);
            (i % 3 == 0 ? one : other).Add(hash);
            distinct.Add(hash);
            (i % 3 == 0 ? left : right).Add(hash);
        }

        one.Merge(other);
        left.Merge(right);
        random = new SplitMix(2);
        Assert.All(Enumerable.Range(0, 100), _ => { var hash = random.Next(); Assert.Equal(all.Count(hash), one.Count(hash)); });
        Assert.Equal(distinct.Count, left.Count);
        Assert.Throws<ArgumentException>(() => one.Merge(new CountMinSketch(11)));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(10, 1)]
    [InlineData(200, 20)]
    [InlineData(50_000, 9_000)]
    public void Distinct_hashes_are_counted_within_the_error(int count, int error)
    {
        var (counter, random) = (new DistinctCounter(), new SplitMix(3));
        for (var i = 0; i < count; i++)
        {
            var hash = random.Next();
            counter.Add(hash);
            counter.Add(hash);
        }

        Assert.InRange(counter.Count, count - error, count + error);
    }
}
