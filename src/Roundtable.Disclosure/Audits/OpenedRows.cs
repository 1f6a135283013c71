using Roundtable.Disclosure.Commitments;
using Roundtable.Disclosure.Sums;
using Roundtable.Record.Entries;

namespace Roundtable.Disclosure.Audits;

/// <summary>The units that a row covers.</summary>
/// <param name="Row">Its number among all rows, from 0: its place in the tree.</param>
/// <param name="RowOfClass">Its number among the rows of its class.</param>
/// <param name="Byte">Its first byte among all.</param>
/// <param name="ByteOfClass">Its first byte among those of its class.</param>
/// <param name="Bytes">How many bytes it has, as they were counted.</param>
public readonly record struct RowExtent(long Row, long RowOfClass, long Byte, long ByteOfClass, long Bytes)
{
    /// <summary>From which unit, and how many, in a stratum that is one class or all rows.</summary>
    public (long From, long Count) In(Unit unit, bool isOfClass) =>
        unit == Unit.Rows ? (isOfClass ? RowOfClass : Row, 1) : (isOfClass ? ByteOfClass : Byte, Bytes);
}

/// <summary>A row that leads to the root of its commitment.</summary>
/// <param name="Class">The class that the sums say it has.</param>
/// <param name="Content">Its content.</param>
/// <param name="Fault">What is wrong with what was committed to of it, whatever its class; null for nothing.</param>
/// <param name="Extent">What it covers.</param>
/// <param name="Tokens">How many tokens were counted of it, rounded up.</param>
public sealed record VerifiedRow(int Class, ReadOnlyMemory<byte> Content, string? Fault, RowExtent Extent, long Tokens)
{
    /// <summary>Its place in the tree, from 0.</summary>
    public long Place => Extent.Row;
}

/// <summary>Verifies opened rows against a commitment.</summary>
internal static class OpenedRows
{
    /// <summary>Verifies rows; each leads to the root, and nothing is there that no row needs.</summary>
    /// <exception cref="FormatException">When one does not.</exception>
    public static IReadOnlyList<VerifiedRow> Verify(
        CommittedCorpus corpus, IReadOnlyList<SumNode> nodes, IReadOnlyList<OpenedBlock> blocks, IReadOnlyList<OpenedRow> rows)
    {
        var known = new (Digest Rows, ClassSums Before)?[blocks.Count];
        var used = new bool[nodes.Count];
        List<VerifiedRow> verified = [];
        HashSet<(long, int)> places = [];
        HashSet<string> salts = new(StringComparer.Ordinal);
        for (var i = 0; i < rows.Count; i++)
        {
            try
            {
                verified.Add(Verify(rows[i]));
            }
            catch (Exception e) when (e is FormatException or OverflowException)
            {
                throw new FormatException(FormattableString.Invariant($"row {i + 1} of the opened ones: {e.Message.TrimEnd('.')}"), e);
            }
        }

        return known.Contains(null) || used.Contains(false)
            ? throw new FormatException("there are blocks or nodes that no opened row needs")
            : verified;

        VerifiedRow Verify(OpenedRow row)
        {
            var block = row.Block >= 0 && row.Block < blocks.Count ? blocks[row.Block] : throw new FormatException("its block is missing");
            if (!places.Add((block.Index, row.Position)))
            {
                throw new FormatException("it is opened twice");
            }

            var number = ClassAt(block.Sums, row.Position, out var within);
            var count = (int)block.Sums.Total.Rows;
            var leaf = RowBlock.Leaf(number, row.Start, RowBlock.Commit(row.Salt, Digest.Of(row.Content)));
            var root = RowBlock.Root(leaf, row.Position, count, row.Path);
            if (known[row.Block] is { } other && other.Rows != root)
            {
                throw new FormatException("it does not lead to its block");
            }

            var (_, before) = (known[row.Block] ??= (root, Climb(block, root)));
            var end = End(block.Sums[number], row, number, within, root, count);
            var size = new RowStart(end.Bytes - row.Start.Bytes, end.Tokens - row.Start.Tokens);
            var fault = !salts.Add(Convert.ToHexString(row.Salt)) ? "its salt is that of another row"
                : within == 0 && row.Start != default ? "rows before it are counted that are not there"
                : size.Bytes < 0 || size.Tokens < 0 ? "its size is negative"
                : size.Bytes != RowSize.RoundUp(row.Content.Length)
                    ? FormattableString.Invariant($"it has {row.Content.Length:N0} bytes, and {size.Bytes:N0} were counted")
                : null;
            var extent = new RowExtent(
                (block.Index * RowBlock.Size) + row.Position,
                before[number].Rows + within,
                before.Total.Bytes + block.Sums.Before(number).Bytes + row.Start.Bytes,
                before[number].Bytes + row.Start.Bytes,
                size.Bytes);
            return new VerifiedRow(number, row.Content, fault, extent, size.Tokens);
        }

        ClassSums Climb(OpenedBlock block, Digest root)
        {
            if (block.Up.Any(u => u < 0 || u >= nodes.Count))
            {
                throw new FormatException("a node on its way is missing");
            }

            foreach (var up in block.Up)
            {
                used[up] = true;
            }

            var expected = Math.Min(RowBlock.Size, corpus.Rows - (block.Index * RowBlock.Size));
            var (top, before) = SumTree.Climb(SumNode.Block(root, block.Sums), block.Index, corpus.Blocks, [.. block.Up.Select(u => nodes[u])]);
            return block.Sums.Total.Rows != expected || before.Total.Rows != block.Index * RowBlock.Size
                ? throw new FormatException("its block has not as many rows as its place demands")
                : top.Hash != corpus.Root.Hash ? throw new FormatException("it does not lead to the root that was committed to")
                : !top.Sums.Equals(corpus.Root.Sums) ? throw new FormatException("the sums on its way are not the totals that were committed to")
                : before;
        }
    }

    /// <summary>The class that the sums give to a place of a block, and the place within the class.</summary>
    private static int ClassAt(ClassSums sums, int position, out int within)
    {
        long rest = position;
        foreach (var (number, amount) in sums.Amounts)
        {
            if (rest >= 0 && rest < amount.Rows)
            {
                within = (int)rest;
                return number;
            }

            rest -= amount.Rows;
        }

        throw new FormatException("its place is outside its block");
    }

    /// <summary>Where a row ends: where the next one of its class starts, or the class does.</summary>
    private static RowStart End(Amount all, OpenedRow row, int number, int within, Digest root, int count)
    {
        var isLast = within == all.Rows - 1;
        if (isLast != row.Next is null)
        {
            throw new FormatException("the start of the row after it is missing, or there is none");
        }

        if (row.Next is not { } next)
        {
            return new RowStart(all.Bytes, all.Tokens);
        }

        return RowBlock.Root(RowBlock.Leaf(number, next.Start, next.Commitment), row.Position + 1, count, next.Path) == root
            ? next.Start
            : throw new FormatException("the start of the row after it does not lead to its block");
    }
}
