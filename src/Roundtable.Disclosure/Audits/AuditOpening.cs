using Roundtable.Disclosure.Commitments;
using Roundtable.Disclosure.Sums;
using Roundtable.Record.Entries;

namespace Roundtable.Disclosure.Audits;

/// <summary>The owner's side: finds the rows that a seed draws, and shows them with their ways through the tree.</summary>
public sealed class AuditOpening
{
    private readonly CommittedRows _rows;
    private readonly SortedDictionary<long, (IReadOnlyList<CommittedRow> Rows, SortedSet<int> Positions)> _blocks = [];

    /// <summary>Finds the rows of a sample.</summary>
    /// <param name="rows">The owner's files.</param>
    /// <param name="unit">What is drawn by.</param>
    /// <param name="sample">The sample.</param>
    /// <exception cref="FormatException">When the files are damaged.</exception>
    public AuditOpening(CommittedRows rows, Unit unit, IReadOnlyList<DrawnStratum> sample)
    {
        _rows = rows;
        foreach (var drawn in sample)
        {
            foreach (var number in drawn.Units)
            {
                var (block, rest) = rows.Tree.Find(drawn.Stratum.Class, unit, number);
                Want(block, all => Position(all, drawn.Stratum.Class, unit, rest));
            }
        }
    }

    /// <summary>Wants certain rows.</summary>
    /// <param name="rows">The owner's files.</param>
    /// <param name="places">Their places in the tree, from 0.</param>
    public AuditOpening(CommittedRows rows, IEnumerable<long> places)
    {
        _rows = rows;
        foreach (var place in places)
        {
            Want(place / RowBlock.Size, _ => (int)(place % RowBlock.Size));
        }
    }

    /// <summary>SHA-256 of the content of each row, by the row's number in the corpus.</summary>
    public IReadOnlyDictionary<long, Digest> Wanted =>
        _blocks.Values.SelectMany(b => b.Positions.Select(p => b.Rows[p])).DistinctBy(r => r.Index).ToDictionary(r => r.Index, r => r.Content);

    /// <summary>Opens the rows.</summary>
    /// <param name="contents">Their contents by their numbers in the corpus; those that are missing are not opened.</param>
    public (IReadOnlyList<SumNode> Nodes, IReadOnlyList<OpenedBlock> Blocks, IReadOnlyList<OpenedRow> Rows) Open(IReadOnlyDictionary<long, byte[]> contents)
    {
        List<SumNode> nodes = [];
        Dictionary<(long, long), int> places = [];
        List<OpenedBlock> blocks = [];
        List<OpenedRow> opened = [];
        foreach (var (index, (rows, positions)) in _blocks)
        {
            var shown = positions.Where(p => contents.ContainsKey(rows[p].Index)).ToList();
            if (shown.Count == 0)
            {
                continue;
            }

            List<int> up = [];
            foreach (var (start, count, node) in _rows.Tree.Path(index))
            {
                if (!places.TryGetValue((start, count), out var place))
                {
                    places[(start, count)] = place = nodes.Count;
                    nodes.Add(node);
                }

                up.Add(place);
            }

            var commitments = rows.Select(_rows.Commitment).ToList();
            var block = new RowBlock([.. rows.Select((r, i) => r.InBlock(commitments[i]))]);
            opened.AddRange(shown.Select(p => Row(p, contents[rows[p].Index])));
            blocks.Add(new OpenedBlock(index, block.Node.Sums, up));

            OpenedRow Row(int position, byte[] content)
            {
                var next = position + 1 < rows.Count && rows[position + 1].Class == rows[position].Class
                    ? new NextRow(block.Start(position + 1), commitments[position + 1], block.Path(position + 1))
                    : null;
                return new OpenedRow(blocks.Count, position, block.Start(position), _rows.Salt(rows[position]), content, block.Path(position), next);
            }
        }

        return (nodes, blocks, opened);
    }

    private void Want(long block, Func<IReadOnlyList<CommittedRow>, int> position)
    {
        if (!_blocks.TryGetValue(block, out var known))
        {
            _blocks[block] = known = (_rows.Rows(block), []);
        }

        known.Positions.Add(position(known.Rows));
    }

    /// <summary>The row of a block that has a unit of a stratum.</summary>
    private static int Position(IReadOnlyList<CommittedRow> rows, int? stratum, Unit unit, long number)
    {
        for (var i = 0; i < rows.Count; i++)
        {
            if (stratum is { } wanted && rows[i].Class != wanted)
            {
                continue;
            }

            number -= unit == Unit.Rows ? 1 : rows[i].Bytes;
            if (number < 0)
            {
                return i;
            }
        }

        throw new FormatException($"{CommittedRows.RowsFile} does not belong to {CommittedRows.BlocksFile}");
    }
}
