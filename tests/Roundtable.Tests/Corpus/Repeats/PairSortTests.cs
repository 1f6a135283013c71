using Roundtable.Corpus.Repeats;

namespace Roundtable.Tests.Corpus.Repeats;

/// <summary>Pairs of rows sorted in memory and, where there are many, on disk.</summary>
public sealed class PairSortTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("roundtable-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Numbers_are_sorted_as_comparing_them_sorts_them()
    {
        var random = new Random(1);
        foreach (var count in (int[])[0, 1, 255, 256, 257, 5000])
        {
            foreach (var bits in (int[])[0, 3, 15, 40, 62])
            {
                UInt128[] numbers = [.. Enumerable.Range(0, count).Select(_ => new UInt128((ulong)random.NextInt64(1L << bits), (ulong)random.NextInt64(1L << bits)))];
                var expected = numbers.Order().ToArray();
                RadixSort.Sort(numbers);
                Assert.Equal(expected, numbers);
            }
        }
    }

    [Theory]
    [InlineData(3_000, 50, 0)]
    [InlineData(1_200_000, 900, 0)]
    [InlineData(1_200_000, 1 << 20, 1)]
    public void Each_pair_comes_once_in_order_however_many_there_are(int pairs, int rows, int runs)
    {
        var random = new Random(2);
        HashSet<UInt128> expected = [];
        using var sort = new PairSort(_folder.FullName, "pairs");
        for (var i = 0; i < pairs; i++)
        {
            var earlier = random.Next(rows);
            var pair = new RowPair(earlier + 1 + random.Next(40), earlier);
            expected.Add(pair.Number);
            sort.Add(pair);
        }

        Assert.Equal(runs, _folder.GetFiles().Length);
        var ordered = expected.Order().ToArray();
        Assert.Equal(ordered, sort.Sorted().Select(p => p.Number));
        Assert.Equal(ordered, sort.Sorted().Select(p => p.Number));
    }
}
