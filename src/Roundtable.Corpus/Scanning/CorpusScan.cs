using Roundtable.Corpus.Blocks;
using Roundtable.Corpus.Commitments;
using Roundtable.Corpus.Labelling;
using Roundtable.Corpus.Plans;
using Roundtable.Corpus.Repeats;
using Roundtable.Corpus.Reports;
using Roundtable.Record.Entries;

namespace Roundtable.Corpus.Scanning;

/// <summary>Scans a corpus: first each block independently, on any number of threads, shards and attempts; then all of them together, in order.</summary>
/// <param name="plan">What is read, and how.</param>
/// <param name="folder">The folder for results. Existing results of the same plan are reused.</param>
public sealed class CorpusScan(ScanPlan plan, string folder)
{
    private readonly Digest _fingerprint = plan.Fingerprint();
    private readonly WorkFolder _work = new(WorkIn(folder));

    /// <summary>The name of the file with labels and evidence, one line per examined row.</summary>
    public const string RowsFile = "rows.jsonl";

    /// <summary>The name of the file with one line per rejected row.</summary>
    public const string RejectedFile = "set-aside.jsonl";

    /// <summary>The subfolder of a report's folder with the results of blocks until the report is made.</summary>
    public static string WorkIn(string folder) => Path.Combine(folder, "work");

    /// <summary>Takes the results of a shard that has a folder of its own, which keeps them.</summary>
    /// <param name="other">The folder of the shard's report.</param>
    /// <exception cref="InvalidDataException">Both folders have results of the same rows, and they differ.</exception>
    /// <exception cref="IOException">A file cannot be read or written.</exception>
    public void Take(string other)
    {
        Directory.CreateDirectory(_work.Path);
        if (Directory.Exists(WorkIn(other)) && Path.GetFullPath(WorkIn(other)) != Path.GetFullPath(_work.Path))
        {
            _work.Take(new WorkFolder(WorkIn(other)), _fingerprint);
        }
    }

    /// <summary>Labels the blocks of a shard.</summary>
    /// <param name="shard">The shard.</param>
    /// <param name="known">The collections and attestations that the settings name.</param>
    /// <param name="threads">The number of threads.</param>
    /// <param name="progress">Receives progress in bytes.</param>
    /// <param name="cancellation">Cancels the scan between two blocks.</param>
    /// <exception cref="IOException">A file cannot be read, or a result cannot be written; completed blocks are kept.</exception>
    /// <exception cref="OperationCanceledException">The scan was cancelled; completed blocks are kept.</exception>
    public void Label(Shard shard, RowKnowledge known, int threads, IProgress<ScanProgress>? progress, CancellationToken cancellation)
    {
        try
        {
            new BlockScan(plan, _fingerprint, _work, shard, known).Run(threads, progress, cancellation);
        }
        catch (AggregateException e) when (e.InnerException is { } first)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(first);
        }
    }

    /// <summary>Writes the labels and makes the report of all blocks. The output does not depend on the number of shards, threads and attempts.</summary>
    /// <param name="secret">The secret from which the salts of the commitment are derived: 32 bytes.</param>
    /// <param name="progress">Receives progress.</param>
    /// <param name="cancellation">Cancels the operation.</param>
    /// <exception cref="InvalidDataException">Blocks are missing or damaged, or files changed.</exception>
    public ScanReport Finish(ReadOnlySpan<byte> secret, IProgress<ScanProgress>? progress, CancellationToken cancellation)
    {
        var salts = new RowSalts(secret, _fingerprint);
        var blocks = ScannedBlocks.Find(plan, _fingerprint, _work);
        using var search = plan.Settings.Duplicates ? new RepeatSearch(plan, blocks, _work) : null;
        var (tally, tree) = (new ReportTally(plan), new SumTree());
        var (equal, near, inPart) = (0L, 0L, 0L);
        var (rows, rejected) = (Path.Combine(folder, RowsFile), Path.Combine(folder, RejectedFile));
        var clusters = new ClusterTally(search?.Clusters);
        search?.Find(progress, cancellation);
        using (var repeats = (search?.Repeats ?? []).GetEnumerator())
        using (var rowsFile = new FileStream(rows + ".part", FileMode.Create, FileAccess.Write, FileShare.None, 0))
        using (var rejectedFile = new FileStream(rejected + ".part", FileMode.Create, FileAccess.Write, FileShare.None, 0))
        using (var sidecar = new RowSidecar(rowsFile))
        using (var others = new RowSidecar(rejectedFile))
        {
            var more = repeats.MoveNext();
            foreach (var block in blocks.Blocks)
            {
                cancellation.ThrowIfCancellationRequested();
                var labelled = BlockFile.Read(_work.Rows(block.File, block.Index), new BlockId(_fingerprint, block.File, block.Index));
                for (var i = 0; i < labelled.Count; i++)
                {
                    var (row, place) = (labelled[i], Place(block, i));
                    if (row.Fault is { } fault)
                    {
                        tally.Reject(block.File, place.Row, row);
                        others.Write(place with { Offset = fault.Offset }, fault.Reason);
                        continue;
                    }

                    if (!row.IsSampled)
                    {
                        tally.Pass(block.File);
                        continue;
                    }

                    var repeat = more && repeats.Current.Row == block.First + i ? repeats.Current : null;
                    if (repeat is not null)
                    {
                        (equal, near, inPart) = repeat switch
                        {
                            Repeat.Equal => (equal + 1, near, inPart),
                            Repeat.Near => (equal, near + 1, inPart),
                            _ => (equal, near, inPart + 1),
                        };
                        more = repeats.MoveNext();
                    }

                    var origin = row.Origin;
                    tree.Append(salts[block.File, place.Row], row.Digest, origin);
                    tally.Add(block.File, place, row, origin);
                    sidecar.Write(place, row, origin, repeat, clusters.Add(block.First + i), r => Place(blocks, r));
                }

                progress?.Report(new ScanProgress("writing labels", block.First + block.Rows, blocks.Rows));
            }
        }

        var repeated = search is null
            ? null
            : new RepeatReport(equal, near, inPart, plan.Settings.Similarity, Reported(search.MostRepeated), Reported(search.MostRepeatedPassages))
            {
                Clusters = new ClusterReport(clusters.Clusters, clusters.Rows, Reported(clusters.Largest)),
                Capped = search.Capped,
            };
        File.Move(rows + ".part", rows, overwrite: true);
        File.Move(rejected + ".part", rejected, overwrite: true);
        var report = tally.Report(new ScanCommitment(ScanCommitment.Current, _fingerprint, tree.Size, tree.Counts, tree.Root()), repeated);
        var examples = tally.Examples(report);
        var shown = new RowExcerpts(plan, blocks).Read([.. examples.Select(e => (e.Row, e.Span))], cancellation);
        return report with { Examples = [.. examples.Zip(shown, (e, text) => new ReportExample(e.Finding, e.Place, text))] };

        RepeatedRow[] Reported(IReadOnlyList<RepeatedText> texts) =>
            [.. texts.Zip(new RowExcerpts(plan, blocks).Read(texts, cancellation), (t, excerpt) => new RepeatedRow(Place(blocks, t.First), t.Rows, excerpt))];
    }

    private RowPlace Place(ScannedBlock block, int index) => new(plan.Files[block.File].File.Name, block.FirstInFile + index);

    private RowPlace Place(ScannedBlocks blocks, long row)
    {
        var block = blocks.Of(row);
        return Place(block, (int)(row - block.First));
    }
}
