using Roundtable.Corpus.Blocks;
using Roundtable.Corpus.Commitments;
using Roundtable.Corpus.Labelling;
using Roundtable.Corpus.Origins;
using Roundtable.Corpus.Plans;
using Roundtable.Corpus.Repeats;
using Roundtable.Corpus.Reports;
using Roundtable.Record.Entries;

namespace Roundtable.Corpus.Scanning;

/// <summary>Scans a corpus: first each block by itself, on any number of threads, shards and attempts; then all of them together, in order.</summary>
/// <param name="plan">What is read, and how.</param>
/// <param name="folder">Where results go. What is there of the same plan is not done again.</param>
public sealed class CorpusScan(ScanPlan plan, string folder)
{
    private readonly Digest _fingerprint = plan.Fingerprint();
    private readonly WorkFolder _work = new(WorkIn(folder));

    /// <summary>The name of the file with labels and evidence, a line for each row that was looked at.</summary>
    public const string RowsFile = "rows.jsonl";

    /// <summary>The name of the file with a line for each row that could not be read.</summary>
    public const string SetAsideFile = "set-aside.jsonl";

    /// <summary>Where in a report's folder the results of blocks lie until the report is made.</summary>
    public static string WorkIn(string folder) => Path.Combine(folder, "work");

    /// <summary>The files with the results of blocks that are in a report's folder so far.</summary>
    public static IEnumerable<string> ResultsIn(string folder) => Directory.EnumerateFiles(WorkIn(folder)).Where(WorkFolder.IsResult);

    /// <summary>Labels the blocks of a shard.</summary>
    /// <param name="shard">Which part of them.</param>
    /// <param name="known">The collections and attestations that the settings name.</param>
    /// <param name="threads">How many threads do it.</param>
    /// <param name="progress">Is told how far it is; in bytes.</param>
    /// <param name="cancellation">Stops it between two blocks.</param>
    /// <exception cref="IOException">A file cannot be read, or a result not be written; what is done stays done.</exception>
    /// <exception cref="OperationCanceledException">It was stopped; what is done stays done.</exception>
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

    /// <summary>Makes the rows' labels and the report of all blocks. The same whatever the number of shards, threads and attempts.</summary>
    /// <param name="secret">What the salts of the commitment are made from: 32 bytes.</param>
    /// <param name="progress">Is told how far it is.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="InvalidDataException">Blocks are missing or damaged, or files changed.</exception>
    public ScanReport Finish(ReadOnlySpan<byte> secret, IProgress<ScanProgress>? progress, CancellationToken cancellation)
    {
        var salts = new RowSalts(secret, _fingerprint);
        var blocks = ScannedBlocks.Find(plan, _fingerprint, _work);
        using var search = plan.Settings.Duplicates ? new RepeatSearch(plan, blocks, _work) : null;
        var (tally, tree) = (new ReportTally(plan), new SumTree());
        var (equal, near, inPart) = (0L, 0L, 0L);
        var (rows, setAside) = (Path.Combine(folder, RowsFile), Path.Combine(folder, SetAsideFile));
        using (var repeats = (search?.Find(progress, cancellation) ?? []).GetEnumerator())
        using (var rowsFile = new FileStream(rows + ".part", FileMode.Create, FileAccess.Write, FileShare.None, 0))
        using (var setAsideFile = new FileStream(setAside + ".part", FileMode.Create, FileAccess.Write, FileShare.None, 0))
        using (var sidecar = new RowSidecar(rowsFile))
        using (var others = new RowSidecar(setAsideFile))
        {
            var more = repeats.MoveNext();
            foreach (var block in blocks.Blocks)
            {
                cancellation.ThrowIfCancellationRequested();
                var labelled = BlockFile.Read(_work.Rows(block.File, block.Index), _fingerprint);
                for (var i = 0; i < labelled.Count; i++)
                {
                    var (row, place) = (labelled[i], Place(block, i));
                    if (row.Fault is { } fault)
                    {
                        tally.SetAside(block.File, place.Row, row);
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

                    var origin = OriginRule.Of(row.Evidence);
                    tree.Append(salts[block.File, place.Row], row.Digest, origin);
                    tally.Add(block.File, place, row, origin);
                    sidecar.Write(place, row, origin, repeat, r => Place(blocks, r));
                }

                progress?.Report(new ScanProgress("writing labels", block.First + block.Rows, blocks.Rows));
            }
        }

        var report = search is null ? null : new RepeatReport(equal, near, inPart, plan.Settings.Similarity, Told(search.MostRepeated), Told(search.MostPassages));
        File.Move(rows + ".part", rows, overwrite: true);
        File.Move(setAside + ".part", setAside, overwrite: true);
        return tally.Report(new ScanCommitment(ScanCommitment.Current, _fingerprint, tree.Size, tree.Counts, tree.Root()), report);

        RepeatedRow[] Told(IReadOnlyList<RepeatedText> texts) =>
            [.. texts.Zip(new RowExcerpts(plan, blocks).Read(texts, cancellation), (t, excerpt) => new RepeatedRow(Place(blocks, t.First), t.Rows, excerpt))];
    }

    private RowPlace Place(ScannedBlock block, int index) => new(plan.Files[block.File].File.Name, block.FirstInFile + index);

    private RowPlace Place(ScannedBlocks blocks, long row)
    {
        var block = blocks.Of(row);
        return Place(block, (int)(row - block.First));
    }
}
