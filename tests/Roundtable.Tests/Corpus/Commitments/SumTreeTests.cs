using Roundtable.Corpus.Commitments;
using Roundtable.Corpus.Origins;
using Roundtable.Record.Entries;

namespace Roundtable.Tests.Corpus.Commitments;

/// <summary>The tree that scans commit to, against its definition.</summary>
public sealed class SumTreeTests
{
    [Fact]
    public void The_root_is_the_one_that_its_definition_gives()
    {
        var random = new Random(5);
        for (var size = 0; size < 40; size++)
        {
            var leaves = Enumerable.Range(0, size).Select(_ => (Salt: RandomDigest(random), Row: RandomDigest(random), Origin: (Origin)random.Next(4))).ToList();
            var tree = new SumTree();
            leaves.ForEach(l => tree.Append(l.Salt, l.Row, l.Origin));
            var (root, counts) = size == 0 ? (Digest.Of([]), new long[4]) : Referee([.. leaves]);
            Assert.Equal(root, tree.Root());
            Assert.Equal((long[])counts, (long[])[tree.Counts.Unknown, tree.Counts.Human, tree.Counts.Synthetic, tree.Counts.Mixed]);
        }
    }

    private static Digest RandomDigest(Random random)
    {
        var bytes = new byte[Digest.Length];
        random.NextBytes(bytes);
        return new Digest(bytes);
    }

    private static (Digest Hash, long[] Counts) Referee((Digest Salt, Digest Row, Origin Origin)[] leaves)
    {
        if (leaves.Length == 1)
        {
            var (salt, row, origin) = leaves[0];
            var one = new long[4];
            one[(int)origin] = 1;
            return (Digest.Of([0, .. salt.ToArray(), .. row.ToArray(), (byte)origin]), one);
        }

        var split = 1;
        while (split * 2 < leaves.Length)
        {
            split *= 2;
        }

        var (left, right) = (Referee(leaves[..split]), Referee(leaves[split..]));
        static byte[] Bytes((Digest Hash, long[] Counts) node) => [.. node.Hash.ToArray(), .. node.Counts.SelectMany(c => BitConverter.GetBytes(c).Reverse())];
        return (Digest.Of([1, .. Bytes(left), .. Bytes(right)]), [.. left.Counts.Zip(right.Counts, (a, b) => a + b)]);
    }
}
