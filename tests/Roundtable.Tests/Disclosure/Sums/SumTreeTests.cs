using FsCheck;
using FsCheck.Fluent;
using Roundtable.Disclosure.Sums;
using Roundtable.Record.Entries;

namespace Roundtable.Tests.Disclosure.Sums;

/// <summary>Sums add up whatever way rows are split, and proofs show them.</summary>
public sealed class SumTreeTests
{
    [Fact]
    public void Sums_add_up_over_shards_merges_and_every_split() => Prop.ForAll(
        Gen.Choose(1, 700).SelectMany(n => Gen.Choose(0, int.MaxValue).Select(seed => (n, seed))).ToArbitrary(),
        sample =>
        {
            var rows = Rows(sample.n, new Random(sample.seed));
            var blocks = rows.Chunk(RowBlock.Size).Select(b => new RowBlock([.. b.OrderBy(r => r.Class)]).Node).ToList();
            var tree = new SumTree(blocks);
            var plain = rows.GroupBy(r => r.Class).OrderBy(g => g.Key)
                .Select(g => new ClassAmount(g.Key, new Amount(g.Count(), g.Sum(r => r.Bytes), g.Sum(r => r.Tokens)))).ToList();
            Assert.Equal(plain, tree.Root.Sums.Amounts);

            // Any cut into shards, each with a tree of its own, merged in any way.
            var cut = new Random(sample.seed).Next(1, rows.Count + 1);
            var merged = new ClassSums([.. Sum(rows[..cut])]) + new ClassSums([.. Sum(rows[cut..])]);
            Assert.Equal(tree.Root.Sums, merged);
            Assert.Equal(tree.Root.Sums, new ClassSums([.. Sum(rows[cut..])]) + new ClassSums([.. Sum(rows[..cut])]));

            // A tree over blocks that shards made is the tree over all: subtrees of a power of two are merged as they are.
            if (blocks.Count >= 2)
            {
                var left = (int)TreeShape.Left(blocks.Count);
                Assert.Equal(tree.Root, SumNode.Parent(new SumTree(blocks[..left]).Root, new SumTree(blocks[left..]).Root));
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(100));

    [Fact]
    public void Every_block_leads_to_the_root_and_to_what_is_left_of_it()
    {
        foreach (var count in (int[])[1, 2, 3, 5, 8, 13])
        {
            var blocks = Rows(count * RowBlock.Size, new Random(count)).Chunk(RowBlock.Size).Select(b => new RowBlock([.. b.OrderBy(r => r.Class)]).Node).ToList();
            var tree = new SumTree(blocks);
            var before = ClassSums.None;
            for (var i = 0; i < count; i++)
            {
                var path = tree.Path(i).Select(p => p.Node).ToList();
                var (root, left) = SumTree.Climb(blocks[i], i, count, path);
                Assert.Equal(tree.Root, root);
                Assert.Equal(before, left);
                before += blocks[i].Sums;
                if (path.Count > 0)
                {
                    Assert.Throws<FormatException>(() => SumTree.Climb(blocks[i], i, count, path[1..]));
                    var shifted = path[0].Sums.Amounts.Select((a, n) => a with { Amount = a.Amount with { Rows = a.Amount.Rows + (n == 0 ? 1 : 0) } }).ToList();
                    Assert.NotEqual(tree.Root, SumTree.Climb(blocks[i], i, count, [new SumNode(path[0].Hash, new ClassSums(shifted)), .. path[1..]]).Root);
                }
            }
        }
    }

    [Fact]
    public void Units_are_found_by_the_sums()
    {
        var rows = Rows(500, new Random(7));
        var tree = new SumTree([.. rows.Chunk(RowBlock.Size).Select(b => new RowBlock([.. b.OrderBy(r => r.Class)]).Node)]);
        foreach (var stratum in (int?[])[null, 0, 2])
        {
            foreach (var unit in (Unit[])[Unit.Rows, Unit.Bytes])
            {
                long number = 0;
                for (var block = 0; block < tree.Blocks; block++)
                {
                    var here = tree[block].Sums.Of(stratum).In(unit);
                    if (here > 0)
                    {
                        Assert.Equal((block, 0L), tree.Find(stratum, unit, number));
                        Assert.Equal((block, here - 1), tree.Find(stratum, unit, number + here - 1));
                    }

                    number += here;
                }

                Assert.Throws<ArgumentOutOfRangeException>(() => tree.Find(stratum, unit, number));
            }
        }
    }

    [Fact]
    public void Sums_are_not_negative_do_not_overflow_and_stand_in_order()
    {
        var most = new Amount(Amount.Max, 1, 1);
        Assert.Throws<OverflowException>(() => most + new Amount(1, 0, 0));
        Assert.Throws<OverflowException>(() => new Amount(5, 0, 0) + new Amount(-1, 0, 0));
        Assert.Throws<FormatException>(() => new ClassSums([new ClassAmount(0, new Amount(1, -1, 0))]));
        Assert.Throws<FormatException>(() => new ClassSums([new ClassAmount(0, new Amount(0, 1, 0))]));
        Assert.Throws<FormatException>(() => new ClassSums([new ClassAmount(0, new Amount(1, Amount.Max + 1, 0))]));
        Assert.Throws<FormatException>(() => new ClassSums([new ClassAmount(1, new Amount(1, 1, 1)), new ClassAmount(1, new Amount(1, 1, 1))]));
        Assert.Throws<OverflowException>(() => SumNode.Parent(
            new SumNode(default, new ClassSums([new ClassAmount(0, most)])), new SumNode(default, new ClassSums([new ClassAmount(0, most)]))));
    }

    [Fact]
    public void Sizes_are_rounded_up_to_four_binary_digits()
    {
        Assert.Equal([0, 1, 15, 16, 18, 20, 32, 36, 1024, 1152], ((long[])[0, 1, 15, 16, 17, 19, 31, 33, 1024, 1025]).Select(RowSize.RoundUp));
        for (long size = 1; size < 1 << 20; size += 37)
        {
            var rounded = RowSize.RoundUp(size);
            Assert.True(rounded >= size && rounded <= size * 1.125 && RowSize.RoundUp(rounded) == rounded);
        }
    }

    private static List<BlockRow> Rows(int count, Random random) =>
        [.. Enumerable.Range(0, count).Select(i => new BlockRow(random.Next(4), random.Next(1, 5000), random.Next(100), Digest.Of(BitConverter.GetBytes(i))))];

    private static List<ClassAmount> Sum(List<BlockRow> rows) =>
        rows.Count == 0 ? [] : [.. rows.Chunk(RowBlock.Size).Select(b => new RowBlock([.. b.OrderBy(r => r.Class)]).Node.Sums).Aggregate((a, b) => a + b).Amounts];
}
