using Roundtable.Corpus.Blocks;
using Roundtable.Corpus.Plans;
using Roundtable.Corpus.Reading;
using Roundtable.Corpus.Rows;

namespace Roundtable.Corpus.Repeats;

/// <summary>Reads selected rows of a corpus a second time, in order.</summary>
internal sealed class RowRereader(ScanPlan plan, ScannedBlocks blocks)
{
    /// <summary>Reads the rows of a set.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="cancellation">Cancels the operation.</param>
    /// <returns>The rows in order: the index of each, its file, and its texts, which are valid until the next.</returns>
    /// <exception cref="InvalidDataException">A file changed since it was scanned.</exception>
    public IEnumerable<(long Number, PlannedFile File, RowText Row)> Read(RowSet rows, CancellationToken cancellation)
    {
        var buffer = new BlockBuffer();
        foreach (var group in blocks.Blocks.GroupBy(b => b.File))
        {
            var wanted = group.Where(b => rows.HasAny(b.First, b.Rows)).ToList();
            if (wanted.Count == 0)
            {
                continue;
            }

            var file = plan.Files[group.Key];
            if (!ScanPlan.IsSame(file))
            {
                throw new InvalidDataException($"{file.File.Name} changed while it was scanned. Scan it again.");
            }

            var reader = file.Rows.Open(plan.Settings.Sizes);
            foreach (var (block, bytes) in Blocks(file, wanted, buffer.Rent))
            {
                cancellation.ThrowIfCancellationRequested();
                reader.Open(bytes);
                for (var row = block.First; reader.Next(); row++)
                {
                    if (rows.Has(row) && reader.Fault is null)
                    {
                        yield return (row, file, reader.Row);
                    }
                }
            }
        }
    }

    private IEnumerable<(ScannedBlock Block, Block Bytes)> Blocks(PlannedFile file, List<ScannedBlock> wanted, Func<int, byte[]> rent)
    {
        if (file.IsSeekable)
        {
            using var lines = new SeekableLines(file.File.OpenContent(), plan.Settings.Sizes);
            foreach (var block in wanted)
            {
                yield return (block, lines.Read(block.Index, rent));
            }

            yield break;
        }

        using var stream = file.File.Open();
        var streamed = new StreamedBlocks(stream, file.Rows.Boundaries, plan.Settings.Sizes);
        for (var i = 0; i < wanted.Count && streamed.Next(rent) is { } bytes;)
        {
            if (bytes.Index == wanted[i].Index)
            {
                yield return (wanted[i++], bytes);
            }
        }
    }
}
