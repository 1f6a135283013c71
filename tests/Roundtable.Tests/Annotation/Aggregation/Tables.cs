using Roundtable.Annotation.Votes;

namespace Roundtable.Tests.Annotation.Aggregation;

/// <summary>Tables with known truths.</summary>
internal static class Tables
{
    /// <summary>Votes by known confusions: <c>confusions[s][y, v]</c>. With the truths.</summary>
    public static (VoteTable Votes, short[] Truths) Planted(int items, double[][,] confusions, double missing, int seed, Func<int, VoteSource>? source = null)
    {
        var random = new Random(seed);
        var classes = confusions[0].GetLength(0);
        var truths = Enumerable.Range(0, items).Select(_ => (short)random.Next(classes)).ToArray();
        var votes = truths.SelectMany(y => confusions.Select(c => random.NextDouble() < missing ? VoteTable.None : Draw(random, c, y))).ToArray();
        return (Make(items, confusions.Length, classes, votes, source), truths);
    }

    /// <summary>Sources that are right with some probability and otherwise vote evenly for the other classes.</summary>
    public static (VoteTable Votes, short[] Truths) Coins(int items, int classes, double[] accuracies, int seed, double missing = 0) =>
        Planted(items, [.. accuracies.Select(a => Coin(classes, a))], missing, seed);

    public static double[,] Coin(int classes, double accuracy)
    {
        var confusion = new double[classes, classes];
        for (var y = 0; y < classes; y++)
        {
            for (var v = 0; v < classes; v++)
            {
                confusion[y, v] = y == v ? accuracy : (1 - accuracy) / (classes - 1);
            }
        }

        return confusion;
    }

    public static VoteTable Make(int items, int sources, int classes, short[] votes, Func<int, VoteSource>? source = null) => new(
        [.. Enumerable.Range(0, items).Select(i => $"i{i}")],
        [.. Enumerable.Range(0, sources).Select(source ?? (s => new VoteSource($"s{s}") { Served = $"model-{s}-2026" }))],
        [.. Enumerable.Range(0, classes).Select(c => $"c{c}")],
        votes);

    /// <summary>The same votes with items, sources and classes in other orders: the new item i is the old <c>items[i]</c>.</summary>
    public static VoteTable Permuted(VoteTable table, int[] items, int[] sources, int[] classes)
    {
        var place = new short[classes.Length];
        for (short c = 0; c < classes.Length; c++)
        {
            place[classes[c]] = c;
        }

        short[] votes = [.. items.SelectMany(i => sources.Select(s => table[i, s] is var v && v == VoteTable.None ? v : place[v]))];
        return new([.. items.Select(i => table.Items[i])], [.. sources.Select(s => table.Sources[s])], [.. classes.Select(c => table.Classes[c])], votes);
    }

    public static GoldLabels First(short[] truths, int count) => new([.. truths.Select((t, i) => i < count ? t : VoteTable.None)]);

    public static int[] Order(int count, int seed)
    {
        var order = Enumerable.Range(0, count).ToArray();
        new Random(seed).Shuffle(order);
        return order;
    }

    private static short Draw(Random random, double[,] confusion, int y)
    {
        var at = random.NextDouble();
        for (short v = 0; v < confusion.GetLength(0) - 1; v++)
        {
            at -= confusion[y, v];
            if (at < 0)
            {
                return v;
            }
        }

        return (short)(confusion.GetLength(0) - 1);
    }
}
