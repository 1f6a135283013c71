using Roundtable.Corpus.Plans;
using Roundtable.Record.Entries;

namespace Roundtable.Corpus.Blocks;

/// <summary>All blocks of a scan in order, once all of them are labelled.</summary>
internal sealed class ScannedBlocks
{
    private ScannedBlocks(IReadOnlyList<ScannedBlock> blocks, long rows) => (Blocks, Rows) = (blocks, rows);

    /// <summary>The blocks.</summary>
    public IReadOnlyList<ScannedBlock> Blocks { get; }

    /// <summary>The number of rows of all blocks.</summary>
    public long Rows { get; }

    /// <summary>Lists the blocks of a scan.</summary>
    /// <exception cref="InvalidDataException">A block is missing: a shard was not run, or was interrupted.</exception>
    public static ScannedBlocks Find(ScanPlan plan, Digest fingerprint, WorkFolder work)
    {
        List<ScannedBlock> blocks = [];
        long rows = 0;
        for (var file = 0; file < plan.Files.Count; file++)
        {
            var planned = plan.Files[file];
            var count = planned.IsSeekable
                ? plan.Settings.Sizes.Count(planned.File.Length)
                : work.Blocks(file, fingerprint)
                    ?? throw new InvalidDataException($"{planned.File.Name} is not scanned to its end. Run the shards that are missing.");
            if (BlockFile.Count(work.Rows(file, count), new BlockId(fingerprint, file, count)) is not null)
            {
                throw new InvalidDataException($"{planned.File.Name} has more blocks than its end says. Run its shards again.");
            }

            long first = 1;
            for (var i = 0; i < count; i++)
            {
                var id = new BlockId(fingerprint, file, i);
                var inBlock = BlockFile.Count(work.Rows(file, i), id)
                    ?? throw new InvalidDataException($"Block {i + 1} of {count} of {planned.File.Name} is not scanned. Run the shards that are missing.");
                if (!work.Has(id))
                {
                    throw new InvalidDataException(
                        $"Block {i + 1} of {count} of {planned.File.Name} is damaged, or a part of it is another block's. Run its shard again.");
                }

                blocks.Add(new ScannedBlock(file, i, rows, first, inBlock));
                rows += inBlock;
                first += inBlock;
            }
        }

        return new ScannedBlocks(blocks, rows);
    }

    /// <summary>The block that contains a row.</summary>
    /// <param name="row">The row's index among all rows, from 0.</param>
    public ScannedBlock Of(long row)
    {
        var (low, high) = (0, Blocks.Count - 1);
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            if (Blocks[middle].First <= row)
            {
                low = middle;
            }
            else
            {
                high = middle - 1;
            }
        }

        return Blocks[low];
    }
}
