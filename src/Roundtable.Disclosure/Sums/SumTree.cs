using System.Numerics;

namespace Roundtable.Disclosure.Sums;

/// <summary>A Merkle sum tree over blocks, in memory: some hundred bytes for 64 rows.</summary>
public sealed class SumTree
{
    private readonly List<SumNode[]> _levels = [];
    private readonly Dictionary<(long Start, long Count), SumNode> _ragged = [];

    /// <summary>Makes a tree.</summary>
    /// <param name="blocks">Its blocks, at least one.</param>
    /// <exception cref="OverflowException">When a sum overflows.</exception>
    public SumTree(IReadOnlyList<SumNode> blocks)
    {
        if (blocks.Count == 0)
        {
            throw new ArgumentException("A tree has at least one block.", nameof(blocks));
        }

        for (SumNode[] level = [.. blocks]; level.Length > 0; level = Above(level))
        {
            _levels.Add(level);
        }
    }

    /// <summary>The number of blocks.</summary>
    public long Blocks => _levels[0].Length;

    /// <summary>The root and the sums of everything.</summary>
    public SumNode Root => Subtree(0, Blocks);

    /// <summary>A block.</summary>
    public SumNode this[long block] => _levels[0][block];

    /// <summary>The nodes beside the way from a block to the root, nearest first, each with the range of blocks below it.</summary>
    public IReadOnlyList<(long Start, long Count, SumNode Node)> Path(long block)
    {
        List<(long, long, SumNode)> down = [];
        var (start, count) = (0L, Blocks);
        while (count > 1)
        {
            var left = TreeShape.Left(count);
            var isLeft = block - start < left;
            down.Add(isLeft ? (start + left, count - left, Subtree(start + left, count - left)) : (start, left, Subtree(start, left)));
            (start, count) = isLeft ? (start, left) : (start + left, count - left);
        }

        down.Reverse();
        return down;
    }

    /// <summary>The block in which a unit of a stratum is, found by the sums, and the unit's number within the block.</summary>
    /// <param name="stratum">A class; null for all.</param>
    /// <param name="unit">What is counted.</param>
    /// <param name="number">The unit's number in the stratum, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">When there are fewer.</exception>
    public (long Block, long Number) Find(int? stratum, Unit unit, long number)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(number);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(number, Root.Sums.Of(stratum).In(unit));
        var (start, count) = (0L, Blocks);
        while (count > 1)
        {
            var left = TreeShape.Left(count);
            var before = Subtree(start, left).Sums.Of(stratum).In(unit);
            if (number < before)
            {
                count = left;
            }
            else
            {
                (start, count, number) = (start + left, count - left, number - before);
            }
        }

        return (start, number);
    }

    /// <summary>The root that a block and the nodes beside its way lead to, and what lies left of the block.</summary>
    /// <param name="block">The block.</param>
    /// <param name="index">Its index.</param>
    /// <param name="blocks">The number of blocks.</param>
    /// <param name="path">The nodes beside the way, nearest first.</param>
    /// <exception cref="FormatException">When there are more or fewer nodes than the way has steps.</exception>
    /// <exception cref="OverflowException">When a sum overflows.</exception>
    public static (SumNode Root, ClassSums Before) Climb(SumNode block, long index, long blocks, IReadOnlyList<SumNode> path)
    {
        if (index < 0 || index >= blocks || TreeShape.Sides(index, blocks) is var sides && sides.Count != path.Count)
        {
            throw new FormatException("its block's way to the root has another length");
        }

        var before = ClassSums.None;
        for (var i = 0; i < path.Count; i++)
        {
            if (sides[i])
            {
                block = SumNode.Parent(block, path[i]);
            }
            else
            {
                before += path[i].Sums;
                block = SumNode.Parent(path[i], block);
            }
        }

        return (block, before);
    }

    private static SumNode[] Above(SumNode[] level)
    {
        var above = new SumNode[level.Length / 2];
        for (var i = 0; i < above.Length; i++)
        {
            above[i] = SumNode.Parent(level[2 * i], level[(2 * i) + 1]);
        }

        return above;
    }

    private SumNode Subtree(long start, long count)
    {
        if (BitOperations.IsPow2(count) && start % count == 0)
        {
            return _levels[BitOperations.Log2((ulong)count)][start / count];
        }

        if (!_ragged.TryGetValue((start, count), out var node))
        {
            var left = TreeShape.Left(count);
            _ragged[(start, count)] = node = SumNode.Parent(Subtree(start, left), Subtree(start + left, count - left));
        }

        return node;
    }
}
