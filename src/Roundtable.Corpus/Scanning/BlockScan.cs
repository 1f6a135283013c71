using Roundtable.Corpus.Blocks;
using Roundtable.Corpus.Labelling;
using Roundtable.Corpus.Matches;
using Roundtable.Corpus.Plans;
using Roundtable.Corpus.Reading;
using Roundtable.Record.Entries;

namespace Roundtable.Corpus.Scanning;

/// <summary>Labels the blocks of a corpus on several threads. An interrupted scan resumes with the blocks that are missing.</summary>
internal sealed class BlockScan(ScanPlan plan, Digest fingerprint, WorkFolder work, Shard shard, RowKnowledge known)
{
    private static readonly TimeSpan _between = TimeSpan.FromMilliseconds(200);

    /// <summary>Labels each block of the shard that is not labelled yet.</summary>
    /// <param name="threads">The number of threads.</param>
    /// <param name="progress">Receives progress in bytes.</param>
    /// <param name="cancellation">Cancels the scan between two blocks.</param>
    /// <exception cref="IOException">A file cannot be read, or a result cannot be written.</exception>
    public void Run(int threads, IProgress<ScanProgress>? progress, CancellationToken cancellation)
    {
        Directory.CreateDirectory(work.Path);
        using var supply = new BlockSupply(plan, fingerprint, work, shard);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var total = Total();
        var workers = Enumerable.Range(0, threads)
            .Select(_ => Task.Factory.StartNew(() => Work(supply, stop), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default))
            .ToArray();
        while (!Task.WaitAll(workers, _between))
        {
            progress?.Report(new ScanProgress("reading rows", Math.Min(supply.Passed, total), total));
        }

        cancellation.ThrowIfCancellationRequested();
        progress?.Report(new ScanProgress("reading rows", total, total));
    }

    private void Work(BlockSupply supply, CancellationTokenSource stop)
    {
        try
        {
            var labeller = new RowLabeller(plan, known);
            var (open, reader) = (-1, (RowReader?)null);
            var keys = plan.Settings.Duplicates ? new RowKeys(Bands.For(plan.Settings.Similarity)) : null;
            var buffer = new BlockBuffer();
            while (!stop.IsCancellationRequested && supply.Next(buffer.Rent) is { } job)
            {
                var file = plan.Files[job.File];
                if (open != job.File)
                {
                    (open, reader) = (job.File, file.Rows.Open(plan.Settings.Sizes));
                }

                keys?.Clear();
                var rows = Label(labeller, job, file, reader!, job.Read(buffer.Rent), keys);
                var sums = keys is null
                    ? default
                    : new KeySums(
                        keys.Equal.Write(work.Equal(job.File, job.Index)),
                        keys.Bands.Write(work.Bands(job.File, job.Index)),
                        keys.Passages.Write(work.Passages(job.File, job.Index)));
                BlockFile.Write(work.Rows(job.File, job.Index), new BlockId(fingerprint, job.File, job.Index), sums, rows);
            }
        }
        catch
        {
            // The other threads need not continue a scan that will not finish.
            stop.Cancel();
            throw;
        }
    }

    private List<LabelledRow> Label(RowLabeller labeller, BlockJob job, PlannedFile file, RowReader reader, Block block, RowKeys? keys)
    {
        List<LabelledRow> rows = [];
        reader.Open(block);
        while (reader.Next())
        {
            rows.Add(reader.Fault is { } fault ? LabelledRow.Rejected(reader.Row.Offset, reader.Row.Length, fault)
                : IsSampled(job.File, reader.Row.Offset) ? labeller.Label(file, reader.Row, rows.Count, keys)
                : LabelledRow.Unsampled(reader.Row.Offset, reader.Row.Length));
        }

        rows.AddRange(block.Faults.Select(f => LabelledRow.Rejected(f.Offset, 0, f)));
        return rows;
    }

    /// <summary>Whether a row is in the sample: its position decides, so that all shards and runs draw the same sample.</summary>
    private bool IsSampled(int file, long offset) =>
        plan.Settings.Sample >= 1 || WordHash.Mix(WordHash.Mix((ulong)file + 0x5A4D504C45) ^ (ulong)offset) < plan.Settings.Sample * ulong.MaxValue;

    private long Total()
    {
        long total = 0;
        for (var i = 0; i < plan.Files.Count; i++)
        {
            var length = plan.Files[i].File.Length;
            if (!plan.Files[i].IsSeekable)
            {
                total += shard.Has(i) ? length : 0;
                continue;
            }

            for (var b = 0; b < plan.Settings.Sizes.Count(length); b++)
            {
                total += shard.Has(i + b) ? plan.Settings.Sizes.Stretch(b, length) : 0;
            }
        }

        return total;
    }
}
