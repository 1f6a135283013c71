using System.Runtime.InteropServices;
using Roundtable.Annotation.Votes;

namespace Roundtable.Annotation.Aggregation;

/// <summary>
/// The distinct rows of votes of a table, with the gold class as part of the row, and how often each occurs: a million items of seven seats have some ten
/// thousand, and models that look at nothing but votes need to see each once. In the order of first appearance.
/// </summary>
internal sealed class VotePatterns
{
    private VotePatterns(int[] rowOf, int[] start, int[] cells, int[] count, short[] gold)
    {
        RowOf = rowOf;
        Start = start;
        Cells = cells;
        Count = count;
        Gold = gold;
    }

    /// <summary>The row of each item.</summary>
    public int[] RowOf { get; }

    /// <summary>Where the cells of each row begin, and at its end where the last ends.</summary>
    public int[] Start { get; }

    /// <summary>The votes of the rows that are cast: column × number of classes + class.</summary>
    public int[] Cells { get; }

    /// <summary>Number of items of each row.</summary>
    public int[] Count { get; }

    /// <summary>The gold class of each row, or <see cref="VoteTable.None"/>.</summary>
    public short[] Gold { get; }

    /// <summary>Number of distinct rows.</summary>
    public int Rows => Count.Length;

    /// <summary>Finds the distinct rows of a table.</summary>
    /// <param name="table">The votes.</param>
    /// <param name="gold">The gold, by which rows differ too.</param>
    /// <param name="columns">The column of each source; several share one.</param>
    public static VotePatterns Of(VoteTable table, GoldLabels gold, int[] columns)
    {
        var items = table.Items.Count;
        var classes = table.Classes.Count;
        var rowOf = new int[items];
        var first = new List<int>();
        var count = new List<int>();
        var slots = new int[1024];
        for (var i = 0; i < items; i++)
        {
            if (first.Count * 2 >= slots.Length)
            {
                slots = Rehash(table, gold, first, slots.Length * 4);
            }

            var slot = Hash(table, gold, i) & (slots.Length - 1);
            while (slots[slot] != 0 && !Same(table, gold, first[slots[slot] - 1], i))
            {
                slot = (slot + 1) & (slots.Length - 1);
            }

            if (slots[slot] == 0)
            {
                first.Add(i);
                count.Add(0);
                slots[slot] = first.Count;
            }

            rowOf[i] = slots[slot] - 1;
            count[rowOf[i]]++;
        }

        var start = new int[first.Count + 1];
        var cells = new List<int>(first.Count);
        for (var row = 0; row < first.Count; row++)
        {
            var votes = table.Of(first[row]);
            for (var s = 0; s < votes.Length; s++)
            {
                if (votes[s] != VoteTable.None)
                {
                    cells.Add((columns[s] * classes) + votes[s]);
                }
            }

            start[row + 1] = cells.Count;
        }

        return new VotePatterns(rowOf, start, [.. cells], [.. count], [.. first.Select(i => gold[i])]);
    }

    private static int[] Rehash(VoteTable table, GoldLabels gold, List<int> first, int size)
    {
        var slots = new int[size];
        for (var row = 0; row < first.Count; row++)
        {
            var slot = Hash(table, gold, first[row]) & (size - 1);
            while (slots[slot] != 0)
            {
                slot = (slot + 1) & (size - 1);
            }

            slots[slot] = row + 1;
        }

        return slots;
    }

    private static bool Same(VoteTable table, GoldLabels gold, int one, int other) => gold[one] == gold[other] && table.Of(one).SequenceEqual(table.Of(other));

    // The seed of HashCode differs between processes; it decides where a row is looked for, never the order of rows.
    private static int Hash(VoteTable table, GoldLabels gold, int item)
    {
        var hash = default(HashCode);
        hash.Add(gold[item]);
        hash.AddBytes(MemoryMarshal.AsBytes(table.Of(item)));
        return hash.ToHashCode() & int.MaxValue;
    }
}
